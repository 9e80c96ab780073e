"""Motions and decisions: everyone reads who voted what, and by which rule; seats vote; the secretariat takes notes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action, explain
from gacocrea.core.text import reference
from gacocrea.forum import actions, queries
from gacocrea.forum.forms import (
    DAYS_TO_VOTE,
    CloseForm,
    MinutedForm,
    MotionForm,
    RecuseForm,
    VoteForm,
    WithdrawForm,
    end_of,
    minuted_form,
    outcome_in_words,
    rule_in_words,
)
from gacocrea.forum.models import Choice, Motion, MotionState
from gacocrea.forum.place import this_forum
from gacocrea.forum.views.public import number_of
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import BaseForm, attempt
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import label

bp = Blueprint("motions", __name__)


@bp.get("/<forum>/decisiones")
@needs(Action.READ)
def index() -> ResponseReturnValue:
    every = queries.motions(db.session(), this_forum())
    return render_template(
        "forum/pages/decisions.html",
        decisions=queries.decisions(db.session(), this_forum()),
        open_motions=[one for one in every if one.state is MotionState.OPEN],
        not_carried=[one for one in every if one.state in (MotionState.REJECTED, MotionState.WITHDRAWN)],
        may_propose=_may(Action.PROPOSE_MOTION),
    )


@bp.get("/<forum>/decisiones/<code>")
@needs(Action.READ)
def decision(code: str) -> ResponseReturnValue:
    found = queries.decision_of(db.session(), this_forum(), number_of("D", code))
    motion = queries.motion_behind(db.session(), found)
    told = _told(motion) if motion else {}
    return render_template("forum/pages/decision.html", decision=found, motion=motion, **told)


@bp.get("/<forum>/mociones/<code>")
@needs(Action.READ)
def show(code: str) -> ResponseReturnValue:
    return _page(this_motion(code))


@bp.route("/<forum>/mociones/nueva", methods=["GET", "POST"])
@needs(Action.PROPOSE_MOTION)
def propose() -> ResponseReturnValue:
    forum = this_forum()
    form = MotionForm(closes_on=queries.today_in(forum, now()) + timedelta(days=DAYS_TO_VOTE))

    def do() -> Motion:
        words = {"title": form.title.data, "text": form.text.data}
        closes_at = end_of(form.closes_on.data, ZoneInfo(forum.time_zone))
        return actions.propose_motion(
            db.session(), actor=actor(), forum=forum, closes_at=closes_at, now=now(), **words
        )

    motion = attempt(form, do)
    if motion:
        flash(_("La moción quedó a votación."))
        return redirect(url_for("motions.show", code=reference("M", motion.number)), 303)
    return render_template("forum/pages/office/motion_new.html", form=form), 422 if form.errors else 200


@bp.post("/<forum>/mociones/<code>/voto")
@needs(Action.VOTE_MOTION)
def vote(code: str) -> ResponseReturnValue:
    motion, form = this_motion(code), VoteForm()

    def do() -> object:
        said = {"choice": Choice(form.choice.data), "dissent": form.dissent.data}
        return actions.vote(db.session(), actor=actor(), forum=this_forum(), motion=motion, now=now(), **said)

    return _sent(motion, "vote", form, do, _("Su voto quedó publicado con su nombre."))


@bp.post("/<forum>/mociones/<code>/excusa")
@needs(Action.VOTE_MOTION)
def recuse(code: str) -> ResponseReturnValue:
    motion, form = this_motion(code), RecuseForm()

    def do() -> object:
        reason = form.recusal.data
        return actions.recuse(
            db.session(), actor=actor(), forum=this_forum(), motion=motion, reason=reason, now=now()
        )

    return _sent(motion, "recuse", form, do, _("Su asiento se excusó de esta moción."))


@bp.post("/<forum>/mociones/<code>/cierre")
@needs(Action.PROPOSE_MOTION)
def close(code: str) -> ResponseReturnValue:
    motion, form = this_motion(code), CloseForm()

    def do() -> object:
        return actions.close_motion(db.session(), actor=actor(), forum=this_forum(), motion=motion, now=now())

    return _sent(motion, "close", form, do, _("La votación de la moción quedó cerrada."))


@bp.post("/<forum>/mociones/<code>/retiro")
@needs(Action.PROPOSE_MOTION)
def withdraw(code: str) -> ResponseReturnValue:
    motion, form = this_motion(code), WithdrawForm()

    def do() -> object:
        reason = form.reason.data
        return actions.withdraw_motion(db.session(), actor=actor(), motion=motion, reason=reason, now=now())

    return _sent(motion, "withdraw", form, do, _("La moción quedó retirada, con su razón."))


@bp.route("/<forum>/secretaria/mociones/<code>", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def from_minutes(code: str) -> ResponseReturnValue:
    motion = this_motion(code)
    held = [one for one in queries.meetings(db.session(), this_forum()) if one.starts_at <= now()]
    form = minuted_form(motion, held)
    if attempt(form, lambda: _note(motion, form)):
        flash(_("Los votos del acta quedaron en la moción."))
        return redirect(url_for("motions.show", code=code), 303)
    page = render_template("forum/pages/office/motion_minutes.html", form=form, motion=motion)
    return page, 422 if form.errors else 200


def _note(motion: Motion, form: MinutedForm) -> Motion:
    every = queries.meetings(db.session(), this_forum())
    meeting = next(one for one in every if one.id == form.meeting.data)
    votes = form.votes(motion.seats)
    return actions.record_votes(
        db.session(), actor=actor(), motion=motion, meeting=meeting, votes=votes, now=now()
    )


def this_motion(code: str) -> Motion:
    """Return the motion of a reference such as M-012, however it was typed."""
    return queries.motion_of(db.session(), this_forum(), number_of("M", code))


def _sent(
    motion: Motion, name: str, form: BaseForm, do: Callable[[], object], words: str
) -> ResponseReturnValue:
    """Do what a form of the motion's page asks for, or show the page again with what was typed."""
    code = reference("M", motion.number)
    if attempt(form, do):
        flash(words)
        return redirect(url_for("motions.show", code=code), 303)
    return _page(this_motion(code), **{name: form}), 422


