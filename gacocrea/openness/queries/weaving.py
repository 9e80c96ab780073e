"""A whole cycle as threads: how many proposals came in where, what became of each theme and of each commitment."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.commitments import queries as commitments
from gacocrea.commitments.models import Commitment
from gacocrea.cycle.models import Cycle
from gacocrea.progress import queries as progress
from gacocrea.progress.queries import CommitmentStanding
from gacocrea.proposals.models import PUBLIC, Origin, Proposal, ProposalStatus
from gacocrea.themes.models import Outcome, Response, Theme, ThemeProposal
from gacocrea.voting import queries as voting
from gacocrea.voting.queries import ThemeResult


@dataclass(frozen=True)
class Weft:
    """A theme: how many proposals it unites, its vote once that is published, and the commitment it became."""

    theme: Theme
    proposals: int
    vote: ThemeResult | None
    commitment: Commitment | None

    @property
    def is_taken(self) -> bool:
        """Whether the vote, or the core group after it, lets the theme go on."""
        return self.vote is not None and self.vote.line in self.vote.result.taken_up


@dataclass(frozen=True)
class Bundle:
    """What came in for one pillar, and what became of it. Every public proposal of the pillar is in it once."""

    pillar_id: int
    origins: Counter[Origin]
    wefts: tuple[Weft, ...]
    """The themes: those that go on first, then by their place in the vote, then by number."""
    without: Counter[Outcome | None]
    """Proposals in no theme, by their answer; None for those that wait for one."""

    @property
    def proposals(self) -> int:
        return self.origins.total()


@dataclass(frozen=True)
class Weave:
    """All pillars of a cycle, and its commitments with where they stand."""

    bundles: tuple[Bundle, ...]
    commitments: tuple[CommitmentStanding, ...]

    @property
    def proposals(self) -> int:
        return sum(bundle.proposals for bundle in self.bundles)

    @property
    def wefts(self) -> list[Weft]:
        return [weft for bundle in self.bundles for weft in bundle.wefts]


def weave(session: Session, cycle: Cycle, today: date) -> Weave:
    """Return the threads of a cycle. Eleven statements at most, however many proposals."""
    found = session.scalars(select(Theme).where(Theme.cycle_id == cycle.id, Theme.merged_at.is_(None))).all()
    ids = [theme.id for theme in found]
    votes = voting.theme_results(session, ids) if ids else {}
    became = commitments.of_themes(session, ids) if ids else {}
    rows = commitments.all_of(session, cycle.id)
    origins, joined, without = _counts(session, cycle.id)
    wefts = [Weft(one, joined[one.id], votes.get(one.id), became.get(one.id)) for one in found]
    return Weave(
        tuple(
            Bundle(
                pillar_id=pillar.id,
                origins=origins.get(pillar.id, Counter()),
                wefts=tuple(sorted((one for one in wefts if one.theme.pillar_id == pillar.id), key=_order)),
                without=without.get(pillar.id, Counter()),
            )
            for pillar in cycle.pillars
        ),
        tuple(progress.standing_of(session, rows, today)) if rows else (),
    )


def _order(weft: Weft) -> tuple[bool, int, int]:
    return not weft.is_taken, weft.vote.line.place if weft.vote else 0, weft.theme.number


def _counts(
    session: Session, cycle_id: int
) -> tuple[dict[int, Counter[Origin]], Counter[int], dict[int, Counter[Outcome | None]]]:
    """Return how the proposals of each pillar came, how many each theme unites, and the answers to the others."""
    pillar = func.coalesce(Theme.pillar_id, Proposal.pillar_id)
    counted = (
        select(pillar, Proposal.origin, Proposal.status, Theme.id, Response.outcome, func.count())
        .outerjoin(ThemeProposal, ThemeProposal.proposal_id == Proposal.id)
        .outerjoin(Theme, Theme.id == ThemeProposal.theme_id)
        .outerjoin(Response, (Response.proposal_id == Proposal.id) & Response.is_current)
        .where(Proposal.cycle_id == cycle_id, Proposal.status.in_(PUBLIC))
        .group_by(pillar, Proposal.origin, Proposal.status, Theme.id, Response.outcome)
    )
    origins: dict[int, Counter[Origin]] = {}
    joined = Counter[int]()
    without: dict[int, Counter[Outcome | None]] = {}
    for pillar_id, origin, status, theme_id, outcome, count in session.execute(counted):
        origins.setdefault(pillar_id, Counter())[origin] += count
        if theme_id is not None:
            joined[theme_id] += count
        else:
            answer = outcome if status is ProposalStatus.ANSWERED else None
            without.setdefault(pillar_id, Counter())[answer] += count
    return origins, joined, without
