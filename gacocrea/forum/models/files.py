"""Files that officials publish beside what they say: the picture of a meeting, the document that proves a milestone."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base, stored
from gacocrea.core.files import FileKind

ALT_MAX = 300


class PublicFile(Base):
    """A file as `core/files` made it anew. It is kept beside what names it: both or neither."""

    __tablename__ = "public_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), index=True)
    kind: Mapped[FileKind] = mapped_column(stored(FileKind, "kind"))
    sha256: Mapped[str]
    size: Mapped[int]
    """Bytes."""
    alt: Mapped[str]
    """What it shows, for those who do not see it and as its name."""
    by_name: Mapped[str]
    at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    __table_args__ = (CheckConstraint("alt <> ''", name="described"),)


class MeetingPicture(Base):
    """A picture of a meeting."""

    __tablename__ = "meeting_picture"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("public_file.id"), primary_key=True)
