"""What is read of a forum: who sits in it, when it meets, what it decided."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.errors import NotThere
from gacocrea.core.terms import Role
from gacocrea.forum.models import Decision, Forum, Meeting, Membership, SeatKind, Sector
from gacocrea.forum.rules import MeetingWatch, watch_meetings
from gacocrea.people.models import Account


def forum_of(session: Session, slug: str) -> Forum:
    """Return a forum by its slug; raises NotThere with a sentence for the command line. Two statements."""
    forum = session.scalar(select(Forum).where(Forum.slug == slug))
    if forum is None:
        raise NotThere("no_forum", slug=slug)
    return forum


def today_in(forum: Forum, now: datetime) -> date:
    """Return the day of `now` in the forum's time zone."""
    return now.astimezone(ZoneInfo(forum.time_zone)).date()


@dataclass(frozen=True)
class Member:
    """A person with a role of the forum, as the public sees them."""

    name: str
    role: Role
    sector_id: int | None
    institution: str
    kind: SeatKind | None
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Roll:
    """Everyone who holds a role today: seats by sector, the secretariat, the observers."""

    seats: list[tuple[Sector, list[Member]]]
    secretariat: list[Member]
    observers: list[Member]

    @property
    def seated(self) -> int:
        return sum(len(members) for _sector, members in self.seats)


def roll(session: Session, forum: Forum, now: datetime) -> Roll:
    """Return who holds a role in `forum` today, titulars before alternates. One statement."""
    rows = session.execute(
        select(Membership, Account.display_name)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.forum_id == forum.id)
        .order_by(Membership.institution, Membership.kind.desc(), Account.display_name, Membership.id)
    )
    today = today_in(forum, now)
    members = [_member(row, name) for row, name in rows if row.is_current(today)]
    return Roll(
        [(sector, [one for one in members if one.sector_id == sector.id]) for sector in forum.sectors],
        [one for one in members if one.role is Role.SECRETARIAT],
        [one for one in members if one.role is Role.OBSERVER],
    )


def _member(row: Membership, name: str) -> Member:
    return Member(name, row.role, row.sector_id, row.institution, row.kind, row.starts_on, row.ends_on)


def meetings(session: Session, forum: Forum) -> list[Meeting]:
    """Return every meeting, the latest first. One statement."""
    wanted = select(Meeting).where(Meeting.forum_id == forum.id)
    return list(session.scalars(wanted.order_by(Meeting.starts_at.desc(), Meeting.id.desc())))


def next_meeting(session: Session, forum_id: int, now: datetime) -> Meeting | None:
    """Return the next meeting that has not ended. One statement."""
    wanted = select(Meeting).where(Meeting.forum_id == forum_id, Meeting.ends_at > now)
    return session.scalar(wanted.order_by(Meeting.starts_at, Meeting.id).limit(1))


def meeting_of(session: Session, forum: Forum, number: int) -> Meeting:
    """Return the meeting R-`number`; raises NotThere. One statement."""
    found = session.scalar(select(Meeting).where(Meeting.forum_id == forum.id, Meeting.number == number))
    if found is None:
        raise NotThere
    return found


def meeting_days(session: Session, forum: Forum) -> list[date]:
    """Return the days of every meeting, in the forum's zone. One statement."""
    starts = session.scalars(select(Meeting.starts_at).where(Meeting.forum_id == forum.id))
    return [today_in(forum, start) for start in starts]


def watch_of(forum: Forum, every: list[Meeting], now: datetime) -> MeetingWatch:
    """Return how the forum stands with the six months between meetings, from all its meetings."""
    days = [today_in(forum, meeting.starts_at) for meeting in every]
    return watch_meetings(days, today_in(forum, now))


def decisions(session: Session, forum: Forum) -> list[Decision]:
    """Return every recorded decision, the latest first. One statement."""
    wanted = select(Decision).where(Decision.forum_id == forum.id)
    return list(session.scalars(wanted.order_by(Decision.number.desc())))


def decision_of(session: Session, forum: Forum, number: int) -> Decision:
    """Return the decision D-`number`; raises NotThere. One statement."""
    found = session.scalar(select(Decision).where(Decision.forum_id == forum.id, Decision.number == number))
    if found is None:
        raise NotThere
    return found
