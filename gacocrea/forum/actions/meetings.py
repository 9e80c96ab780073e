"""The forum meets, publishes its minutes, and records what it decides."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import reference
from gacocrea.forum.models import Decision, Forum, Meeting


@dataclass(frozen=True)
class MeetingWords:
    """What a call says: when, where and what about."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    agenda: str = ""
    is_open: bool = True


def call_meeting(
    session: Session, *, actor: Actor, forum: Forum, words: MeetingWords, now: datetime
) -> Meeting:
    """Call a meeting (R-12), or enter one that took place before the forum was here.

    Raises NotAllowed but for the secretariat, and Invalid when it ends before it starts.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if words.ends_at <= words.starts_at:
        raise Invalid("ends", "meeting_ends")
    meeting = Meeting(
        forum_id=forum.id,
        number=next_number(session, scope=f"forum:{forum.id}", kind="R"),
        title=words.title,
        starts_at=words.starts_at,
        ends_at=words.ends_at,
        place=words.place,
        agenda=words.agenda,
        is_open=words.is_open,
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


def publish_minutes(
    session: Session, *, actor: Actor, meeting: Meeting, minutes: str, now: datetime
) -> Meeting:
    """Publish the minutes of a meeting, or correct them: the record keeps the hash of each text.

    Raises NotAllowed but for the secretariat, and Invalid before the meeting or for an empty text.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if now < meeting.starts_at:
        raise Invalid("minutes", "meeting_not_held")
    if not minutes.strip():
        raise Invalid("minutes", "minutes_empty")
    verb = "minutes.corrected" if meeting.minutes_published_at else "minutes.published"
    meeting.minutes = minutes
    meeting.minutes_published_at = meeting.minutes_published_at or now
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb=verb,
        subject=reference("R", meeting.number),
        forum_id=meeting.forum_id,
        sha256=hashlib.sha256(minutes.encode()).hexdigest(),
    )
    return meeting


def record_decision(
    session: Session, *, actor: Actor, forum: Forum, title: str, text: str, now: datetime
) -> Decision:
    """Record a decision of the core group (D-031), public with its reason.

    It is part of what is decided (a confirmed selection, an adopted plan): whoever calls this has asked the
    law about that. Raises Invalid for a decision without a title or a text.
    """
    if not title or not text:
        raise Invalid("reason", "decision_empty")
    decision = Decision(
        forum_id=forum.id,
        number=next_number(session, scope=f"forum:{forum.id}", kind="D"),
        title=title,
        text=text,
        decided_at=now,
        decided_by=forum.core_group_name,
    )
    session.add(decision)
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="decision.recorded",
        subject=reference("D", decision.number),
        forum_id=forum.id,
        reason=text,
        title=title,
    )
    return decision
