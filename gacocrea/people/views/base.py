"""The blueprint on which every page about oneself stands, and the key for what people entrust."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from time import perf_counter, sleep
from typing import Any, ParamSpec

from flask import Blueprint, Response, after_this_request, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from gacocrea.core.errors import NotThere
from gacocrea.people.actions import Link
from gacocrea.people.models import Account
from gacocrea.people.secrets import Secrets
from gacocrea.people.session import account
from gacocrea.web.application import application
from gacocrea.web.forms import attempt

bp = Blueprint("people", __name__)
P = ParamSpec("P")
BEAT = 0.1
"""Seconds: long beside what an answer about an address costs, short for a person."""


def secrets() -> Secrets:
    """Return the installation's own key."""
    return Secrets(application().settings.keys)


def own() -> Account:
    """Return the signed-in account; only for views that need Action.OWN_PAGE, which nobody else passes."""
    found = account()
    if found is None:
        raise NotThere
    return found


def breached() -> Path | None:
    """Return the file of stolen passwords, if this installation has one."""
    return application().settings.breached_passwords


def link_to(endpoint: str) -> Link:
    """Return what turns a token into the address that a letter shows."""
    base = application().settings.public_url
    return lambda token: base + url_for(endpoint, token=token)


def by_letter(form: FlaskForm, ask: Callable[[], str], page: str, **shown: Any) -> ResponseReturnValue:
    """Show `page` with its form; once sent, run `ask` and say to which address the letter went that it returns."""
    address = attempt(form, ask)
    if address:
        return render_template("people/pages/sent.html", address=address)
    return render_template(page, form=form, **shown), 422 if form.errors else 200


def evenly(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Mark a view whose answer must not tell by its time what it found: it leaves at a whole number of beats.

    The wait comes after the commit, when nobody else waits for the database.
    """

    @wraps(view)
    def timed(*args: P.args, **given: P.kwargs) -> ResponseReturnValue:
        start, beat = perf_counter(), current_app.extensions["beat"]

        def wait(response: Response) -> Response:
            if beat:
                sleep(beat - (perf_counter() - start) % beat)
            return response

        if request.method == "POST":
            after_this_request(wait)
        return view(*args, **given)

    return timed
