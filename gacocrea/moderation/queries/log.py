"""The public log of moderation: what was decided, by which rule, when and by which sector; never who, nor whose."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.forum.models import Sector
from gacocrea.moderation.models import Appeal, AppealOutcome, Ruling, Verdict
from gacocrea.proposals.models import Proposal


@dataclass(frozen=True)
class LogLine:
    """A line of the log. `number` is the ruling's; None for a response that was appealed against."""

    number: int | None
    at: datetime
    proposal: int
    is_argument: bool
    verdict: Verdict | None
    rule: str
    sector: str
    ended_at: datetime | None
    appealed_at: datetime | None
    outcome: AppealOutcome | None
    heard_at: datetime | None
    heard_sector: str
    reason: str
    """Why the appeal was granted or denied."""


def log_of(
    session: Session, *, cycle_id: int, before: int | None = None, size: int | None = None
) -> list[LogLine]:
    """Return the log before the ruling `before`, newest first; then appeals against responses. Three statements."""
    sectors = dict(session.execute(select(Sector.id, Sector.name)).tuples().all())
    wanted = (
        select(Ruling, Appeal, Proposal.number)
        .outerjoin(Appeal, Appeal.ruling_id == Ruling.id)
        .join(Proposal, Proposal.id == Ruling.proposal_id)
        .where(Ruling.cycle_id == cycle_id)
        .order_by(Ruling.number.desc())
    )
    wanted = wanted.where(Ruling.number < before) if before else wanted
    rulings = session.execute(wanted.limit(size) if size else wanted)
    lines = [_line(ruling, appeal, number or 0, sectors) for ruling, appeal, number in rulings]
    if size and len(lines) == size:
        return lines
    against = (
        select(Appeal, Proposal.number)
        .join(Proposal, Proposal.id == Appeal.proposal_id)
        .where(Appeal.cycle_id == cycle_id, Appeal.ruling_id.is_(None))
        .order_by(Appeal.id.desc())
    )
    return lines + [_line(None, appeal, number or 0, sectors) for appeal, number in session.execute(against)]


def _line(ruling: Ruling | None, appeal: Appeal | None, proposal: int, sectors: dict[int, str]) -> LogLine:
    decided_in = ruling.by_sector_id if ruling else appeal.against_sector_id if appeal else None
    return LogLine(
        number=ruling.number if ruling else None,
        at=ruling.at if ruling else appeal.at,  # type: ignore[union-attr]
        proposal=proposal,
        is_argument=bool(ruling and ruling.argument_id),
        verdict=ruling.verdict if ruling else None,
        rule=ruling.rule if ruling else appeal.rule,  # type: ignore[union-attr]
        sector=sectors.get(decided_in or 0, ""),
        ended_at=ruling.ended_at if ruling else None,
        appealed_at=appeal.at if appeal else None,
        outcome=appeal.outcome if appeal else None,
        heard_at=appeal.heard_at if appeal else None,
        heard_sector=sectors.get((appeal.heard_sector_id if appeal else 0) or 0, ""),
        reason=appeal.reason if appeal else "",
    )
