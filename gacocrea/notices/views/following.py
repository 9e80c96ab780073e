"""Follow a thing or stop, choose how often to hear, and the link of a letter that ends it all."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.cycle.place import this_cycle
from gacocrea.notices import actions
from gacocrea.notices.actions import Voice
from gacocrea.notices.forms import FollowForm, RhythmForm, StopForm
from gacocrea.web.application import application, now
from gacocrea.web.errors import page
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, needs
from gacocrea.web.reading import safe_path
from gacocrea.web.text import in_language

bp = Blueprint("notices", __name__)
LEAVE = "/avisos/baja/"


@bp.post("/<forum>/<cycle>/seguir")
@needs(Action.FOLLOW)
def follow() -> ResponseReturnValue:
    form = FollowForm()
    subject, is_on = form.subject.data or "", bool(form.on.data)
    actions.follow(db.session(), actor=actor(), cycle=this_cycle(), subject=subject, is_on=is_on, now=now())
    flash(_("Desde ahora le escribimos cuando pase algo.") if is_on else _("Ya no le escribimos sobre esto."))
    return redirect(safe_path(form.next.data or ""), 303)


@bp.post("/mi/avisos")
@needs(Action.FOLLOW)
def rhythm() -> ResponseReturnValue:
    form = RhythmForm()
    if not form.validate_on_submit():
        return page(400, "bad_request")
    actions.choose_rhythm(db.session(), actor=actor(), rhythm=form.rhythm.data, now=now())
    flash(_("Quedó guardado cada cuánto le escribimos."))
    return redirect("/mi/#avisos", 303)


@bp.route(f"{LEAVE}<token>", methods=["GET", "POST"])
@needs(Action.READ)
def leave(token: str) -> ResponseReturnValue:
    """The link of a letter: a GET asks, a POST does it, also the one that a mail program sends (RFC 8058)."""
    account_id, form = _account_of(token), StopForm()
    done = form.is_submitted()
    if done:
        actions.stop_all(db.session(), account_id=account_id)
    return render_template("notices/pages/stop.html", done=done)


def voice() -> Voice:
    """Return how this installation speaks to those who follow something."""
    site = application().settings.public_url
    return Voice(site, in_language, lambda account_id: f"{site}{LEAVE}{_signer().dumps(account_id)}")


def _account_of(token: str) -> int:
    try:
        return int(_signer().loads(token))
    except (BadSignature, ValueError, TypeError) as broken:
        raise NotThere from broken


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(application().settings.secret_key, salt="gacocrea.notices.leave")
