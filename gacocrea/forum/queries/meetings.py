"""What is read of the forum's meetings: when it meets, what it agreed, who is still to sign."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from gacocrea.core.errors import NotThere
from gacocrea.forum.models import Agreement, Attendance, Forum, Meeting, MinutesSignature
from gacocrea.forum.queries.seats import today_in
from gacocrea.forum.rules import MeetingWatch, digest_of_minutes, watch_meetings


def meetings(session: Session, forum: Forum) -> list[Meeting]:
    """Return every meeting, the latest first. One statement."""
    wanted = select(Meeting).where(Meeting.forum_id == forum.id)
    return list(session.scalars(wanted.order_by(Meeting.starts_at.desc(), Meeting.id.desc())))


def next_meeting(session: Session, forum_id: int, now: datetime) -> Meeting | None:
    """Return the next meeting that has not ended. One statement."""
    wanted = select(Meeting).where(Meeting.forum_id == forum_id, Meeting.ends_at > now)
    return session.scalar(wanted.order_by(Meeting.starts_at, Meeting.id).limit(1))


def meeting_of(session: Session, forum: Forum, number: int) -> Meeting:
    """Return the meeting R-`number` with all that belongs to it; raises NotThere. Five statements."""
    found = session.scalar(
        select(Meeting)
        .where(Meeting.forum_id == forum.id, Meeting.number == number)
        .options(
            selectinload(Meeting.agreements),
            selectinload(Meeting.present),
            selectinload(Meeting.comments),
            selectinload(Meeting.signatures),
        )
    )
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


@dataclass(frozen=True)
class Pending:
    """An agreement that waits, and the meeting that made it."""

    agreement: Agreement
    meeting: Meeting

    def is_late(self, today: date) -> bool:
        return self.agreement.due_on < today


def pending_agreements(session: Session, forum: Forum, *, before: datetime | None = None) -> list[Pending]:
    """Return the agreements of published minutes that wait, the soonest due first. One statement.

    `before`: only those of meetings that started earlier: what the next one opens with.
    """
    wanted = (
        select(Agreement, Meeting)
        .join(Meeting, Meeting.id == Agreement.meeting_id)
        .where(
            Meeting.forum_id == forum.id,
            Meeting.minutes_published_at.is_not(None),
            Agreement.done_on.is_(None),
        )
        .order_by(Agreement.due_on, Agreement.id)
    )
    if before is not None:
        wanted = wanted.where(Meeting.starts_at < before)
    return [Pending(agreement, meeting) for agreement, meeting in session.execute(wanted)]


def agreement_of(session: Session, forum: Forum, agreement_id: int) -> tuple[Agreement, Meeting]:
    """Return an agreement of the forum and its meeting; raises NotThere. One statement."""
    wanted = select(Agreement, Meeting).join(Meeting, Meeting.id == Agreement.meeting_id)
    found = session.execute(wanted.where(Meeting.forum_id == forum.id, Agreement.id == agreement_id)).first()
    if found is None:
        raise NotThere
    return found[0], found[1]


def minutes_waiting_for(session: Session, forum_id: int, account_id: int) -> list[Meeting]:
    """Return the meetings whose draft minutes wait for this person: present, and not yet signed. Two statements.

    The oldest first. A signature under an earlier text does not count.
    """
    drafts = session.scalars(
        select(Meeting)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(
            Meeting.forum_id == forum_id,
            Meeting.minutes != "",
            Meeting.minutes_published_at.is_(None),
            Attendance.account_id == account_id,
        )
        .options(selectinload(Meeting.agreements))
        .order_by(Meeting.starts_at)
    ).all()
    signed = select(MinutesSignature).where(
        MinutesSignature.account_id == account_id,
        MinutesSignature.meeting_id.in_([meeting.id for meeting in drafts]),
    )
    digests = {one.meeting_id: one.digest for one in session.scalars(signed)} if drafts else {}
    return [meeting for meeting in drafts if digests.get(meeting.id) != digest_of_minutes(meeting)]
