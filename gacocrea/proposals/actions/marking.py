"""What an upper floor's answer changes on a proposal."""

from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict
from gacocrea.proposals.models import PUBLIC, Proposal, ProposalStatus


def mark(session: Session, *, proposal: Proposal, status: ProposalStatus, now: datetime) -> None:
    """Note that a public proposal was answered or returned.

    Right and record belong to the action that answers. Raise Conflict when the proposal was withdrawn meanwhile.
    """
    if status not in PUBLIC:
        raise ValueError("only an answer, a return or a reopening is marked")
    if proposal.status not in PUBLIC:
        raise Conflict("proposal_withdrawn")
    proposal.status = status
    proposal.changed_at = now
    session.flush()
