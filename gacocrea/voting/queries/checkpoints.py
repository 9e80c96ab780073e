"""What is read of checkpoints, and of the seals that are still in none. Seals alone: they say nothing of choices."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.voting.models import Ballot, Checkpoint, Poll, Superseded


@dataclass(frozen=True)
class NewSeals:
    """The seals that no checkpoint has yet: cast since the last one, and replaced since."""

    added: tuple[str, ...]
    superseded: tuple[str, ...]
    voters: int
    """How many of the added ones stand. Each is of another person: replacing one's own ballot adds nothing here."""


def checkpoints_of(session: Session, polls: Sequence[Poll]) -> dict[int, list[Checkpoint]]:
    """Return the checkpoints of some polls by poll, in order. One statement."""
    found: dict[int, list[Checkpoint]] = {poll.id: [] for poll in polls}
    wanted = select(Checkpoint).where(Checkpoint.poll_id.in_(list(found)))
    for checkpoint in session.scalars(wanted.order_by(Checkpoint.poll_id, Checkpoint.number)):
        found[checkpoint.poll_id].append(checkpoint)
    return found


def checkpoints_file(session: Session, poll: Poll) -> str:
    """Return checkpoints.json of a poll: a list in canonical JSON, empty before the first. One statement."""
    return "[" + ",".join(each.text for each in checkpoints_of(session, [poll])[poll.id]) + "]"


def new_seals(session: Session, poll: Poll) -> NewSeals:
    """Return what a checkpoint of an open poll would hold now. Three statements.

    Ballots are read before what they replaced: a ballot that is replaced in between is in both, and not in neither.
    """
    seen, gone = set[str](), set[str]()
    for checkpoint in checkpoints_of(session, [poll])[poll.id]:
        said = json.loads(checkpoint.text)
        seen.update(said["added"])
        gone.update(said["superseded"])
    standing = set(session.scalars(select(Ballot.seal).where(Ballot.poll_id == poll.id)))
    replaced = set(session.scalars(select(Superseded.seal).where(Superseded.poll_id == poll.id)))
    added = (standing | replaced) - seen
    return NewSeals(tuple(sorted(added)), tuple(sorted(replaced - gone)), len(standing - seen - replaced))
