"""Which proposals speak of the same."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core.text import stems
from gacocrea.proposals.models import PUBLIC, Proposal, ProposalTerm
from gacocrea.proposals.rules import most_alike

CANDIDATES = 80
"""How many proposals are weighed: those that share most words."""


@dataclass(frozen=True)
class Similar:
    """A proposal that speaks of the same, and how much (0 to 1)."""

    proposal: Proposal
    score: float


def similar_to(
    session: Session, *, cycle_id: int, text: str, exclude: int | None = None, most: int = 5
) -> list[Similar]:
    """Return the public proposals that speak of what `text` speaks of, best first. At most five statements.

    `exclude` is the id of the proposal that `text` comes from.
    """
    asked = list(stems(text))[:200]
    shared = (
        select(ProposalTerm.proposal_id)
        .join(Proposal, Proposal.id == ProposalTerm.proposal_id)
        .where(Proposal.cycle_id == cycle_id, Proposal.status.in_(PUBLIC), ProposalTerm.stem.in_(asked))
        .where(Proposal.id != (exclude or 0))
        .group_by(ProposalTerm.proposal_id)
        .order_by(func.count().desc(), ProposalTerm.proposal_id)
        .limit(CANDIDATES)
    )
    docs: dict[int, dict[str, int]] = {id: {} for id in (session.scalars(shared) if asked else ())}
    if not docs:
        return []
    for term in session.execute(
        select(ProposalTerm.proposal_id, ProposalTerm.stem, ProposalTerm.weight).where(
            ProposalTerm.proposal_id.in_(docs)
        )
    ):
        docs[term.proposal_id][term.stem] = term.weight
    frequency = _frequency(session, {stem for doc in docs.values() for stem in doc})
    total = session.scalar(select(func.count()).where(Proposal.number.is_not(None))) or 0
    best = most_alike(text, docs, frequency=frequency, total=total, most=most)
    found = session.scalars(select(Proposal).where(Proposal.id.in_([id for id, _score in best])))
    by_id = {proposal.id: proposal for proposal in found}
    return [Similar(by_id[id], score) for id, score in best]


def _frequency(session: Session, wanted: set[str]) -> dict[str, int]:
    """Return in how many proposals each stem stands, over all cycles: how rare a word is. One statement."""
    counted = select(ProposalTerm.stem, func.count()).where(ProposalTerm.stem.in_(wanted))
    return dict(session.execute(counted.group_by(ProposalTerm.stem)).tuples().all())
