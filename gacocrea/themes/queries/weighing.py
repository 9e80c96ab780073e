"""How sectors weigh a theme, what institutions answered, and which texts belong together."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.errors import NotThere
from gacocrea.core.text import stems
from gacocrea.proposals.models import Proposal, ProposalStatus, ProposalTerm
from gacocrea.themes.models import Feasibility, Theme, ThemeCheck
from gacocrea.themes.rules import Pair, alike

MOST = 1000
"""How many proposals are compared with each other, the newest first."""


@dataclass(frozen=True)
class AlikeProposals:
    """Two proposals that wait and share a subject."""

    one: Proposal
    other: Proposal
    pair: Pair


@dataclass(frozen=True)
class AlikeThemes:
    """Two themes of one pillar that share a subject."""

    one: Theme
    other: Theme
    pair: Pair


def checks_of(session: Session, theme_id: int) -> list[ThemeCheck]:
    """Return every sector's marks on a theme. One statement."""
    return list(session.scalars(select(ThemeCheck).where(ThemeCheck.theme_id == theme_id)))


def feasibilities_of(session: Session, theme_id: int) -> list[Feasibility]:
    """Return what institutions were asked of a theme, the oldest first. One statement."""
    wanted = select(Feasibility).where(Feasibility.theme_id == theme_id)
    return list(session.scalars(wanted.order_by(Feasibility.id)))


def feasibility_at(session: Session, *, theme_id: int, asked_id: int) -> Feasibility:
    """Return one question to an institution. Raises NotThere. One statement."""
    wanted = select(Feasibility).where(Feasibility.id == asked_id, Feasibility.theme_id == theme_id)
    found = session.scalar(wanted)
    if found is None:
        raise NotThere
    return found


def overdue(session: Session, *, cycle_id: int, today: date) -> list[tuple[Feasibility, Theme]]:
    """Return what institutions have not answered in time, the longest overdue first. One statement."""
    wanted = (
        select(Feasibility, Theme)
        .join(Theme, Theme.id == Feasibility.theme_id)
        .where(Theme.cycle_id == cycle_id, Feasibility.answered_at.is_(None), Feasibility.due_on < today)
        .order_by(Feasibility.due_on, Feasibility.id)
    )
    return [(asked, theme) for asked, theme in session.execute(wanted)]


def alike_proposals(session: Session, *, cycle_id: int) -> list[AlikeProposals]:
    """Return the pairs of waiting proposals that are most alike, best first. Two statements."""
    waiting = (Proposal.cycle_id == cycle_id, Proposal.status == ProposalStatus.SUBMITTED)
    newest = select(Proposal).where(*waiting).order_by(Proposal.number.desc()).limit(MOST)
    known = {proposal.id: proposal for proposal in session.scalars(newest)}
    terms = (
        select(ProposalTerm.proposal_id, ProposalTerm.stem, ProposalTerm.weight)
        .join(Proposal, Proposal.id == ProposalTerm.proposal_id)
        .where(*waiting)
    )
    docs = defaultdict[int, dict[str, int]](dict)
    for proposal_id, stem, weight in session.execute(terms):
        if proposal_id in known:
            docs[proposal_id][stem] = weight
    return [AlikeProposals(known[pair.one], known[pair.other], pair) for pair in alike(docs)]


def alike_themes(session: Session, *, cycle_id: int) -> list[AlikeThemes]:
    """Return the pairs of themes of one pillar that are most alike, best first. One statement."""
    wanted = select(Theme).where(Theme.cycle_id == cycle_id, Theme.merged_at.is_(None))
    known = {theme.id: theme for theme in session.scalars(wanted)}
    pairs = alike({id: stems(f"{theme.title}\n{theme.title}\n{theme.summary}") for id, theme in known.items()})
    found = [AlikeThemes(known[pair.one], known[pair.other], pair) for pair in pairs]
    return [row for row in found if row.one.pillar_id == row.other.pillar_id]
