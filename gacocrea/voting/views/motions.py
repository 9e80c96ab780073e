"""A later end of voting, or a repetition: proposed on a page of its own, carried out by a second person."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.voting import actions, queries
from gacocrea.voting.forms import SignForm
from gacocrea.voting.forms.challenge import MotionForm
from gacocrea.voting.models import Motion, MotionKind
from gacocrea.voting.views.base import desk_bp, keys
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs
from gacocrea.web.labels import refusal_text


@desk_bp.get("/<forum>/<cycle>/mesa/votacion/plazo")
@needs(Action.EXTEND_POLL)
def deadline() -> ResponseReturnValue:
    return _deadline(MotionForm())


@desk_bp.post("/<forum>/<cycle>/mesa/votacion/plazo")
@needs(Action.EXTEND_POLL)
def move_deadline() -> ResponseReturnValue:
    form = MotionForm()
    try:
        motion = attempt(form, lambda: _propose(form))
    except Conflict as refusal:
        return _refused(refusal, form)
    if motion is None:
        return _deadline(form), 422
    flash(_("Quedó propuesto. Falta la firma de otra persona, de otro sector."))
    return redirect(url_for("polls.deadline"), 303)


@desk_bp.post("/<forum>/<cycle>/mesa/votacion/plazo/firmar")
@needs(Action.EXTEND_POLL)
def second_deadline() -> ResponseReturnValue:
    """Second the motion that waits, or take it back."""
    try:
        motion = _waiting()
        given: dict[str, Any] = {"actor": actor(), "cycle": this_cycle(), "motion": motion, "now": now()}
        if "drop" in request.form:
            actions.drop_motion(db.session(), **given)
            flash(_("La propuesta quedó retirada."))
        else:
            actions.second_motion(db.session(), **given, keys=keys())
            flash(_("Hecho con dos firmas. El calendario y todas las páginas ya lo dicen."))
    except Conflict as refusal:
        return _refused(refusal, MotionForm(formdata=None))
    return redirect(url_for("polls.deadline"), 303)


def _waiting() -> Motion:
    motion = actions.waiting_motion(db.session(), this_cycle())
    if motion is None:
        raise Conflict("motion_done")
    return motion


def _propose(form: MotionForm) -> Motion:
    return actions.propose_motion(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        kind=MotionKind(form.kind.data),
        closes_at=form.instant(ZoneInfo(this_forum().time_zone)),
        note=form.note.data or "",
        keys=keys(),
        now=now(),
    )


def _refused(refusal: Conflict, form: MotionForm) -> ResponseReturnValue:
    db.session.rollback()
    flash(refusal_text(refusal.code, **refusal.facts), "error")
    return _deadline(form), 409


def _deadline(form: MotionForm) -> str:
    motions = queries.motions_of(db.session(), this_cycle().id)
    return render_template(
        "voting/pages/challenge/deadline.html",
        form=form,
        sign=SignForm(formdata=None),
        done=[motion for motion in motions if motion.done_at],
        waiting=next((motion for motion in motions if not motion.done_at), None),
        polls=queries.polls_of(db.session(), this_cycle().id),
    )
