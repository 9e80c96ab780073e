"""Published files as they are read."""

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from gacocrea.core.errors import NotThere
from gacocrea.forum.models import MeetingPicture, PublicFile


def file_of(session: Session, forum_id: int, number: int) -> PublicFile:
    """Return a published file of the forum with its content; raises NotThere. One statement."""
    wanted = select(PublicFile).where(PublicFile.forum_id == forum_id, PublicFile.id == number)
    found = session.scalar(wanted.options(undefer(PublicFile.content)))
    if found is None:
        raise NotThere
    return found


def pictures_of(session: Session, meeting_id: int) -> list[PublicFile]:
    """Return the pictures of a meeting, without their content. One statement."""
    wanted = select(PublicFile).join(MeetingPicture, MeetingPicture.file_id == PublicFile.id)
    return list(session.scalars(wanted.where(MeetingPicture.meeting_id == meeting_id).order_by(PublicFile.id)))
