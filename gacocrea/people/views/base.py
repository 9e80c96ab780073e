"""The blueprint on which every page about oneself stands, and the key for what people entrust."""

from pathlib import Path

from flask import Blueprint, url_for

from gacocrea.core.errors import NotThere
from gacocrea.people.actions import Link
from gacocrea.people.models import Account
from gacocrea.people.secrets import Secrets
from gacocrea.people.session import account
from gacocrea.web.application import application

bp = Blueprint("people", __name__)


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
