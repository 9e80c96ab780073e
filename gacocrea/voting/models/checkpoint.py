"""What was published of a poll while people voted."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base


class Checkpoint(Base):
    """A signed list of the seals that came since the last one. It was public at once: a copy of it tells nothing new.

    `text` is the whole checkpoint with its signature in canonical JSON, its seals in ascending order: which ballot
    came before which is written nowhere. `digest` is what the next one names as the previous.
    """

    __tablename__ = "checkpoint"
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    digest: Mapped[str]
    text: Mapped[str]
    __table_args__ = {"sqlite_with_rowid": False}
