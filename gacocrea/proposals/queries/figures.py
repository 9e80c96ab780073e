"""All proposals of a cycle: counted, and one by one for whoever exports them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.cycle.models import Pillar
from gacocrea.proposals.models import PUBLIC, Origin, Proposal, ProposalStatus, Workshop


@dataclass(frozen=True)
class Entry:
    """A proposal with its pillar; its workshop comes with it."""

    proposal: Proposal
    pillar: Pillar


@dataclass
class Figures:
    """How a cycle's proposals came. Withdrawn ones are counted apart, drafts never."""

    total: int = 0
    withdrawn: int = 0
    by_origin: Counter[Origin] = field(default_factory=Counter)
    by_pillar: Counter[int] = field(default_factory=Counter)
    """By the pillar's id."""
    by_territory: Counter[str] = field(default_factory=Counter)
    """By the territory's name; "" where none was said."""
    workshops: int = 0
    attendance: int = 0


def figures(session: Session, *, cycle_id: int) -> Figures:
    """Count the proposals of a cycle. Two statements."""
    found = Figures()
    groups = (Proposal.status, Proposal.origin, Proposal.pillar_id, Proposal.territory)
    counted = select(*groups, func.count()).where(Proposal.cycle_id == cycle_id).group_by(*groups)
    for status, origin, pillar_id, territory, count in session.execute(counted):
        if status is ProposalStatus.WITHDRAWN:
            found.withdrawn += count
        if status not in PUBLIC:
            continue
        found.total += count
        found.by_origin[origin] += count
        found.by_pillar[pillar_id] += count
        found.by_territory[territory] += count
    for attendance in session.scalars(select(Workshop.attendance).where(Workshop.cycle_id == cycle_id)):
        found.workshops += 1
        found.attendance += int(attendance.get("total", 0))
    return found


def people(session: Session, *, cycle_id: int) -> int:
    """Count the people who proposed online, whoever withdrew or is hidden left out. One statement."""
    counted = select(func.count(func.distinct(Proposal.author_id)))
    found = session.scalar(
        counted.where(
            Proposal.cycle_id == cycle_id, Proposal.origin == Origin.ONLINE, Proposal.status.in_(PUBLIC)
        )
    )
    return found or 0


def every(session: Session, *, cycle_id: int) -> Iterator[Entry]:
    """Yield every proposal that was ever public and is not hidden, by number, withdrawn ones too. One statement."""
    wanted = (
        select(Proposal, Pillar)
        .join(Pillar, Pillar.id == Proposal.pillar_id)
        .where(Proposal.cycle_id == cycle_id, Proposal.status.not_in((ProposalStatus.DRAFT, ProposalStatus.HIDDEN)))
        .order_by(Proposal.number)
    )
    for proposal, pillar in session.execute(wanted):
        yield Entry(proposal, pillar)
