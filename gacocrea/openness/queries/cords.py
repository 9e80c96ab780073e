"""The thread: from any proposal to what was done, and from any commitment back to who asked for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.commitments import queries as commitments
from gacocrea.commitments.models import Commitment, CommitmentStatus, CommitmentTheme
from gacocrea.progress import queries as progress
from gacocrea.progress.queries import CommitmentStanding
from gacocrea.proposals.models import PUBLIC, Proposal
from gacocrea.themes import queries as themes
from gacocrea.themes.models import Response, Theme, ThemeProposal
from gacocrea.voting import queries as voting
from gacocrea.voting.queries import ThemeResult


@dataclass(frozen=True)
class Cord:
    """What follows from a theme: its vote, the last commitment it became, and how that goes."""

    theme: Theme
    proposals: tuple[Proposal, ...]
    vote: ThemeResult | None
    commitment: Commitment | None
    standing: CommitmentStanding | None

    @property
    def is_lost(self) -> bool:
        """Say whether the vote, or the core group after it, left the theme out."""
        return self.vote is not None and self.vote.line not in self.vote.result.taken_up

    @property
    def is_withdrawn(self) -> bool:
        return self.commitment is not None and self.commitment.status is CommitmentStatus.WITHDRAWN


@dataclass(frozen=True)
class Strand:
    """A proposal with its answer, and the cord that it is part of (None when it joined no theme)."""

    proposal: Proposal
    response: Response | None
    cord: Cord | None


def cords(session: Session, found: Sequence[Theme], today: date) -> list[Cord]:
    """Return what follows from each theme, in their order. Nine statements, however many themes."""
    ids = [theme.id for theme in found]
    if not ids:
        return []
    joined = themes.proposals_of(session, ids)
    votes = voting.theme_results(session, ids)
    became = commitments.of_themes(session, ids)
    rows = list({row.id: row for row in became.values()}.values())
    standing = {row.commitment.id: row for row in progress.standing_of(session, rows, today)}
    return [
        Cord(
            theme=theme,
            proposals=tuple(joined.get(theme.id, ())),
            vote=votes.get(theme.id),
            commitment=became.get(theme.id),
            standing=standing.get(became[theme.id].id) if theme.id in became else None,
        )
        for theme in found
    ]


def strand(session: Session, proposal: Proposal, today: date) -> Strand:
    """Return the thread of one proposal. Eleven statements at most."""
    response = themes.responses_of(session, [proposal.id]).get(proposal.id)
    theme = themes.theme_of(session, [proposal.id]).get(proposal.id)
    found = cords(session, [theme] if theme else [], today)
    return Strand(proposal, response, found[0] if found else None)


def cords_of_commitment(session: Session, commitment: Commitment, today: date) -> list[Cord]:
    """Return the themes behind a commitment, each with its proposals. Ten statements at most.

    A theme that went on into a later commitment, because this one was withdrawn, shows that one.
    """
    links = select(CommitmentTheme.theme_id).where(CommitmentTheme.commitment_id == commitment.id)
    found = session.scalars(select(Theme).where(Theme.id.in_(links)).order_by(Theme.number)).all()
    return cords(session, found, today)


def asked_for(session: Session, commitment_id: int) -> list[Proposal]:
    """Return the proposals behind a commitment, by number. One statement."""
    wanted = (
        select(Proposal)
        .join(ThemeProposal, ThemeProposal.proposal_id == Proposal.id)
        .join(CommitmentTheme, CommitmentTheme.theme_id == ThemeProposal.theme_id)
        .where(CommitmentTheme.commitment_id == commitment_id, Proposal.status.in_(PUBLIC))
        .order_by(Proposal.number)
    )
    return list(session.scalars(wanted))
