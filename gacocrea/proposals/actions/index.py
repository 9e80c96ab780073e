"""The words a proposal is found by, and the small steps that every way of making one shares."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Invalid, NotThere
from gacocrea.core.numbering import next_number
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference, stems
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.proposals.models import Proposal, ProposalStatus, ProposalTerm
from gacocrea.proposals.rules import ProposalWords, problems


def index_terms(session: Session, *, proposals: Sequence[Proposal]) -> None:
    """Write anew the stems that `proposals` are found by. They must have been flushed."""
    ids = [proposal.id for proposal in proposals]
    session.execute(delete(ProposalTerm).where(ProposalTerm.proposal_id.in_(ids)))
    rows = [
        {"stem": stem, "proposal_id": proposal.id, "weight": weight}
        for proposal in proposals
        for stem, weight in stems(words_of(proposal).said()).items()
    ]
    if rows:
        session.execute(insert(ProposalTerm), rows)


def words_of(proposal: Proposal) -> ProposalWords:
    """Return what a proposal says now."""
    return ProposalWords(
        title=proposal.title,
        problem=proposal.problem,
        solution=proposal.solution,
        affected=proposal.affected,
        territory=proposal.territory,
        institution=proposal.institution,
        sector_id=proposal.sector_id,
    )


def put_words(proposal: Proposal, *, words: ProposalWords, pillar: Pillar, now: datetime) -> None:
    """Let `proposal` say `words` under `pillar`."""
    for name, value in words.as_dict().items():
        setattr(proposal, name, value)
    proposal.pillar_id = pillar.id
    proposal.changed_at = now


def check(words: ProposalWords, *, cycle: Cycle, pillar: Pillar, draft: bool = False) -> ProposalWords:
    """Return `words` cleaned. Raise Invalid for the first field that is wrong, NotThere for a foreign pillar."""
    if pillar.cycle_id != cycle.id:
        raise NotThere
    cleaned = words.cleaned()
    for problem in problems(cleaned, draft=draft):
        raise Invalid(problem.field, problem.code, **problem.facts)
    return cleaned


def give_number(session: Session, *, proposal: Proposal, now: datetime) -> None:
    """Make `proposal` public: it gets the number by which people quote it."""
    proposal.number = next_number(session, scope=f"cycle:{proposal.cycle_id}", kind="P")
    proposal.status = ProposalStatus.SUBMITTED
    proposal.submitted_at = now


def note(
    session: Session, *, actor: Actor, proposal: Proposal, cycle: Cycle, now: datetime, verb: str, **facts: str
) -> None:
    """Write what happened to `proposal` in the public record."""
    record.write(
        session,
        actor=actor,
        now=now,
        verb=verb,
        subject=reference("P", proposal.number or 0),
        forum_id=cycle.forum_id,
        cycle_id=cycle.id,
        version=proposal.version,
        **facts,
    )
