"""Typing a batch: two persons, each alone, then both once more where they differ.

It writes no entry of the record, as casting does not: only that a batch is there, and who answers for it, is public.
"""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gacocrea.core import permissions
from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.voting.actions.paper.holding import (
    hold_batch,
    open_side_of,
    side_of,
    typed_twice,
)
from gacocrea.voting.models import (
    BatchState,
    PaperBallot,
    PaperBatch,
    PaperLine,
    PaperSheet,
    Poll,
)
from gacocrea.voting.queries import typed_in
from gacocrea.voting.rules import (
    Reading,
    differences,
    read_marks,
    read_serial,
)
from gacocrea.voting.rules.paper import read_again


def join_batch(
    session: Session, *, actor: Actor, cycle: Cycle, poll: Poll, batch: PaperBatch, now: datetime
) -> None:
    """Be the second who types a batch: another person than the first. Twice is once.

    Raises NotAllowed; Conflict ("paper_over", "batch_over", "same_person", "batch_taken").
    """
    permissions.require(Action.ENTER_PAPER, actor=actor, moment=cycle.moment(now))
    hold_batch(session, poll, batch)
    if actor.account_id == batch.first_id:
        raise Conflict("same_person")
    if batch.second_id not in (None, actor.account_id):
        raise Conflict("batch_taken")
    batch.second_id, batch.second_name = actor.account_id, actor.name
    session.flush()


def enter_sheet(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    poll: Poll,
    batch: PaperBatch,
    serial: str,
    marks: str,
    now: datetime,
) -> str:
    """Type one sheet as one of the two of the batch, and return its serial. The same sheet sent twice is once.

    Raises NotAllowed; Conflict ("paper_over", "batch_over", "entry_done"), and NotThere for a third person;
    Invalid on "serial" ("bad_serial", "unknown_serial", "serial_counted", "serial_elsewhere", "serial_typed")
    and on "marks" as `rules.read_marks` says.
    """
    permissions.require(Action.ENTER_PAPER, actor=actor, moment=cycle.moment(now))
    manifest = hold_batch(session, poll, batch)
    is_second = open_side_of(batch, actor)
    found = read_serial(serial)
    _check_sheet(session, poll, batch, found)
    read = read_marks(marks, manifest.codes, manifest.choices_max)
    before = session.get(PaperLine, (batch.id, is_second, False, found))
    if before and Reading(before.kind, tuple(before.choices)) != read:
        raise Invalid("serial", "serial_typed")
    if not before:
        _keep(session, batch, found, read, is_second=is_second)
    return found


def _check_sheet(session: Session, poll: Poll, batch: PaperBatch, serial: str) -> None:
    """Refuse a sheet that this poll never printed, that was counted, or that another batch holds."""
    sheet = session.get(PaperSheet, serial)
    if sheet is None or sheet.poll_id != poll.id:
        raise Invalid("serial", "unknown_serial")
    if session.get(PaperBallot, serial):
        raise Invalid("serial", "serial_counted")
    elsewhere = select(PaperBatch.number).join(PaperLine, PaperLine.batch_id == PaperBatch.id)
    other = elsewhere.where(PaperLine.serial == serial, PaperBatch.id != batch.id)
    number = session.scalar(other.where(PaperBatch.state == BatchState.TYPING).limit(1))
    if number is not None:
        raise Invalid("serial", "serial_elsewhere", number=number)


def _keep(
    session: Session, batch: PaperBatch, serial: str, read: Reading, *, is_second: bool, again: bool = False
) -> None:
    """Store what one of the two read; looking again replaces what they read when they last looked."""
    mine = PaperLine(batch_id=batch.id, is_second=is_second, again=again, serial=serial)
    mine.kind, mine.choices = read.kind, list(read.choices)
    session.merge(mine)
    session.flush()


def remove_sheet(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    poll: Poll,
    batch: PaperBatch,
    serial: str,
    now: datetime,
) -> None:
    """Take back a sheet that one typed wrong, before one's entry is finished. Raises as `enter_sheet`."""
    permissions.require(Action.ENTER_PAPER, actor=actor, moment=cycle.moment(now))
    hold_batch(session, poll, batch)
    mine = {"batch_id": batch.id, "is_second": open_side_of(batch, actor), "again": False}
    session.execute(delete(PaperLine).filter_by(**mine, serial=read_serial(serial)))


def finish_entry(
    session: Session, *, actor: Actor, cycle: Cycle, poll: Poll, batch: PaperBatch, now: datetime
) -> None:
    """Say that one's entry is whole; when both have, the two are compared. Raises Conflict ("nothing_typed") too."""
    permissions.require(Action.ENTER_PAPER, actor=actor, moment=cycle.moment(now))
    hold_batch(session, poll, batch)
    is_second, typed = open_side_of(batch, actor), typed_in(session, batch)
    if not (typed.second if is_second else typed.first):
        raise Conflict("nothing_typed")
    if is_second:
        batch.second_done = True
    else:
        batch.first_done = True
    session.flush()


def look_again(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    poll: Poll,
    batch: PaperBatch,
    serial: str,
    marks: str,
    now: datetime,
) -> None:
    """Say what a sheet shows that the two read unlike. It is settled once both say the same; until then it can change.

    Raises NotAllowed, NotThere for a third person or a sheet without a difference; Conflict ("paper_over",
    "batch_over", "not_typed_twice"); Invalid on "marks" as `rules.read_again` says.
    """
    permissions.require(Action.ENTER_PAPER, actor=actor, moment=cycle.moment(now))
    manifest = hold_batch(session, poll, batch)
    is_second = side_of(batch, actor)
    if serial not in {each.serial for each in differences(*typed_twice(session, batch))}:
        raise NotThere
    read = read_again(marks, manifest.codes, manifest.choices_max)
    _keep(session, batch, serial, read, is_second=is_second, again=True)
