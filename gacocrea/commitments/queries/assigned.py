"""Who works on which commitment."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.commitments.models import Assignment, Commitment, CommitmentStatus, Duty
from gacocrea.core.text import sort_key


def team_of(session: Session, commitment_id: int) -> list[Assignment]:
    """Return who works on a commitment, by duty. One statement."""
    wanted = select(Assignment).where(Assignment.commitment_id == commitment_id)
    return sorted(session.scalars(wanted), key=lambda one: (list(Duty).index(one.duty), sort_key(one.name)))


def drafts_of(session: Session, cycle_id: int, account_id: int | None) -> list[Commitment]:
    """Return the drafts of a cycle that a person works on, by number. Two statements."""
    mine = select(Assignment.commitment_id).where(Assignment.account_id == account_id)
    wanted = select(Commitment).where(
        Commitment.cycle_id == cycle_id,
        Commitment.status == CommitmentStatus.DRAFT,
        Commitment.id.in_(mine),
    )
    return list(session.scalars(wanted.order_by(Commitment.number)))
