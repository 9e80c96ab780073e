"""What officials do with the polls: two of them sign each step."""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action, explain
from gacocrea.cycle.place import this_cycle
from gacocrea.themes.queries import themes_of
from gacocrea.voting import queries
from gacocrea.voting.actions import RIGHT, sign_step
from gacocrea.voting.forms.challenge import PublishForm
from gacocrea.voting.models import PollState, Step
from gacocrea.voting.rules import next_step, step_refusal
from gacocrea.voting.views.base import desk_bp, keys
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import refusal_text


@desk_bp.get("/<forum>/<cycle>/mesa/votacion")
@needs(Action.SEE_DESK)
def steps() -> ResponseReturnValue:
    return _steps()


@desk_bp.post("/<forum>/<cycle>/mesa/votacion/abrir")
@needs(Action.OPEN_POLL)
def open_() -> ResponseReturnValue:
    return _sign(Step.OPEN)


@desk_bp.post("/<forum>/<cycle>/mesa/votacion/cerrar")
@needs(Action.CLOSE_POLL)
def close() -> ResponseReturnValue:
    return _sign(Step.CLOSE)


@desk_bp.post("/<forum>/<cycle>/mesa/votacion/publicar")
@needs(Action.PUBLISH_POLL)
def publish() -> ResponseReturnValue:
    return _sign(Step.PUBLISH)


def _sign(step: Step) -> ResponseReturnValue:
    try:
        done = sign_step(
            db.session(), actor=actor(), cycle=this_cycle(), step=step, keys=keys(), now=now(),
            site=application().settings.public_url, witnesses=PublishForm().witnesses.data or "",
        )  # fmt: skip
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal_text(refusal.code, **refusal.facts), "error")
        return _steps(), 409
    words = {
        Step.OPEN: _("La votación quedó abierta con dos firmas."),
        Step.CLOSE: _("La votación quedó cerrada con dos firmas. Empieza la impugnación."),
        Step.PUBLISH: _("El resultado quedó publicado con dos firmas y la clave, destruida."),
    }
    flash(words[step] if done else _("Su firma quedó registrada. Falta la de otra persona."))
    return redirect(url_for("polls.steps"), 303)


def _refusal(step: Step, state: PollState | None, due: datetime | None) -> str:
    """Return why this person cannot sign the step now, in words; "" when they can."""
    verdict = explain(RIGHT[step], actor=actor(), moment=moment())
    code = step_refusal(step, state=state, due=due, now=now())
    if verdict.allowed:
        return refusal_text(code) if code else ""
    return refusal_text(verdict.code, opens_at=verdict.opens_at, closed_at=verdict.closed_at)


def _steps() -> str:
    polls = queries.polls_of(db.session(), this_cycle().id)
    state, due = (polls[0].state if polls else None), queries.due_at(polls)
    coming = next_step(state)
    themes = themes_of(db.session(), this_cycle().id)
    waiting = queries.standing_signatures(db.session(), this_cycle().id, coming) if coming else []
    return render_template(
        "voting/pages/steps/show.html",
        may_extend=explain(Action.EXTEND_POLL, actor=actor(), moment=moment()).allowed,
        polls={poll.pillar_id: poll for poll in polls},
        steps=list(Step),
        coming=coming,
        due=due,
        refusal=_refusal(coming, state, due) if coming else "",
        has_signed=any(signature.account_id == actor().account_id for signature in waiting),
        signatures=queries.signatures_of(db.session(), this_cycle().id),
        results=queries.results_of(db.session(), polls),
        counts={
            pillar.id: sum(row.theme.pillar_id == pillar.id for row in themes)
            for pillar in this_cycle().pillars
        },
        form=PublishForm(formdata=None),
        waiting=queries.waiting_at_desk(db.session(), polls),
    )
