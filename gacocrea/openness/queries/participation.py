"""Who took part in a cycle, counted from what is public: by pillar, territory, sector and day.

Every row counted here can be read one by one on the pages of the cycle, so no cell needs to stay unsaid. Of the
vote only the ballots of published polls are told: before publication this is silent about them, to everyone.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.commitments.models import Comment
from gacocrea.cycle.models import Cycle
from gacocrea.proposals.models import PUBLIC, Argument, Proposal, Workshop
from gacocrea.voting import queries as voting


@dataclass(frozen=True)
class Attended:
    """A workshop that was held, and how many people came."""

    on: date
    territory: str
    people: int


@dataclass(frozen=True)
class Participation:
    """What people did in a cycle. Days are those of the forum's zone; a territory is "" where none was said."""

    proposals: int
    pillars: Counter[int]
    """Proposals by the pillar's id."""
    territories: Counter[str]
    sectors: Counter[int | None]
    """Proposals by the sector's id."""
    days: Counter[date]
    argued: Counter[int]
    """Arguments by the pillar's id."""
    argued_at: Counter[str]
    """Arguments by the territory of their proposal."""
    argued_days: Counter[date]
    commented_days: Counter[date]
    """Comments on the draft of the plan, by day."""
    workshops: tuple[Attended, ...] = ()
    ballots: Mapping[int, int] = field(default_factory=dict)
    """By the pillar's id, once its result is published."""

    @property
    def people_at_workshops(self) -> int:
        return sum(one.people for one in self.workshops)

    @property
    def is_empty(self) -> bool:
        return not (self.days or self.argued_days or self.commented_days or self.workshops or self.ballots)


def participation(session: Session, *, cycle: Cycle, zone: str) -> Participation:
    """Count who took part. Six statements, those of the results, and one to count each published poll once."""
    here = ZoneInfo(zone)

    def day(instant: datetime) -> date:
        return instant.astimezone(here).date()

    asked = _proposals(session, cycle.id)
    argued = _arguments(session, cycle.id)
    said = session.scalars(select(Comment.at).where(Comment.cycle_id == cycle.id))
    return Participation(
        proposals=len(asked),
        pillars=Counter(row[1] for row in asked),
        territories=Counter(row[2] for row in asked),
        sectors=Counter(row[3] for row in asked),
        days=Counter(day(row[0]) for row in asked),
        argued=Counter(row[1] for row in argued),
        argued_at=Counter(row[2] for row in argued),
        argued_days=Counter(day(row[0]) for row in argued),
        commented_days=Counter(map(day, said)),
        workshops=_workshops(session, cycle.id),
        ballots=_ballots(session, cycle.id),
    )


def _proposals(session: Session, cycle_id: int) -> list[tuple[datetime, int, str, int | None]]:
    wanted = select(Proposal.submitted_at, Proposal.pillar_id, Proposal.territory, Proposal.sector_id).where(
        Proposal.cycle_id == cycle_id, Proposal.status.in_(PUBLIC)
    )
    found = session.execute(wanted).tuples()
    return [(at, pillar, territory, sector) for at, pillar, territory, sector in found if at]


def _arguments(session: Session, cycle_id: int) -> list[tuple[datetime, int, str]]:
    wanted = (
        select(Argument.at, Proposal.pillar_id, Proposal.territory)
        .join(Proposal, Proposal.id == Argument.proposal_id)
        .where(Proposal.cycle_id == cycle_id, Proposal.status.in_(PUBLIC), Argument.hidden_at.is_(None))
    )
    return list(session.execute(wanted).tuples())


def _workshops(session: Session, cycle_id: int) -> tuple[Attended, ...]:
    wanted = select(Workshop.held_on, Workshop.territory, Workshop.attendance)
    found = session.execute(
        wanted.where(Workshop.cycle_id == cycle_id).order_by(Workshop.held_on, Workshop.id)
    )
    return tuple(Attended(on, place, int(came.get("total", 0))) for on, place, came in found)


def _ballots(session: Session, cycle_id: int) -> dict[int, int]:
    polls = voting.polls_of(session, cycle_id)
    found = voting.results_of(session, polls)
    return {poll.pillar_id: found[poll.id].ballots for poll in polls if poll.id in found}
