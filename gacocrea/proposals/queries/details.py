"""What belongs to one proposal or one workshop."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.proposals.models import Argument, Proposal, ProposalVersion, Workshop


def arguments_of(session: Session, *, proposal_id: int) -> list[Argument]:
    """Return what was argued, oldest first. One statement."""
    return list(
        session.scalars(select(Argument).where(Argument.proposal_id == proposal_id).order_by(Argument.id))
    )


def versions_of(session: Session, *, proposal_id: int) -> list[ProposalVersion]:
    """Return the earlier words of a proposal, oldest first. One statement."""
    wanted = select(ProposalVersion).where(ProposalVersion.proposal_id == proposal_id)
    return list(session.scalars(wanted.order_by(ProposalVersion.number)))


def workshops_of(session: Session, *, cycle_id: int) -> list[tuple[Workshop, int]]:
    """Return the workshops of a cycle, newest first, with how many proposals each brought. One statement."""
    counted = (
        select(Workshop, func.count(Proposal.id))
        .outerjoin(Proposal, Proposal.workshop_id == Workshop.id)
        .where(Workshop.cycle_id == cycle_id)
        .group_by(Workshop.id)
        .order_by(Workshop.held_on.desc(), Workshop.id.desc())
    )
    return [(workshop, count) for workshop, count in session.execute(counted)]


def workshop(session: Session, *, cycle_id: int, workshop_id: int) -> Workshop | None:
    """Return a workshop of a cycle. One statement."""
    return session.scalar(select(Workshop).where(Workshop.id == workshop_id, Workshop.cycle_id == cycle_id))


def made_at(session: Session, *, workshop_id: int) -> list[Proposal]:
    """Return the proposals made at a workshop, newest first. One statement."""
    wanted = select(Proposal).where(Proposal.workshop_id == workshop_id)
    return list(session.scalars(wanted.order_by(Proposal.number.desc())))
