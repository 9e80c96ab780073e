"""The primer as a forum changed it: which chapters, in which order, and every text that it ever gave them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base
from gacocrea.core.kept import ALWAYS, keep

CHAPTER_TITLE_MAX = 80
CHAPTER_LEAD_MAX = 240
CHAPTER_TEXT_MAX = 8000
CHAPTER_KEY_MAX = 40
CHAPTERS_MAX = 24


class PrimerChapter(Base):
    """A chapter's place in a forum's primer. None is stored until the forum first changes something."""

    __tablename__ = "primer_chapter"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    key: Mapped[str]
    """Its word in the address; one of the house's, or one of the forum's own."""
    position: Mapped[int]
    own: Mapped[bool]
    """Whether the forum added it: the house then has no text to go back to."""
    hidden: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        UniqueConstraint("forum_id", "key"),
        UniqueConstraint("forum_id", "position"),
        CheckConstraint("position > 0", name="placed"),
        CheckConstraint("key <> ''", name="addressed"),
    )


class PrimerText(Base):
    """A version of a chapter in one language; the last one holds. `of_house`: back to the house's own text."""

    __tablename__ = "primer_text"
    id: Mapped[int] = mapped_column(primary_key=True)
    chapter_id: Mapped[int] = mapped_column(ForeignKey("primer_chapter.id"))
    language: Mapped[str]
    number: Mapped[int]
    of_house: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(default="")
    lead: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    by_name: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("chapter_id", "language", "number"),
        CheckConstraint("of_house = (title = '') AND of_house = (text = '')", name="worded"),
        CheckConstraint("number > 0 AND language <> ''", name="numbered"),
    )


keep(PrimerText, update=ALWAYS, delete=ALWAYS)
