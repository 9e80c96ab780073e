"""Meetings of the forum: called with an agenda, attended by seats, closed with signed minutes and agreements."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gacocrea.core.db import Base, stored
from gacocrea.forum.models.seats import Seat, SeatKind

AGENDA_MAX = 8000
MINUTES_MAX = 40000
COMMENT_MAX = 2000
LINK_MAX = 300
AGREEMENT_MAX = 500
AGREEMENTS_MAX = 20


class Meeting(Base):
    """A session of the forum. Its minutes are a draft until those who were there have signed them."""

    __tablename__ = "meeting"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    number: Mapped[int]
    title: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str]
    link: Mapped[str] = mapped_column(default="")
    is_open: Mapped[bool] = mapped_column(default=True)
    is_extraordinary: Mapped[bool] = mapped_column(default=False)
    agenda: Mapped[str] = mapped_column(default="")
    called_at: Mapped[datetime]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How many came, never who: {"sector": {…}, "territory": {…}, "gender": {…}}, each from its key to a number."""
    minutes: Mapped[str] = mapped_column(default="")
    disagreements: Mapped[str] = mapped_column(default="")
    minutes_written_at: Mapped[datetime | None]
    minutes_published_at: Mapped[datetime | None]
    agreements: Mapped[list["Agreement"]] = relationship(
        order_by="Agreement.position", cascade="all, delete-orphan"
    )
    present: Mapped[list["Attendance"]] = relationship(
        order_by="Attendance.seat_id", cascade="all, delete-orphan"
    )
    comments: Mapped[list["MinutesComment"]] = relationship(order_by="MinutesComment.id")
    signatures: Mapped[list["MinutesSignature"]] = relationship(order_by="MinutesSignature.at")
    __table_args__ = (
        UniqueConstraint("forum_id", "number"),
        CheckConstraint("ends_at > starts_at", name="lasts"),
        CheckConstraint("minutes_published_at IS NULL OR minutes <> ''", name="minutes_written"),
    )


class Attendance(Base):
    """A seat that was present, and who sat on it."""

    __tablename__ = "attendance"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    kind: Mapped[SeatKind] = mapped_column(stored(SeatKind, "kind"))
    seat: Mapped[Seat] = relationship(lazy="joined")
    __table_args__ = (UniqueConstraint("meeting_id", "account_id"),)


class MinutesComment(Base):
    """What somebody who was present says of the draft."""

    __tablename__ = "minutes_comment"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]


class MinutesSignature(Base):
    """The signature of somebody who was present, under one text: a changed text has to be signed again."""

    __tablename__ = "minutes_signature"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    name: Mapped[str]
    digest: Mapped[str]
    at: Mapped[datetime]


class Agreement(Base):
    """What a meeting agreed that somebody will do, and by when."""

    __tablename__ = "agreement"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    owner: Mapped[str]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")
    """How it was carried out, when it was."""
    __table_args__ = (CheckConstraint("text <> '' AND owner <> ''", name="agreement_said"),)
