"""What waits: proposals for an answer, and answers for their authors."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.proposals.models import Proposal, ProposalStatus
from gacocrea.themes.models import Response


def unanswered(session: Session, cycle_id: int, *, but_of: int) -> tuple[int, datetime | None]:
    """Return how many proposals wait for an answer, and since when the oldest does; not one's own. One statement."""
    waiting = select(func.count(), func.min(Proposal.submitted_at)).where(
        Proposal.cycle_id == cycle_id,
        Proposal.status == ProposalStatus.SUBMITTED,
        func.coalesce(Proposal.author_id, 0) != but_of,
    )
    number, oldest = session.execute(waiting).one()
    return number, oldest


def answers_to(
    session: Session, *, cycle_id: int, account_id: int, since: datetime
) -> list[tuple[Proposal, Response]]:
    """Return the answers that a person's proposals got since an instant, returned ones apart. One statement."""
    wanted = (
        select(Proposal, Response)
        .join(Response, (Response.proposal_id == Proposal.id) & Response.is_current)
        .where(Proposal.cycle_id == cycle_id, Proposal.author_id == account_id, Response.at >= since)
        .where(Proposal.status == ProposalStatus.ANSWERED)
        .order_by(Response.at)
    )
    return [(proposal, response) for proposal, response in session.execute(wanted)]
