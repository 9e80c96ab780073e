"""The desk's queue, themes with their credit, the responses to a proposal."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from gacocrea.core.errors import NotThere
from gacocrea.proposals.models import PUBLIC, Origin, Proposal, ProposalStatus
from gacocrea.themes.models import DeskDuty, Response, Theme, ThemeProposal


class Show(StrEnum):
    """What the desk's queue holds."""

    WAITING = "waiting"
    RETURNED = "returned"
    ANSWERED = "answered"


STATUS = {
    Show.WAITING: ProposalStatus.SUBMITTED,
    Show.RETURNED: ProposalStatus.RETURNED,
    Show.ANSWERED: ProposalStatus.ANSWERED,
}


@dataclass(frozen=True)
class Queue:
    """A page of the queue; `after` is the number to go on from, None at the end."""

    proposals: list[Proposal]
    after: int | None


@dataclass(frozen=True)
class ThemeRow:
    """A theme with how many proposals it unites and whom it credits, each author once."""

    theme: Theme
    proposals: int
    authors: tuple[str, ...]


def queue(
    session: Session,
    *,
    cycle_id: int,
    show: Show = Show.WAITING,
    pillar_id: int | None = None,
    after: int | None = None,
    taken_by: int | None = None,
    size: int = 30,
) -> Queue:
    """Return a page of the queue, the oldest first; of those alone that one person took. One statement."""
    wanted = public(select(Proposal), cycle_id, pillar_id).where(Proposal.status == STATUS[show])
    if taken_by is not None:
        taken = select(DeskDuty.proposal_id).where(DeskDuty.by_id == taken_by)
        wanted = wanted.where(Proposal.id.in_(taken))
    wanted = wanted.where(Proposal.number > after) if after else wanted
    found = list(session.scalars(wanted.order_by(Proposal.number).limit(size + 1)))
    return Queue(found[:size], found[size - 1].number if len(found) > size else None)


def next_waiting(session: Session, *, cycle_id: int, after: int) -> int | None:
    """Return the number of the oldest waiting proposal after `after`, else the oldest of all. One statement."""
    waiting = (
        public(select(Proposal.number), cycle_id, None)
        .where(Proposal.status == ProposalStatus.SUBMITTED)
        .order_by(Proposal.number <= after, Proposal.number)
        .limit(1)
    )
    found: int | None = session.scalar(waiting)
    return found


def numbered(session: Session, *, cycle_id: int, numbers: Iterable[int]) -> list[Proposal]:
    """Return the public proposals with these numbers, in their order. One statement."""
    wanted = public(select(Proposal), cycle_id, None).where(Proposal.number.in_(set(numbers)))
    return list(session.scalars(wanted.order_by(Proposal.number)))


def imported(session: Session, *, cycle_id: int) -> list[Proposal]:
    """Return the proposals that came in a file and wait for an answer, by number. One statement."""
    wanted = public(select(Proposal), cycle_id, None).where(
        Proposal.origin == Origin.IMPORT, Proposal.status == ProposalStatus.SUBMITTED
    )
    return list(session.scalars(wanted.order_by(Proposal.number)))


def queue_counts(session: Session, cycle_id: int) -> dict[Show, int]:
    """Return how many proposals wait, were returned, were answered. One statement."""
    counted = public(select(Proposal.status, func.count()), cycle_id, None).group_by(Proposal.status)
    counts = dict(session.execute(counted).tuples().all())
    return {show: counts.get(status, 0) for show, status in STATUS.items()}


def progress(session: Session, cycle_id: int) -> tuple[int, int]:
    """Return (answered, total) of the cycle's proposals; a returned one is not answered yet. One statement."""
    counts = queue_counts(session, cycle_id)
    return counts[Show.ANSWERED], sum(counts.values())


def themes_of(session: Session, cycle_id: int, pillar_id: int | None = None) -> list[ThemeRow]:
    """Return the themes of a cycle or of one pillar, by number; merged ones are left out. Two statements."""
    wanted = select(Theme).where(Theme.cycle_id == cycle_id, Theme.merged_at.is_(None)).order_by(Theme.number)
    if pillar_id is not None:
        wanted = wanted.where(Theme.pillar_id == pillar_id)
    credited = (
        select(ThemeProposal.theme_id, Proposal.author_name)
        .join(Proposal, Proposal.id == ThemeProposal.proposal_id)
        .where(Proposal.cycle_id == cycle_id, Proposal.status.in_(PUBLIC))
        .order_by(Proposal.number)
    )
    authors = defaultdict[int, list[str]](list)
    for theme_id, name in session.execute(credited):
        authors[theme_id].append(name)
    themes = session.scalars(wanted)
    return [
        ThemeRow(theme, len(authors[theme.id]), tuple(dict.fromkeys(authors[theme.id]))) for theme in themes
    ]


def find_theme(session: Session, cycle_id: int, number: int) -> Theme:
    """Return the theme with this number. Raises NotThere. One statement."""
    theme = session.scalar(select(Theme).where(Theme.cycle_id == cycle_id, Theme.number == number))
    if theme is None:
        raise NotThere
    return theme


def proposals_of(session: Session, theme_ids: Iterable[int]) -> dict[int, list[Proposal]]:
    """Return by theme the proposals that it unites, by number. One statement."""
    wanted = (
        select(ThemeProposal.theme_id, Proposal)
        .join(Proposal, Proposal.id == ThemeProposal.proposal_id)
        .where(ThemeProposal.theme_id.in_(set(theme_ids)), Proposal.status.in_(PUBLIC))
        .order_by(Proposal.number)
    )
    found = defaultdict[int, list[Proposal]](list)
    for theme_id, proposal in session.execute(wanted):
        found[theme_id].append(proposal)
    return dict(found)


def theme_of(session: Session, proposal_ids: Iterable[int]) -> dict[int, Theme]:
    """Return by proposal the theme that it is in. One statement."""
    wanted = (
        select(ThemeProposal.proposal_id, Theme)
        .join(Theme, Theme.id == ThemeProposal.theme_id)
        .where(ThemeProposal.proposal_id.in_(set(proposal_ids)))
    )
    return dict(session.execute(wanted).tuples().all())


def responses_of(session: Session, proposal_ids: Iterable[int]) -> dict[int, Response]:
    """Return by proposal the response that holds now. One statement."""
    wanted = select(Response).where(Response.proposal_id.in_(set(proposal_ids)), Response.is_current)
    return {response.proposal_id: response for response in session.scalars(wanted)}


def history_of(session: Session, proposal_id: int) -> list[Response]:
    """Return every response to a proposal, the first one first. One statement."""
    wanted = select(Response).where(Response.proposal_id == proposal_id).order_by(Response.number)
    return list(session.scalars(wanted))


def theme_responses(session: Session, theme_id: int) -> list[tuple[Response, Proposal]]:
    """Return every response that ever put a proposal in a theme, the first one first. One statement."""
    wanted = (
        select(Response, Proposal)
        .join(Proposal, Proposal.id == Response.proposal_id)
        .where(Response.theme_id == theme_id)
        .order_by(Response.at, Proposal.number)
    )
    return [(response, proposal) for response, proposal in session.execute(wanted)]


def public(wanted: Select[Any], cycle_id: int, pillar_id: int | None) -> Select[Any]:
    """Keep the public proposals of a cycle, or of one pillar of it."""
    wanted = wanted.where(Proposal.cycle_id == cycle_id, Proposal.status.in_(PUBLIC))
    return wanted.where(Proposal.pillar_id == pillar_id) if pillar_id is not None else wanted