def _page(motion: Motion, **sent: Any) -> str:
    own = queries.own_seat(db.session(), this_forum(), motion, actor().account_id, now())
    row = own.row if own else None
    forms = {
        "vote": VoteForm(choice=row.choice if row else None, dissent=row.dissent if row else ""),
        "recuse": RecuseForm(),
        "close": CloseForm(),
        "withdraw": WithdrawForm(),
    }
    is_own = motion.proposer_id is not None and motion.proposer_id == actor().account_id
    return render_template(
        "forum/pages/motion.html",
        motion=motion,
        own=own,
        now=now(),
        may_close=_may(Action.PROPOSE_MOTION),
        may_note=_may(Action.RUN_FORUM),
        may_withdraw=is_own or _may(Action.RUN_FORUM),
        **_told(motion),
        **(forms | sent),
    )


def _told(motion: Motion) -> dict[str, Any]:
    """Return the votes of a motion, the rule and how it stands, in words."""
    found = queries.outcome_of(motion)
    return {
        "rule": rule_in_words(queries.rule_of(motion)),
        "standing": outcome_in_words(found),
        "outcome": found,
        "votes": [
            (
                seat.institution,
                seat.sector,
                label(seat.choice) if seat.choice else _("Se excusó") if seat.recusal else "–",
                seat.name or "–",
            )
            for seat in motion.seats
        ],
        "reasons": [seat for seat in motion.seats if seat.dissent or seat.recusal],
    }


def _may(action: Action) -> bool:
    return explain(action, actor=actor(), moment=moment()).allowed
