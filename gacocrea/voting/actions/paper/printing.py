"""Printing: serials for an open poll, as many as tables and workshops need."""

import secrets
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from gacocrea.core import permissions
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.voting.actions.paper.holding import (
    hold_poll,
    note,
)
from gacocrea.voting.models import (
    SHEETS_MAX,
    PaperSheet,
    Poll,
    PollState,
)
from gacocrea.voting.rules import (
    serial_of,
)


def print_sheets(
    session: Session, *, actor: Actor, cycle: Cycle, poll: Poll, number: int, now: datetime
) -> int:
    """Make the serials of `number` ballots for an open poll and return the number of this printing, from 1.

    Raises NotAllowed; Conflict ("no_paper", "poll_not_open"); Invalid on "number" outside 1 to SHEETS_MAX.
    """
    permissions.require(Action.PRINT_PAPER, actor=actor, moment=cycle.moment(now))
    manifest = hold_poll(session, poll)
    if poll.state is not PollState.OPEN or now >= poll.closes_at:
        raise Conflict("poll_not_open")
    if not 1 <= number <= SHEETS_MAX:
        raise Invalid("number", "between", least=1, most=SHEETS_MAX)
    run = 1 + (session.scalar(select(func.max(PaperSheet.run)).where(PaperSheet.poll_id == poll.id)) or 0)
    rows = [{"serial": serial, "poll_id": poll.id, "run": run} for serial in sorted(_fresh(session, number))]
    session.execute(insert(PaperSheet), rows)
    note(
        session,
        actor=actor,
        cycle=cycle,
        manifest=manifest,
        verb="paper.printed",
        now=now,
        run=run,
        sheets=number,
    )
    return run


def _fresh(session: Session, number: int) -> set[str]:
    """Return serials that no sheet of any poll bears."""
    made: set[str] = set()
    while len(made) < number:
        made |= {serial_of(secrets.randbits(64)) for _ in range(number - len(made))}
        made -= set(session.scalars(select(PaperSheet.serial).where(PaperSheet.serial.in_(made))))
    return made
