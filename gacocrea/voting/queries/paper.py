"""What is read of paper ballots: for the count once the poll is published, and for the two who type, while they do."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.voting.models import (
    BatchState,
    PaperBallot,
    PaperBatch,
    PaperLine,
    PaperSheet,
    Poll,
    PollState,
    SheetKind,
)
from gacocrea.voting.rules import Reading


@dataclass(frozen=True)
class PaperList:
    """A sealed batch: (serial, choices) of its valid ballots by serial, blank ones too, and how many are spoiled."""

    number: int
    ballots: tuple[tuple[str, tuple[str, ...]], ...]
    spoiled: int


def paper_of(session: Session, poll: Poll) -> tuple[PaperList, ...]:
    """Return the paper ballots of a published poll by batch; nothing, to everyone, before that. Two statements."""
    if poll.state is not PollState.PUBLISHED:
        return ()
    sealed = select(PaperBatch).where(PaperBatch.poll_id == poll.id, PaperBatch.state == BatchState.SEALED)
    batches = session.scalars(sealed.order_by(PaperBatch.number)).all()
    found = sheets_of(session, [batch.id for batch in batches])
    return tuple(_list(batch.number, found[batch.id]) for batch in batches)


def _list(number: int, sheets: dict[str, Reading]) -> PaperList:
    valid = tuple((serial, read.choices) for serial, read in sheets.items() if read.kind is SheetKind.VALID)
    return PaperList(number, valid, len(sheets) - len(valid))


def sheets_of(session: Session, batch_ids: list[int]) -> defaultdict[int, dict[str, Reading]]:
    """Return by batch what sealed ones hold, by serial. For actions and `paper_of`, never for a page. One statement."""
    found = defaultdict[int, dict[str, Reading]](dict)
    wanted = select(PaperBallot).where(PaperBallot.batch_id.in_(batch_ids)).order_by(PaperBallot.serial)
    for row in session.scalars(wanted) if batch_ids else ():
        found[row.batch_id][row.serial] = Reading(row.kind, tuple(row.choices))
    return found


class Typed(NamedTuple):
    """All that was typed of a batch: each one's entry, and what each read on looking again."""

    first: dict[str, Reading]
    second: dict[str, Reading]
    again: tuple[dict[str, Reading], dict[str, Reading]]


def typed_in(session: Session, batch: PaperBatch) -> Typed:
    """Return what was typed of a batch so far. One statement."""
    found = defaultdict[tuple[bool, bool], dict[str, Reading]](dict)
    wanted = select(PaperLine).where(PaperLine.batch_id == batch.id).order_by(PaperLine.serial)
    for row in session.scalars(wanted):
        found[row.is_second, row.again][row.serial] = Reading(row.kind, tuple(row.choices))
    return Typed(found[False, False], found[True, False], (found[False, True], found[True, True]))


def batches_of(session: Session, poll_ids: list[int]) -> dict[int, list[PaperBatch]]:
    """Return by poll its batches: who types which and whether it is sealed. One statement."""
    found = defaultdict[int, list[PaperBatch]](list)
    wanted = select(PaperBatch).where(PaperBatch.poll_id.in_(poll_ids)).order_by(PaperBatch.number)
    for batch in session.scalars(wanted):
        found[batch.poll_id].append(batch)
    return found


def runs_of(session: Session, poll_ids: list[int]) -> dict[int, dict[int, int]]:
    """Return by poll how many ballots each printing had. One statement."""
    found = defaultdict[int, dict[int, int]](dict)
    counted = (
        select(PaperSheet.poll_id, PaperSheet.run, func.count())
        .where(PaperSheet.poll_id.in_(poll_ids))
        .group_by(PaperSheet.poll_id, PaperSheet.run)
        .order_by(PaperSheet.run)
    )
    for poll_id, run, number in session.execute(counted):
        found[poll_id][run] = number
    return found


def serials_of(session: Session, poll: Poll, run: int) -> list[str]:
    """Return the serials of one printing in ascending order, which is a random one. One statement."""
    mine = select(PaperSheet.serial).where(PaperSheet.poll_id == poll.id, PaperSheet.run == run)
    return list(session.scalars(mine.order_by(PaperSheet.serial)))
