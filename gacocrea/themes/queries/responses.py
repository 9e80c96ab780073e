"""What happened to every proposal and why: the table of responses, and its counts."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from gacocrea.core.text import parse_reference
from gacocrea.proposals.models import Origin, Proposal, ProposalStatus
from gacocrea.themes.models import Outcome, Response, Theme
from gacocrea.themes.queries.reading import public
from gacocrea.themes.rules import Became, outcomes_of


@dataclass(frozen=True)
class ResponseRow:
    """What became of a proposal, and in which theme; a proposal still waiting has no response."""

    proposal: Proposal
    response: Response | None
    theme: Theme | None


def outcome_counts(session: Session, cycle_id: int) -> dict[Outcome, int]:
    """Return how many proposals have each outcome, in the order of `Outcome`; none is left out. One statement."""
    counted = (
        public(select(Response.outcome, func.count()), cycle_id, None)
        .join(Proposal, Proposal.id == Response.proposal_id)
        .where(Response.is_current, Proposal.status.in_((ProposalStatus.ANSWERED, ProposalStatus.RETURNED)))
        .group_by(Response.outcome)
    )
    counts = dict(session.execute(counted).tuples().all())
    return {outcome: counts.get(outcome, 0) for outcome in Outcome}


def responses_table(
    session: Session,
    *,
    cycle_id: int,
    outcome: Outcome | None = None,
    waiting: bool = False,
    became_: Became | None = None,
    origin: Origin | None = None,
    territory: str | None = None,
    words: str = "",
    pillar_id: int | None = None,
    after: int | None = None,
    size: int | None = None,
) -> list[ResponseRow]:
    """Return what happened to every public proposal and why, by number. One statement.

    `outcome` keeps those with it, `became_` those of which the public is told so, `waiting` those without an
    answer; `words` are looked for in title, reason and institution; `size` rows after number `after`.
    """
    wanted = (
        public(select(Proposal, Response, Theme), cycle_id, pillar_id)
        .outerjoin(Response, (Response.proposal_id == Proposal.id) & Response.is_current)
        .outerjoin(Theme, Theme.id == Response.theme_id)
        .order_by(Proposal.number)
    )
    kept = [outcome] if outcome else outcomes_of(became_) if became_ else []
    if kept and became_ is not Became.WAITING:
        wanted = wanted.where(Response.outcome.in_(kept), Proposal.status != ProposalStatus.SUBMITTED)
    if waiting:
        wanted = wanted.where(Proposal.status == ProposalStatus.SUBMITTED)
    if became_ is Became.WAITING:
        wanted = wanted.where(Proposal.status != ProposalStatus.ANSWERED)
    wanted = wanted.where(*_filters(origin, territory, words))
    if after:
        wanted = wanted.where(Proposal.number > after)
    rows = session.execute(wanted.limit(size) if size else wanted)
    return [ResponseRow(proposal, response, theme) for proposal, response, theme in rows]


def _filters(origin: Origin | None, territory: str | None, words: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Proposal.origin == origin] if origin else []
    if territory is not None:
        found.append(Proposal.territory == territory)
    quoted = parse_reference(words)
    if quoted and quoted[0] == "P":
        return [*found, Proposal.number == quoted[1]]
    texts = (Proposal.title, Response.reason, Response.institution, Proposal.author_name)
    return found + [or_(*(text.icontains(word, autoescape=True) for text in texts)) for word in words.split()[:8]]
