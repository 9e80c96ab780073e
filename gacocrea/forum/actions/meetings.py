"""The forum is called to meet, and it is noted who came."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import reference
from gacocrea.forum.models import Attendance, Forum, Meeting, Membership
from gacocrea.forum.queries import today_in
from gacocrea.forum.rules import check_counts, check_notice
from gacocrea.people.models import Account


@dataclass(frozen=True)
class MeetingWords:
    """What a call says: when, where and what about."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    agenda: str = ""
    is_open: bool = True
    link: str = ""
    is_extraordinary: bool = False


def call_meeting(
    session: Session, *, actor: Actor, forum: Forum, words: MeetingWords, now: datetime
) -> Meeting:
    """Call a meeting (R-12), or enter one that took place before the forum was here.

    Raises NotAllowed but for the secretariat, and Invalid when it ends before it starts or is called with less
    notice than the internal rules ask for (an extraordinary meeting is not bound by it).
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if words.ends_at <= words.starts_at:
        raise Invalid("ends", "meeting_ends")
    check_notice(
        today_in(forum, words.starts_at),
        today=today_in(forum, now),
        notice_days=forum.notice_days,
        is_extraordinary=words.is_extraordinary,
    )
    meeting = Meeting(
        forum_id=forum.id,
        number=next_number(session, scope=f"forum:{forum.id}", kind="R"),
        called_at=now,
        **asdict(words),
    )
    session.add(meeting)
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="meeting.called",
        subject=reference("R", meeting.number),
        forum_id=forum.id,
        starts_at=meeting.starts_at.isoformat(),
        place=meeting.place,
    )
    return meeting


@dataclass(frozen=True)
class Presence:
    """Who came: for each seat the term of the person who sat on it, and how many people by what they say they are."""

    seats: Mapping[int, Membership]
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def take_attendance(
    session: Session, *, actor: Actor, meeting: Meeting, presence: Presence, now: datetime
) -> Meeting:
    """Note which seats were present and how many people came, by sector, territory and gender; never their names.

    Taking it again replaces it. Raises NotAllowed but for the secretariat, Invalid before the meeting, for a count
    that is none, or for somebody who does not hold the seat, and Conflict once the minutes are published.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if now < meeting.starts_at:
        raise Invalid("seats", "meeting_not_held")
    if meeting.minutes_published_at:
        raise Conflict("minutes_settled")
    if any(term.seat_id != seat for seat, term in presence.seats.items()):
        raise Invalid("seats", "not_their_seat")
    meeting.counts = check_counts(presence.counts)
    names = _names(session, [term.account_id for term in presence.seats.values()])
    meeting.present.clear()
    session.flush()
    meeting.present = [
        Attendance(seat_id=seat, account_id=term.account_id, name=names[term.account_id], kind=term.kind)
        for seat, term in presence.seats.items()
    ]
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="attendance.taken",
        subject=reference("R", meeting.number),
        forum_id=meeting.forum_id,
        seats=len(meeting.present),
        counts=meeting.counts,
    )
    return meeting


def _names(session: Session, accounts: Iterable[int]) -> dict[int, str]:
    found = select(Account.id, Account.display_name).where(Account.id.in_(list(accounts)))
    return dict(session.execute(found).tuples().all())
