"""Lists of proposals, and one by its number."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from gacocrea.core.text import parse_reference, stems, whole
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.proposals.models import PUBLIC, Proposal, ProposalStatus, ProposalTerm
from gacocrea.proposals.rules import search_terms, shuffled

PAGE = 20


@dataclass(frozen=True)
class Page:
    """Some proposals of a list and the mark after which the next ones follow; None at the end."""

    rows: list[Proposal]
    after: str | None
    total: int


@dataclass(frozen=True)
class Mine:
    """A proposal with the place where it was made."""

    proposal: Proposal
    cycle: Cycle
    forum: Forum


def page_of(
    session: Session,
    *,
    cycle_id: int,
    pillar_id: int | None = None,
    words: str = "",
    status: ProposalStatus | None = None,
    after: str | None = None,
    seed: str | None = None,
    size: int = PAGE,
) -> Page:
    """Return a keyset page of public proposals: newest first, or in the stable order of `seed`.

    `after` is the mark of the page before; one that is none starts again. Two statements.
    """
    wanted = _public(cycle_id, pillar_id=pillar_id, words=words, status=status)
    if seed is not None:
        return _shuffled_page(session, wanted, after=after or "", seed=seed, size=size)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    last = whole(after)
    if last is not None:
        wanted = wanted.where(Proposal.number < last)
    rows = list(session.scalars(wanted.order_by(Proposal.number.desc()).limit(size + 1)))
    return Page(rows[:size], str(rows[size - 1].number) if len(rows) > size else None, total)


def _shuffled_page(session: Session, wanted: Select[tuple[Proposal]], *, after: str, seed: str, size: int) -> Page:
    ids = list(session.scalars(wanted.with_only_columns(Proposal.id)))
    rest = [(place, id) for place, id in shuffled(ids, seed) if place > after]
    places = {id: place for place, id in rest[:size]}
    found = session.scalars(select(Proposal).where(Proposal.id.in_(places)))
    rows = sorted(found, key=lambda proposal: places[proposal.id])
    return Page(rows, rest[size - 1][0] if len(rest) > size else None, len(ids))


def _public(
    cycle_id: int, *, pillar_id: int | None = None, words: str = "", status: ProposalStatus | None = None
) -> Select[tuple[Proposal]]:
    statuses = [status] if status in PUBLIC else PUBLIC
    wanted = select(Proposal).where(Proposal.cycle_id == cycle_id, Proposal.status.in_(statuses))
    if pillar_id is not None:
        wanted = wanted.where(Proposal.pillar_id == pillar_id)
    return wanted.where(*_matches(words))


def _matches(words: str) -> list[ColumnElement[bool]]:
    """Return the conditions of a search: every word, the last one perhaps unfinished; or a reference."""
    quoted = parse_reference(words)
    if quoted and quoted[0] == "P":
        return [Proposal.number == quoted[1]]
    whole, last = search_terms(words)
    conditions = [ProposalTerm.stem == stem for stem in whole]
    if last:
        conditions.append(or_(ProposalTerm.stem.in_(list(stems(last))), ProposalTerm.stem.startswith(last)))
    return [Proposal.id.in_(select(ProposalTerm.proposal_id).where(condition)) for condition in conditions]


def count_by_pillar(session: Session, *, cycle_id: int) -> dict[int, int]:
    """Return how many public proposals each pillar has. One statement."""
    counted = (
        select(Proposal.pillar_id, func.count())
        .where(Proposal.cycle_id == cycle_id, Proposal.status.in_(PUBLIC))
        .group_by(Proposal.pillar_id)
    )
    return dict(session.execute(counted).tuples().all())


def find(session: Session, *, cycle_id: int, number: int) -> Proposal | None:
    """Return the proposal P-`number` of a cycle, withdrawn or not. One statement."""
    return session.scalar(select(Proposal).where(Proposal.cycle_id == cycle_id, Proposal.number == number))


def draft_of(session: Session, *, cycle_id: int, account_id: int, draft_id: int) -> Proposal | None:
    """Return a draft, to its author only. One statement."""
    return session.scalar(
        select(Proposal).where(
            Proposal.id == draft_id,
            Proposal.cycle_id == cycle_id,
            Proposal.author_id == account_id,
            Proposal.status == ProposalStatus.DRAFT,
        )
    )


def unfinished(session: Session, *, cycle_id: int, account_id: int) -> list[Proposal]:
    """Return what a person has to finish: their drafts, and what was returned to them. One statement."""
    kinds = (ProposalStatus.DRAFT, ProposalStatus.RETURNED)
    mine = select(Proposal).where(Proposal.cycle_id == cycle_id, Proposal.author_id == account_id)
    return list(session.scalars(mine.where(Proposal.status.in_(kinds)).order_by(Proposal.changed_at)))


def mine(session: Session, *, account_id: int) -> list[Mine]:
    """Return all that a person has written, drafts first, then newest first.

    One statement, and the three by which cycles and forums bring what belongs to them.
    """
    found = session.execute(
        select(Proposal, Cycle, Forum)
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .join(Forum, Forum.id == Cycle.forum_id)
        .where(Proposal.author_id == account_id)
        .order_by(Proposal.number.is_not(None), Proposal.created_at.desc(), Proposal.id.desc())
    )
    return [Mine(*row) for row in found]
