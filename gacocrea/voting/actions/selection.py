"""The selection: the core group votes on standing by the tally, or on departing from it with public reasons."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core import permissions, record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean
from gacocrea.cycle.models import Cycle
from gacocrea.forum.actions import propose_motion, take_carried
from gacocrea.forum.models import Decision, Forum, Motion
from gacocrea.voting.models import DEPARTURE_REASON_MAX, DEPARTURE_REASON_MIN, Poll, Selection
from gacocrea.voting.queries import Line, Result, results

SELECTION = "selection"
"""The kind of the motions that this stage carries out."""

# Decisions are kept as they were written: in the language of the forum's records, not of whoever reads.
TITLE = "Selección de temas: %(pillar)s, %(cycle)s"
CONFIRMED = "Se confirman los temas elegidos por la regla publicada, sin apartarse del conteo."
DEPARTED_ONCE = "Se confirma la selección con un apartamiento del conteo, con su motivo público."
DEPARTED = "Se confirma la selección con %(number)s apartamientos del conteo, cada uno con su motivo público."


def subject_of(cycle: Cycle, pillar_key: str) -> str:
    """Return what a motion on the selection of a pillar is about: "2026-2028/transparencia"."""
    return f"{cycle.slug}/{pillar_key}"


def propose_selection(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    poll: Poll,
    chosen: set[int],
    reasons: Mapping[int, str],
    closes_at: datetime,
    why: str = "",
    now: datetime,
) -> Motion:
    """Put the selection of a published poll to the vote of the seats. `chosen` and `reasons` go by theme id.

    Raises NotAllowed; Conflict ("not_published", "already_confirmed"); Invalid on "chosen" for a theme that was
    not on the ballot, and on "reason_<theme id>" where a theme departs from the rule without a public reason of
    at least DEPARTURE_REASON_MIN characters; and what `propose_motion` raises.
    """
    permissions.require(Action.CONFIRM_SELECTION, actor=actor, moment=cycle.moment(now))
    result = _undecided(session, poll)
    if chosen - {line.theme_id for line in result.lines}:
        raise Invalid("chosen", "unknown_choice")
    departures = {
        line.code: _reason(line, reasons)
        for line in result.lines
        if line.by_rule != (line.theme_id in chosen)
    }
    text = {0: CONFIRMED, 1: DEPARTED_ONCE}.get(len(departures), DEPARTED) % {"number": len(departures)}
    return propose_motion(
        session,
        actor=actor,
        forum=session.get_one(Forum, cycle.forum_id),
        title=TITLE % {"pillar": result.pillar, "cycle": cycle.title},
        text=f"{text}\n\n{why}".strip(),
        kind=SELECTION,
        subject=subject_of(cycle, result.pillar_key),
        payload={
            "chosen": [line.code for line in result.lines if line.theme_id in chosen],
            "reasons": departures,
        },
        closes_at=closes_at,
        now=now,
    )


def confirm_selection(
    session: Session, *, actor: Actor, cycle: Cycle, poll: Poll, motion: Motion, now: datetime
) -> Decision:
    """Carry out a carried motion on the selection of a published poll, once, and return its decision.

    Raises NotAllowed; Conflict ("not_published", "already_confirmed") and what `take_carried` raises for a motion
    that is about something else, not carried, or carried out before.
    """
    permissions.require(Action.CONFIRM_SELECTION, actor=actor, moment=cycle.moment(now))
    result = _undecided(session, poll)
    subject = subject_of(cycle, result.pillar_key)
    take_carried(session, forum_id=cycle.forum_id, motion=motion, kind=SELECTION, subject=subject, now=now)
    decision = session.get_one(Decision, motion.decision_id)
    chosen, reasons = set(motion.payload["chosen"]), motion.payload["reasons"]
    session.add_all(
        Selection(
            poll_id=poll.id,
            theme_id=line.theme_id,
            by_rule=line.by_rule,
            chosen=line.code in chosen,
            reason=reasons.get(line.code, ""),
            decision_id=decision.id,
        )
        for line in result.lines
        if line.by_rule or line.code in chosen
    )
    about: dict[str, Any] = {"forum_id": cycle.forum_id, "cycle_id": cycle.id, "subject": result.pillar_key}
    about |= {"chosen": sorted(chosen), "departures": reasons}
    record.write(session, actor=actor, now=now, verb="selection.confirmed", **about)
    session.flush()
    return decision


def _undecided(session: Session, poll: Poll) -> Result:
    session.refresh(poll, with_for_update=True)  # two members at once: the second finds it confirmed
    result = results(session, poll)
    if result is None:
        raise Conflict("not_published")
    if result.decision:
        raise Conflict("already_confirmed")
    return result


def _reason(line: Line, reasons: Mapping[int, str]) -> str:
    reason = clean(reasons.get(line.theme_id, ""), multiline=True)
    field = f"reason_{line.theme_id}"
    if len(reason) < DEPARTURE_REASON_MIN:
        raise Invalid(field, "departure_reason_short", theme=line.title, least=DEPARTURE_REASON_MIN)
    if len(reason) > DEPARTURE_REASON_MAX:
        raise Invalid(field, "departure_reason_long", theme=line.title, most=DEPARTURE_REASON_MAX)
    return reason
