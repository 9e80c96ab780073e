"""What every action on paper ballots begins with: the poll and the batch held, and which of the two acts."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, NotThere
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.voting.models import BatchState, PaperBatch, Poll, PollState
from gacocrea.voting.queries import Typed, typed_in
from gacocrea.voting.rules import Manifest, read_manifest


def hold_poll(session: Session, poll: Poll) -> Manifest:
    """Take the poll for this transaction and return its manifest. Raises Conflict ("no_paper", "paper_over")."""
    session.refresh(poll, ["state"], with_for_update=True)
    manifest = read_manifest(poll.manifest)
    if not manifest.paper:
        raise Conflict("no_paper")
    if poll.state is PollState.PUBLISHED:
        raise Conflict("paper_over")
    return manifest


def hold_batch(session: Session, poll: Poll, batch: PaperBatch) -> Manifest:
    """Take a batch that is being typed: of two persons at once the second finds what the first left.

    Raises Conflict as `hold_poll`, and ("batch_over") for one that is sealed or dropped.
    """
    manifest = hold_poll(session, poll)
    session.refresh(batch)
    if batch.state is not BatchState.TYPING:
        raise Conflict("batch_over")
    return manifest


def side_of(batch: PaperBatch, actor: Actor) -> bool:
    """Return whether the actor is the second of the two (False: the first). Raises NotThere for anybody else."""
    if actor.account_id is None or actor.account_id not in (batch.first_id, batch.second_id):
        raise NotThere
    return actor.account_id == batch.second_id


def open_side_of(batch: PaperBatch, actor: Actor) -> bool:
    """Return the same while that person's entry is not finished. Raises Conflict ("entry_done") afterwards."""
    is_second = side_of(batch, actor)
    if batch.second_done if is_second else batch.first_done:
        raise Conflict("entry_done")
    return is_second


def typed_twice(session: Session, batch: PaperBatch) -> Typed:
    """Return both entries of a batch. Raises Conflict ("not_typed_twice") before both are finished."""
    if not batch.is_typed_twice:
        raise Conflict("not_typed_twice")
    return typed_in(session, batch)


def note(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    manifest: Manifest,
    verb: str,
    now: datetime,
    **facts: Any,
) -> None:
    """Write into the public record what became of a batch: never how many sheets it holds, nor any choice."""
    place: dict[str, Any] = {"forum_id": cycle.forum_id, "cycle_id": cycle.id, "subject": manifest.pillar_key}
    record.write(session, actor=actor, now=now, verb=verb, **place, **facts)
