"""A file is published beside what somebody says."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.files import FileKind, clean_file
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import clean, reference
from gacocrea.forum.models import ALT_MAX, Meeting, MeetingPicture, PublicFile

PICTURES_MAX = 12


@dataclass(frozen=True)
class Upload:
    """A file as it was sent, and what it shows in words."""

    content: bytes
    alt: str


def keep_file(session: Session, *, actor: Actor, forum_id: int, upload: Upload, now: datetime) -> PublicFile:
    """Keep a file made anew. Whoever calls this has asked the law about what it stands beside.

    Raises Invalid on "alt" without a description of at most ALT_MAX letters, on "file" as `core.files.clean_file`.
    """
    alt = clean(upload.alt, multiline=False)
    if not 3 <= len(alt) <= ALT_MAX:
        raise Invalid("alt", "file_undescribed", most=ALT_MAX)
    made = clean_file(upload.content)
    kept = PublicFile(
        forum_id=forum_id,
        kind=made.kind,
        sha256=hashlib.sha256(made.content).hexdigest(),
        size=len(made.content),
        alt=alt,
        by_name=actor.name,
        at=now,
        content=made.content,
    )
    session.add(kept)
    session.flush()
    return kept


def add_picture(session: Session, *, actor: Actor, meeting: Meeting, upload: Upload, now: datetime) -> PublicFile:
    """Publish a picture of a meeting that has begun.

    Raises NotAllowed but for the secretariat; Conflict ("meeting_not_held", "pictures_many"); Invalid as `keep_file`,
    and on "file" ("file_no_picture") for a document.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if now < meeting.starts_at:
        raise Conflict("meeting_not_held")
    wanted = select(func.count()).where(MeetingPicture.meeting_id == meeting.id)
    if (session.scalar(wanted) or 0) >= PICTURES_MAX:
        raise Conflict("pictures_many", most=PICTURES_MAX)
    kept = keep_file(session, actor=actor, forum_id=meeting.forum_id, upload=upload, now=now)
    if kept.kind is not FileKind.PICTURE:
        raise Invalid("file", "file_no_picture")
    session.add(MeetingPicture(meeting_id=meeting.id, file_id=kept.id))
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="meeting.pictured",
        subject=reference("R", meeting.number),
        forum_id=meeting.forum_id,
        sha256=kept.sha256,
    )
    return kept
