"""Published files as they are read."""

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from gacocrea.core.errors import NotThere
from gacocrea.forum.models import Forum, MeetingPicture, PublicFile


def file_of(session: Session, forum_id: int, number: int) -> PublicFile:
    """Return a published file of the forum with its content; raises NotThere. One statement."""
    wanted = select(PublicFile).where(PublicFile.forum_id == forum_id, PublicFile.id == number)
    found = session.scalar(wanted.options(undefer(PublicFile.content)))
    if found is None:
        raise NotThere
    return found


def logos_of(session: Session, forum: Forum) -> list[PublicFile]:
    """Return the logo of a forum and the one for dark paper, with their content; none without. One statement."""
    wanted = [forum.look.logo_id, forum.look.dark_logo_id] if forum.look else []
    if not any(wanted):
        return []
    found = session.scalars(
        select(PublicFile).where(PublicFile.id.in_(filter(None, wanted))).options(undefer(PublicFile.content))
    )
    return sorted(found, key=lambda one: wanted.index(one.id))


def pictures_of(session: Session, meeting_id: int) -> list[PublicFile]:
    """Return the pictures of a meeting, without their content. One statement."""
    wanted = select(PublicFile).join(MeetingPicture, MeetingPicture.file_id == PublicFile.id)
    return list(session.scalars(wanted.where(MeetingPicture.meeting_id == meeting_id).order_by(PublicFile.id)))
