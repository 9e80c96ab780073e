"""Confirming the selection: the core group stands by the tally, or says in public why it departs from it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core import permissions, record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Decision
from gacocrea.voting.models import DEPARTURE_REASON_MAX, DEPARTURE_REASON_MIN, Poll, Selection
from gacocrea.voting.queries import Line, Result, results

# Decisions are kept as they were written: in the language of the forum's records, not of whoever reads.
TITLE = "Selección de temas: %(pillar)s, %(cycle)s"
CONFIRMED = "Se confirman los temas elegidos por la regla publicada, sin apartarse del conteo."
DEPARTED = "Se confirma la selección con %(number)s apartamientos del conteo, cada uno con su motivo público."


def confirm_selection(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    poll: Poll,
    chosen: set[int],
    reasons: Mapping[int, str],
    now: datetime,
) -> Decision:
    """Record the core group's decision on a published poll, and return it. `chosen` and `reasons` go by theme id.

    Raises NotAllowed; Conflict ("not_published", "already_confirmed"); Invalid on "chosen" for a theme that was
    not on the ballot, and on "reason_<theme id>" where a theme departs from the rule without a public reason of
    at least DEPARTURE_REASON_MIN characters.
    """
    permissions.require(Action.CONFIRM_SELECTION, actor=actor, moment=cycle.moment(now))
    result = _undecided(session, poll)
    if chosen - {line.theme_id for line in result.lines}:
        raise Invalid("chosen", "unknown_choice")
    decided = [line for line in result.lines if line.by_rule or line.theme_id in chosen]
    departures = {
        line.theme_id: _reason(line, reasons) for line in decided if line.by_rule != (line.theme_id in chosen)
    }
    decision = _decide(session, cycle, result, len(departures), by=actor.name, at=now)
    session.add_all(
        Selection(
            poll_id=poll.id,
            theme_id=line.theme_id,
            by_rule=line.by_rule,
            chosen=line.theme_id in chosen,
            reason=departures.get(line.theme_id, ""),
            decision_id=decision.id,
        )
        for line in decided
    )
    about: dict[str, Any] = {"forum_id": cycle.forum_id, "cycle_id": cycle.id, "subject": result.pillar_key}
    about["chosen"] = sorted(line.code for line in decided if line.theme_id in chosen)
    about["departures"] = {
        line.code: departures[line.theme_id] for line in decided if line.theme_id in departures
    }
    record.write(session, actor=actor, now=now, verb="selection.confirmed", **about)
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


def _decide(
    session: Session, cycle: Cycle, result: Result, departures: int, *, by: str, at: datetime
) -> Decision:
    text = CONFIRMED if departures == 0 else DEPARTED
    decision = Decision(
        forum_id=cycle.forum_id,
        number=next_number(session, scope=f"forum:{cycle.forum_id}", kind="D"),
        title=TITLE % {"pillar": result.pillar, "cycle": cycle.title},
        text=text % {"number": departures},
        decided_at=at,
        decided_by=by,
    )
    session.add(decision)
    session.flush()
    return decision
