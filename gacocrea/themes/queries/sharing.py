"""Who took which proposal at the desk, and what the group noted beside one."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.proposals.models import Proposal, ProposalStatus
from gacocrea.themes.models import DeskDuty, DeskNote
from gacocrea.themes.queries.reading import public


def duties_of(session: Session, proposal_ids: Iterable[int]) -> dict[int, DeskDuty]:
    """Return by proposal who took it. One statement."""
    wanted = select(DeskDuty).where(DeskDuty.proposal_id.in_(set(proposal_ids)))
    return {duty.proposal_id: duty for duty in session.scalars(wanted)}


def notes_of(session: Session, proposal_id: int) -> list[DeskNote]:
    """Return the notes beside a proposal, the first one first. One statement."""
    wanted = select(DeskNote).where(DeskNote.proposal_id == proposal_id).order_by(DeskNote.id)
    return list(session.scalars(wanted))


def taken_by(session: Session, *, cycle_id: int, account_id: int) -> int:
    """Return how many waiting proposals a person took. One statement."""
    mine = public(select(func.count()), cycle_id, None).where(Proposal.status == ProposalStatus.SUBMITTED)
    joined = mine.select_from(Proposal).join(DeskDuty, DeskDuty.proposal_id == Proposal.id)
    return session.scalar(joined.where(DeskDuty.by_id == account_id)) or 0
