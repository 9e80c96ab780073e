"""Dates of a published cycle are postponed by a carried motion: forward only, with a public note."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Phase, Window
from gacocrea.cycle.models import CalendarChange, Cycle
from gacocrea.cycle.rules import check_postponement, postponed
from gacocrea.forum.actions import propose_motion, take_carried
from gacocrea.forum.models import Forum, Motion

CALENDAR = "calendar"
"""The kind of the motions that this stage carries out."""

# Decisions are kept as they were written: in the language of the forum's records, not of whoever reads.
TITLE = "Cambio del calendario: %s"


def propose_postponement(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    wanted: Iterable[Window],
    note: str,
    closes_at: datetime,
    now: datetime,
) -> Motion:
    """Put new dates of a published cycle to the vote of the seats; `note` says in public why.

    Raises NotAllowed but for core group and secretariat; Conflict for a draft, which is simply changed; Invalid
    for the first problem of `check_postponement` or without a note; and what `propose_motion` raises.
    """
    require(Action.CHANGE_CALENDAR, actor=actor, moment=cycle.moment(now))
    if cycle.published_at is None:
        raise Conflict("postpone_draft")
    after = postponed(cycle.windows, wanted, cycle.challenge_hours)
    _check(cycle, after, now)
    if not note:
        raise Invalid("note", "postpone_note")
    old = {window.phase: window for window in cycle.windows}
    moved = [window for window in after if window != old[window.phase]]
    return propose_motion(
        session,
        actor=actor,
        forum=session.get_one(Forum, cycle.forum_id),
        title=TITLE % cycle.title,
        text=note,
        kind=CALENDAR,
        subject=cycle.slug,
        payload={"note": note, "phases": {one.phase.value: _instants(one) for one in moved}},
        closes_at=closes_at,
        now=now,
    )


def windows_after(cycle: Cycle, motion: Motion) -> tuple[Window, ...]:
    """Return the calendar as a motion would leave it."""
    new = {
        Phase(phase): Window(Phase(phase), *(datetime.fromisoformat(instant) for instant in instants))
        for phase, instants in motion.payload["phases"].items()
    }
    return tuple(new.get(window.phase, window) for window in cycle.windows)


def postpone(
    session: Session, *, actor: Actor, cycle: Cycle, motion: Motion, now: datetime
) -> CalendarChange:
    """Carry out a carried motion on the calendar, once; the old dates stay in the change and in the record.

    Raises NotAllowed; Conflict ("postpone_late") when time or the vote has overtaken the new dates since, and what
    `take_carried` raises.
    """
    require(Action.CHANGE_CALENDAR, actor=actor, moment=cycle.moment(now))
    session.refresh(cycle, with_for_update={"of": Cycle})
    take_carried(session, forum_id=cycle.forum_id, motion=motion, kind=CALENDAR, subject=cycle.slug, now=now)
    after = {window.phase: window for window in windows_after(cycle, motion)}
    try:
        _check(cycle, after.values(), now)
    except Invalid as problem:
        raise Conflict("postpone_late") from problem
    before = {window.phase.value: _instants(window) for window in cycle.windows}
    for row in cycle.phases:
        row.opens_at, row.closes_at = after[row.phase].opens_at, after[row.phase].closes_at
    change = CalendarChange(
        cycle_id=cycle.id,
        at=now,
        note=motion.payload["note"],
        decision_id=motion.decision_id,
        before={phase: before[phase] for phase in motion.payload["phases"]},
        after=motion.payload["phases"],
    )
    session.add(change)
    session.flush()
    about: dict[str, Any] = {"forum_id": cycle.forum_id, "cycle_id": cycle.id, "reason": change.note}
    about |= {"before": change.before, "after": change.after}
    record.write(session, actor=actor, now=now, verb="calendar.postponed", subject=cycle.slug, **about)
    return change


def _check(cycle: Cycle, after: Iterable[Window], now: datetime) -> None:
    is_fixed = cycle.vote_fixed_at is not None
    problems = check_postponement(cycle.windows, after, now=now, vote_is_fixed=is_fixed)
    if problems:
        raise Invalid(problems[0].field, problems[0].code, **problems[0].facts)


def _instants(window: Window) -> list[str]:
    return [window.opens_at.isoformat(), window.closes_at.isoformat()]
