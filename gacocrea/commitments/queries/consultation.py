"""The public consultation as it is read: comments, their answers, and who took part."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.commitments.models import Comment, CommentOutcome, Commitment


def comments_on(session: Session, commitment_id: int) -> list[Comment]:
    """Return the comments on a commitment, oldest first. One statement."""
    mine = select(Comment).where(Comment.commitment_id == commitment_id)
    return list(session.scalars(mine.order_by(Comment.number)))


def changed_by(session: Session, commitment_id: int) -> dict[int, list[Comment]]:
    """Return by version the comments because of which it changed. One statement."""
    found = defaultdict[int, list[Comment]](list)
    for one in comments_on(session, commitment_id):
        if one.changed_in is not None:
            found[one.changed_in].append(one)
    return dict(found)


def comments_that_changed(session: Session, commitment_ids: Collection[int]) -> dict[int, list[Comment]]:
    """Return by commitment the comments because of which it changed, in whatever version. One statement."""
    wanted = select(Comment).where(Comment.commitment_id.in_(commitment_ids), Comment.changed_in.is_not(None))
    found = defaultdict[int, list[Comment]](list)
    for one in session.scalars(wanted.order_by(Comment.number)):
        found[one.commitment_id].append(one)
    return dict(found)


@dataclass(frozen=True)
class CommentRow:
    """A comment with the commitment that it speaks of."""

    comment: Comment
    commitment: Commitment


def comments_of(
    session: Session,
    cycle_id: int,
    *,
    waiting: bool = False,
    commitment_id: int | None = None,
    limit: int | None = None,
) -> list[CommentRow]:
    """Return the comments of a cycle by commitment, field and number; only those without answer when `waiting`.

    Two statements.
    """
    wanted = select(Comment, Commitment).join(Commitment, Commitment.id == Comment.commitment_id)
    wanted = wanted.where(Comment.cycle_id == cycle_id)
    if waiting:
        wanted = wanted.where(Comment.outcome.is_(None))
    if commitment_id is not None:
        wanted = wanted.where(Comment.commitment_id == commitment_id)
    ordered = wanted.order_by(Commitment.number, Comment.part, Comment.number).limit(limit)
    return [CommentRow(*row) for row in session.execute(ordered).tuples()]


def comments_numbered(session: Session, cycle_id: int, numbers: Collection[int]) -> list[Comment]:
    """Return the comments of a cycle that have these numbers. One statement."""
    mine = select(Comment).where(Comment.cycle_id == cycle_id, Comment.number.in_(numbers))
    return list(session.scalars(mine.order_by(Comment.number)))


@dataclass(frozen=True)
class Participation:
    """A consultation in figures; `by_commitment` counts comments by the commitment's id."""

    comments: int
    people: int
    answered: int
    outcomes: Counter[CommentOutcome]
    by_commitment: Counter[int]

    @property
    def waiting(self) -> int:
        return self.comments - self.answered


def participation(session: Session, cycle_id: int) -> Participation:
    """Return the figures of a cycle's consultation. Two statements."""
    mine = Comment.cycle_id == cycle_id
    people = session.scalar(select(func.count(func.distinct(Comment.author_id))).where(mine))
    counted = select(Comment.commitment_id, Comment.outcome, func.count()).where(mine)
    outcomes, by_commitment = Counter[CommentOutcome](), Counter[int]()
    for commitment_id, outcome, number in session.execute(
        counted.group_by(Comment.commitment_id, Comment.outcome)
    ):
        by_commitment[commitment_id] += number
        if outcome:
            outcomes[outcome] += number
    return Participation(by_commitment.total(), people or 0, outcomes.total(), outcomes, by_commitment)
