"""Dates of a published cycle are postponed: put to the vote, and carried out when the seats agree."""

from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action, explain
from gacocrea.core.text import reference
from gacocrea.cycle import actions
from gacocrea.cycle.forms import PostponeForm, setup_sentence
from gacocrea.cycle.forms.postponing import MOVABLE
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.place import this_cycle
from gacocrea.cycle.queries import cycle_of
from gacocrea.forum.forms import vote_closes
from gacocrea.forum.models import Motion
from gacocrea.forum.place import this_forum
from gacocrea.forum.queries import live_motion
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs

bp = Blueprint("postponing", __name__)
DAYS_TO_VOTE = 5


@bp.route("/<forum>/<cycle>/mesa/calendario", methods=["GET", "POST"])
@needs(Action.CHANGE_CALENDAR)
def propose() -> ResponseReturnValue:
    cycle, zone = this_cycle(), ZoneInfo(this_forum().time_zone)
    form = PostponeForm.of(cycle, zone)
    closes_at = vote_closes(this_forum(), now(), DAYS_TO_VOTE)

    def do() -> Motion:
        wanted, note = form.wanted(cycle, zone), form.note.data
        return actions.propose_postponement(
            db.session(), actor=actor(), cycle=cycle, wanted=wanted, note=note, closes_at=closes_at, now=now()
        )

    motion = attempt(form, do)
    if motion:
        flash(_("Las fechas nuevas quedaron a votación del grupo."))
        return redirect(url_for("motions.show", code=reference("M", motion.number)), 303)
    rows = [(phase, setup_sentence(phase)) for phase in MOVABLE]
    page = render_template("cycle/pages/postpone.html", cycle=cycle, form=form, rows=rows, days=DAYS_TO_VOTE)
    return page, 422 if form.errors else 200


@bp.post("/<forum>/<cycle>/mesa/calendario/cambiar")
@needs(Action.CHANGE_CALENDAR)
def carry_out() -> ResponseReturnValue:
    cycle = this_cycle()
    motion = live_motion(db.session(), cycle.forum_id, actions.CALENDAR, cycle.slug)
    if motion is None:
        raise Conflict("motion_done")
    actions.postpone(db.session(), actor=actor(), cycle=cycle, motion=motion, now=now())
    flash(_("El calendario cambió, y la nota quedó publicada."))
    return redirect(url_for("cycle.show"), 303)


def may_postpone(cycle: Cycle) -> bool:
    """Say whether this person may propose new dates for a published cycle."""
    verdict = explain(Action.CHANGE_CALENDAR, actor=actor(), moment=cycle.moment(now()))
    return verdict.allowed and cycle.published_at is not None


def of_motion(*, motion: Motion) -> str:
    """Return which dates a motion on the calendar moves, and the button once it is carried. Three statements."""
    if motion.kind != actions.CALENDAR:
        return ""
    cycle = cycle_of(db.session(), this_forum(), motion.subject, now())
    moved = motion.payload["phases"]
    before = {window.phase.value: window for window in cycle.windows}
    return render_template(
        "cycle/pages/_motion.html",
        motion=motion,
        cycle=cycle,
        rows=[
            (window.phase, before[window.phase], window)
            for window in actions.windows_after(cycle, motion)
            if window.phase.value in moved
        ],
        may_postpone=may_postpone(cycle),
    )
