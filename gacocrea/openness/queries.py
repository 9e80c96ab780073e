"""The thread: from any proposal to what was done, and from any commitment back to who asked for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from gacocrea.commitments import queries as commitments
from gacocrea.commitments.models import Commitment
from gacocrea.progress import queries as progress
from gacocrea.progress.queries import CommitmentStanding
from gacocrea.proposals.models import Proposal
from gacocrea.themes import queries as themes
from gacocrea.themes.models import Response, Theme
from gacocrea.voting import queries as voting
from gacocrea.voting.queries import ThemeResult


@dataclass(frozen=True)
class Cord:
    """What follows from a theme: its vote, the commitment it became, and how that goes."""

    theme: Theme
    proposals: tuple[Proposal, ...] = ()
    vote: ThemeResult | None = None
    commitment: Commitment | None = None
    standing: CommitmentStanding | None = None


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
    """Return the themes behind a commitment, each with its proposals. Eleven statements at most."""
    links = commitments.themes_of(session, [commitment.id])[commitment.id]
    found = [themes.find_theme(session, commitment.cycle_id, link.number) for link in links]
    return cords(session, found, today)
