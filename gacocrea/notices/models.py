"""Who follows what, how often they want to hear of it, and up to where the record has been told."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base, stored


class Following(Base):
    """A person and a thing: a proposal, a theme, a commitment ("P-0123") or a pillar, by its key.

    Authors follow what became of their proposals without a row; one that `is_on` not keeps them from it.
    """

    __tablename__ = "following"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    is_on: Mapped[bool]
    at: Mapped[datetime]
    __table_args__ = (Index("ix_following_subject", "cycle_id", "subject"),)


class Rhythm(StrEnum):
    """How often a person hears of what they follow."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


class NoticeWish(Base):
    """A person's own choice; without one they hear at once."""

    __tablename__ = "notice_wish"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    rhythm: Mapped[Rhythm] = mapped_column(stored(Rhythm, "rhythm"))


class PendingNotice(Base):
    """An entry of the record that waits for a person's letter of the day."""

    __tablename__ = "pending_notice"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("record_entry.id"), primary_key=True)


class NoticeMark(Base):
    """The last entry of the record that was told, and the last day whose letters were written. One row."""

    __tablename__ = "notice_mark"
    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int]
    digest_on: Mapped[date]
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)
