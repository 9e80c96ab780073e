"""Appeals: those that wait, those heard, and one by its id."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.errors import NotThere
from gacocrea.forum.models import Sector
from gacocrea.moderation.models import Appeal, Item, Ruling
from gacocrea.proposals.models import Argument, Proposal


@dataclass(frozen=True)
class AppealRow:
    """An appeal with what it is about, the ruling where there is one, and the sector that decided."""

    appeal: Appeal
    item: Item
    ruling: Ruling | None
    sector: Sector | None


def appeals_of(session: Session, *, cycle_id: int, is_open: bool | None = None) -> list[AppealRow]:
    """Return the appeals of a cycle, the oldest first: all, those that wait, or those heard. One statement."""
    wanted = (
        select(Appeal, Proposal, Argument, Ruling, Sector)
        .join(Proposal, Proposal.id == Appeal.proposal_id)
        .outerjoin(Argument, Argument.id == Appeal.argument_id)
        .outerjoin(Ruling, Ruling.id == Appeal.ruling_id)
        .outerjoin(Sector, Sector.id == Appeal.against_sector_id)
        .where(Appeal.cycle_id == cycle_id)
        .order_by(Appeal.id)
    )
    if is_open is not None:
        wanted = wanted.where(Appeal.outcome.is_(None) if is_open else Appeal.outcome.is_not(None))
    return [
        AppealRow(appeal, Item(proposal, argument), ruling, sector)
        for appeal, proposal, argument, ruling, sector in session.execute(wanted)
    ]


def open_appeals(session: Session, *, cycle_id: int, sector_id: int | None) -> list[AppealRow]:
    """Return the appeals that wait for somebody of this sector: those that another one decided. One statement."""
    waiting = appeals_of(session, cycle_id=cycle_id, is_open=True)
    return [row for row in waiting if sector_id is not None and row.appeal.against_sector_id != sector_id]


def appeal_at(session: Session, *, cycle_id: int, appeal_id: int) -> AppealRow:
    """Return an appeal of a cycle. Raises NotThere. One statement."""
    found = [row for row in appeals_of(session, cycle_id=cycle_id) if row.appeal.id == appeal_id]
    if not found:
        raise NotThere
    return found[0]
