"""One queue for proposals, arguments and reports: what nobody has looked at yet, the oldest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from gacocrea.core.errors import NotThere
from gacocrea.core.text import whole
from gacocrea.moderation.models import Item, Report, Ruling, Verdict
from gacocrea.proposals.models import PUBLIC, Argument, Proposal, ProposalStatus

PAGE = 30


class Show(StrEnum):
    """What the queue holds."""

    ALL = "todo"
    PROPOSALS = "propuestas"
    ARGUMENTS = "argumentos"
    REPORTS = "denuncias"
    HIDDEN = "ocultos"


@dataclass(frozen=True)
class Row:
    """An item of the queue, how many open reports it has, and the ruling that stands on it (0: none)."""

    item: Item
    reports: int
    seen: int


@dataclass(frozen=True)
class Page:
    """A page of the queue; `after` is the mark to go on from, "" at the end."""

    rows: list[Row]
    after: str


def page_of(
    session: Session,
    *,
    cycle_id: int,
    show: Show = Show.ALL,
    pillar_id: int | None = None,
    after: str = "",
    size: int = PAGE,
) -> Page:
    """Return a page of the queue, the oldest first. Four statements."""
    items: list[Item] = []
    last = _read(after)
    if show is not Show.ARGUMENTS:
        wanted = _proposals(cycle_id, show, pillar_id).order_by(Proposal.submitted_at, Proposal.id)
        wanted = wanted.where(_later(Proposal.submitted_at, Proposal.id, "P", last)) if last else wanted
        items += [Item(proposal) for proposal in session.scalars(wanted.limit(size + 1))]
    if show is not Show.PROPOSALS:
        said = _arguments(cycle_id, show, pillar_id).order_by(Argument.at, Argument.id)
        said = said.where(_later(Argument.at, Argument.id, "A", last)) if last else said
        items += [Item(proposal, argument) for argument, proposal in session.execute(said.limit(size + 1))]
    items.sort(key=_place)
    shown = items[:size]
    return Page(rows_of(session, shown), _mark(shown[-1]) if len(items) > size else "")


def rows_of(session: Session, items: list[Item]) -> list[Row]:
    """Return items with their open reports and the rulings that stand on them. Two statements."""
    targets = {item.target for item in items}
    counted = (
        select(Report.target, func.count())
        .where(Report.target.in_(targets), Report.ruling_id.is_(None))
        .group_by(Report.target)
    )
    reports = dict(session.execute(counted).tuples().all()) if targets else {}
    seen = seen_of(session, items)
    return [Row(item, reports.get(item.target, 0), seen.get(item.target, 0)) for item in items]


def seen_of(session: Session, items: Iterable[Item]) -> dict[str, int]:
    """Return by target the number of the ruling that stands on each item. One statement."""
    ids = {item.proposal.id for item in items}
    wanted = (
        select(Ruling).where(Ruling.proposal_id.in_(ids), Ruling.ended_at.is_(None)).order_by(Ruling.number)
    )
    found = session.scalars(wanted) if ids else ()
    return {
        f"A{ruling.argument_id}" if ruling.argument_id else f"P{ruling.proposal_id}": ruling.number
        for ruling in found
    }


def counts(session: Session, cycle_id: int) -> dict[Show, int]:
    """Return how many items each view of the queue holds. Five statements."""

    def count(wanted: Select[Any]) -> int:
        return session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0

    proposals = count(_proposals(cycle_id, Show.PROPOSALS, None).with_only_columns(Proposal.id))
    arguments = count(_arguments(cycle_id, Show.ARGUMENTS, None).with_only_columns(Argument.id))
    hidden = [
        count(wanted(cycle_id, Show.HIDDEN, None).with_only_columns(kind.id))
        for wanted, kind in ((_proposals, Proposal), (_arguments, Argument))
    ]
    reported = select(func.count(Report.target.distinct())).where(
        Report.cycle_id == cycle_id, Report.ruling_id.is_(None)
    )
    return {
        Show.ALL: proposals + arguments,
        Show.PROPOSALS: proposals,
        Show.ARGUMENTS: arguments,
        Show.REPORTS: session.scalar(reported) or 0,
        Show.HIDDEN: sum(hidden),
    }


def items_at(session: Session, *, cycle_id: int, targets: Iterable[str]) -> list[Item]:
    """Return the items of a cycle with these targets, in order of time; what is none is left out. Two statements."""
    read = [(target[:1], whole(target[1:])) for target in targets]
    own = {kind: {id for sign, id in read if sign == kind and id is not None} for kind in ("P", "A")}
    wanted = select(Proposal).where(
        Proposal.cycle_id == cycle_id, Proposal.id.in_(own["P"]), Proposal.status != ProposalStatus.DRAFT
    )
    items = [Item(proposal) for proposal in session.scalars(wanted)] if own["P"] else []
    said = (
        select(Argument, Proposal)
        .join(Proposal, Proposal.id == Argument.proposal_id)
        .where(Proposal.cycle_id == cycle_id, Argument.id.in_(own["A"]))
    )
    if own["A"]:
        items += [Item(proposal, argument) for argument, proposal in session.execute(said)]
    return sorted(items, key=_place)


def reports_on(session: Session, item: Item) -> list[Report]:
    """Return the open reports on an item, the oldest first. One statement."""
    wanted = select(Report).where(Report.target == item.target, Report.ruling_id.is_(None))
    return list(session.scalars(wanted.order_by(Report.id)))


def reported_since(session: Session, *, cycle_id: int) -> tuple[int, datetime | None]:
    """Return how many texts have open reports, and since when the oldest waits. One statement."""
    wanted = select(func.count(Report.target.distinct()), func.min(Report.at))
    return (
        session.execute(wanted.where(Report.cycle_id == cycle_id, Report.ruling_id.is_(None))).tuples().one()
    )


def ruling_at(session: Session, *, cycle_id: int, number: int) -> tuple[Ruling, Item]:
    """Return a ruling and its item. Raises NotThere. Two statements."""
    ruling = session.scalar(select(Ruling).where(Ruling.cycle_id == cycle_id, Ruling.number == number))
    target = (
        f"A{ruling.argument_id}"
        if ruling and ruling.argument_id
        else f"P{ruling.proposal_id if ruling else 0}"
    )
    items = items_at(session, cycle_id=cycle_id, targets=[target])
    if ruling is None or not items:
        raise NotThere
    return ruling, items[0]


def _proposals(cycle_id: int, show: Show, pillar_id: int | None) -> Select[tuple[Proposal]]:
    wanted = select(Proposal).where(Proposal.cycle_id == cycle_id)
    wanted = wanted.where(Proposal.pillar_id == pillar_id) if pillar_id is not None else wanted
    if show is Show.HIDDEN:
        return wanted.where(Proposal.status == ProposalStatus.HIDDEN)
    reported = exists().where(
        Report.proposal_id == Proposal.id, Report.argument_id.is_(None), Report.ruling_id.is_(None)
    )
    if show is Show.REPORTS:
        return wanted.where(Proposal.status.in_(PUBLIC), reported)
    looked_at = exists().where(
        Ruling.proposal_id == Proposal.id, Ruling.argument_id.is_(None), Ruling.ended_at.is_(None),
        Ruling.verdict == Verdict.KEPT, Ruling.at >= Proposal.changed_at,
    )  # fmt: skip
    return wanted.where(
        ((Proposal.status == ProposalStatus.SUBMITTED) & ~looked_at) | (reported & _is_public())
    )


def _is_public() -> ColumnElement[bool]:
    return Proposal.status.in_(PUBLIC)


def _arguments(cycle_id: int, show: Show, pillar_id: int | None) -> Select[tuple[Argument, Proposal]]:
    wanted = (
        select(Argument, Proposal)
        .join(Proposal, Proposal.id == Argument.proposal_id)
        .where(Proposal.cycle_id == cycle_id)
    )
    wanted = wanted.where(Proposal.pillar_id == pillar_id) if pillar_id is not None else wanted
    if show is Show.HIDDEN:
        return wanted.where(Argument.hidden_at.is_not(None))
    wanted = wanted.where(Argument.hidden_at.is_(None), _is_public())
    reported = exists().where(Report.argument_id == Argument.id, Report.ruling_id.is_(None))
    if show is Show.REPORTS:
        return wanted.where(reported)
    looked_at = exists().where(Ruling.argument_id == Argument.id, Ruling.ended_at.is_(None))
    return wanted.where(~looked_at | reported)


Mark = tuple[datetime, str, int]


def _later(at: Any, id: Any, kind: str, last: Mark) -> ColumnElement[bool]:
    """Compare as `_place` sorts: time, then arguments before proposals, then the id."""
    moment, sign, number = last
    if kind == sign:
        return or_(at > moment, and_(at == moment, id > number))
    return or_(at >= moment if kind > sign else at > moment)


def _place(item: Item) -> Mark:
    return item.at, item.target[0], item.thing.id


def _mark(item: Item) -> str:
    return f"{item.at.isoformat()}/{item.target}"


def _read(mark: str) -> Mark | None:
    moment, _slash, target = mark.partition("/")
    number = whole(target[1:])
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, target[0], number) if number is not None and at.tzinfo and target[0] in "AP" else None
