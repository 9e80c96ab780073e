"""The core group puts the selection of a pillar to the vote, and carries out what was carried."""


from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action, explain
from gacocrea.core.text import reference
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.cycle.queries import cycle_of
from gacocrea.forum.forms import DAYS_TO_VOTE, vote_closes
from gacocrea.forum.models import Motion
from gacocrea.forum.place import this_forum
from gacocrea.forum.queries import live_motion
from gacocrea.voting import queries
from gacocrea.voting.actions import (
    SELECTION,
    confirm_selection,
    propose_selection,
    subject_of,
)
from gacocrea.voting.forms import selection_form
from gacocrea.voting.models import Poll
from gacocrea.voting.views.base import desk_bp, pillar_of, poll_of
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import BaseForm, attempt
from gacocrea.web.guards import actor, needs


@desk_bp.get("/<forum>/<cycle>/mesa/seleccion/<pillar>")
@needs(Action.SEE_DESK)
def selection(pillar: str) -> ResponseReturnValue:
    return _selection(pillar_of(pillar), poll_of(pillar))


@desk_bp.post("/<forum>/<cycle>/mesa/seleccion/<pillar>")
@needs(Action.CONFIRM_SELECTION)
def propose(pillar: str) -> ResponseReturnValue:
    poll = poll_of(pillar)
    result = queries.results(db.session(), poll)
    if result is None:
        raise Conflict("not_published")
    form = selection_form(result.lines)
    motion = attempt(form, lambda: _propose(poll, form))
    if motion is None:
        return _selection(pillar_of(pillar), poll, form), 422
    flash(_("La selección quedó a votación del grupo."))
    return redirect(url_for("motions.show", code=reference("M", motion.number)), 303)


@desk_bp.post("/<forum>/<cycle>/mesa/seleccion/<pillar>/confirmar")
@needs(Action.CONFIRM_SELECTION)
def confirm(pillar: str) -> ResponseReturnValue:
    cycle, about = this_cycle(), subject_of(this_cycle(), pillar)
    motion = live_motion(db.session(), cycle.forum_id, SELECTION, about)
    if motion is None:
        raise Conflict("motion_done")
    poll = poll_of(pillar)
    decision = confirm_selection(
        db.session(), actor=actor(), cycle=cycle, poll=poll, motion=motion, now=now()
    )
    flash(
        _("Decisión %(reference)s: la selección quedó confirmada.", reference=reference("D", decision.number))
    )
    return redirect(url_for("results.show", pillar=pillar), 303)


def _propose(poll: Poll, form: BaseForm) -> Motion:
    typed = form.values()
    reasons = {
        int(name.removeprefix("reason_")): text for name, text in typed.items() if name.startswith("reason_")
    }
    return propose_selection(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        poll=poll,
        chosen=set(typed["chosen"]),
        reasons=reasons,
        closes_at=vote_closes(this_forum(), now()),
        now=now(),
    )


def _selection(pillar: Pillar, poll: Poll, form: BaseForm | None = None) -> str:
    result = queries.results(db.session(), poll)
    if result is None:
        raise Conflict("not_published")
    form = form or selection_form(result.lines)
    about = subject_of(this_cycle(), pillar.key)
    return render_template(
        "voting/pages/selection.html",
        pillar=pillar,
        poll=poll,
        result=result,
        form=form,
        motion=live_motion(db.session(), this_cycle().forum_id, SELECTION, about),
        days=DAYS_TO_VOTE,
    )


def of_motion(*, motion: Motion) -> str:
    """Return what a motion on a selection will do, and the button once it is carried. Nine statements at most."""
    if motion.kind != SELECTION:
        return ""
    slug, _slash, key = motion.subject.rpartition("/")
    cycle = cycle_of(db.session(), this_forum(), slug, now())
    pillar = cycle.pillar(key)
    poll = queries.poll_of(db.session(), cycle.id, pillar.id) if pillar else None
    result = queries.results(db.session(), poll) if poll else None
    if result is None:
        return ""
    verdict = explain(Action.CONFIRM_SELECTION, actor=actor(), moment=cycle.moment(now()))
    return render_template(
        "voting/pages/_motion.html",
        motion=motion,
        cycle=cycle,
        pillar=pillar,
        result=result,
        may_confirm=verdict.allowed,
    )
