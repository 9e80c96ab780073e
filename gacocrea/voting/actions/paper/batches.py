"""The life of a batch: begun, sealed for good or dropped with a reason; and what publication asks of all of them."""

import secrets
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from gacocrea.core import permissions
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Actor, Role
from gacocrea.core.text import clean
from gacocrea.cycle.models import Cycle
from gacocrea.voting.actions.paper.holding import (
    hold_batch,
    hold_poll,
    note,
    side_of,
    typed_twice,
)
from gacocrea.voting.models import (
    DROP_REASON_MAX,
    DROP_REASON_MIN,
    BatchState,
    PaperBallot,
    PaperBatch,
    PaperLine,
    Poll,
)
from gacocrea.voting.queries import sheets_of
from gacocrea.voting.rules import (
    agreed,
    batch_seal,
)


def start_batch(session: Session, *, actor: Actor, cycle: Cycle, poll: Poll, now: datetime) -> PaperBatch:
    """Begin a batch and be the first who types it. Raises NotAllowed; Conflict ("no_paper", "paper_over")."""
    permissions.require(Action.ENTER_PAPER, actor=actor, moment=cycle.moment(now))
    manifest = hold_poll(session, poll)
    last = session.scalar(select(func.max(PaperBatch.number)).where(PaperBatch.poll_id == poll.id))
    batch = PaperBatch(
        poll_id=poll.id,
        number=1 + (last or 0),
        state=BatchState.TYPING,
        first_id=actor.account_id,
        first_name=actor.name,
    )
    session.add(batch)
    session.flush()
    note(
        session,
        actor=actor,
        cycle=cycle,
        manifest=manifest,
        verb="paper.started",
        now=now,
        batch=batch.number,
    )
    return batch


def seal_batch(
    session: Session, *, actor: Actor, cycle: Cycle, poll: Poll, batch: PaperBatch, now: datetime
) -> None:
    """Make a batch part of the poll for good: each sheet as both read it, counted once over all batches.

    Raises NotAllowed, NotThere for a third person; Conflict ("paper_over", "batch_over", "not_typed_twice",
    "differences_left", "nothing_typed", "sheets_counted").
    """
    permissions.require(Action.ENTER_PAPER, actor=actor, moment=cycle.moment(now))
    manifest = hold_batch(session, poll, batch)
    side_of(batch, actor)
    sheets = agreed(*typed_twice(session, batch))
    if sheets is None:
        raise Conflict("differences_left")
    if not sheets:
        raise Conflict("nothing_typed")
    if session.scalar(select(PaperBallot.serial).where(PaperBallot.serial.in_(sheets)).limit(1)):
        raise Conflict("sheets_counted")
    rows = [
        {"serial": serial, "batch_id": batch.id, "kind": read.kind, "choices": list(read.choices)}
        for serial, read in sorted(sheets.items())
    ]
    session.execute(insert(PaperBallot), rows)
    batch.state, batch.salt = BatchState.SEALED, secrets.token_hex(16)
    batch.seal = batch_seal(manifest_hash=manifest.hash, number=batch.number, salt=batch.salt, sheets=sheets)
    session.flush()
    about = {"batch": batch.number, "seal": batch.seal, "signed_by": [batch.first_name, batch.second_name]}
    note(session, actor=actor, cycle=cycle, manifest=manifest, verb="paper.sealed", now=now, **about)


def drop_batch(
    session: Session, *, actor: Actor, cycle: Cycle, poll: Poll, batch: PaperBatch, reason: str, now: datetime
) -> None:
    """Give a batch up before it is sealed, with a public reason; its sheets can be typed in another one.

    One of the two may, or the secretariat. Raises NotAllowed; NotThere for others; Conflict ("paper_over",
    "batch_over"); Invalid on "reason" outside DROP_REASON_MIN to DROP_REASON_MAX characters.
    """
    permissions.require(Action.ENTER_PAPER, actor=actor, moment=cycle.moment(now))
    manifest = hold_batch(session, poll, batch)
    if Role.SECRETARIAT not in actor.roles:
        side_of(batch, actor)
    reason = clean(reason, multiline=True)
    if not DROP_REASON_MIN <= len(reason) <= DROP_REASON_MAX:
        raise Invalid("reason", "drop_reason", least=DROP_REASON_MIN, most=DROP_REASON_MAX)
    session.execute(delete(PaperLine).where(PaperLine.batch_id == batch.id))
    batch.state = BatchState.DROPPED
    session.flush()
    note(
        session,
        actor=actor,
        cycle=cycle,
        manifest=manifest,
        verb="paper.dropped",
        now=now,
        reason=reason,
        batch=batch.number,
    )


def check_batches(session: Session, poll: Poll) -> None:
    """Say whether the paper of a poll is ready for publication, with the poll held by the caller.

    Raises Conflict ("paper_waiting") while a batch is neither sealed nor dropped, and ("broken_batch") when a
    sealed one no longer is what its seal and the public record say.
    """
    mine = select(PaperBatch).where(PaperBatch.poll_id == poll.id, PaperBatch.state != BatchState.DROPPED)
    batches = session.scalars(mine).all()
    if any(batch.state is BatchState.TYPING for batch in batches):
        raise Conflict("paper_waiting")
    said = select(RecordEntry.facts).where(
        RecordEntry.cycle_id == poll.cycle_id, RecordEntry.verb == "paper.sealed"
    )
    recorded = {facts["seal"] for facts in session.scalars(said)} if batches else set()
    held = sheets_of(session, [batch.id for batch in batches])
    for batch in batches:
        seal = batch_seal(
            manifest_hash=poll.manifest_hash, number=batch.number, salt=batch.salt, sheets=held[batch.id]
        )
        if seal != batch.seal or seal not in recorded:
            raise Conflict("broken_batch")
