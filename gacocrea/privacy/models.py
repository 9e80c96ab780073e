"""The privacy notice in its versions, who keeps the data, requests about data, and people who leave."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base, stored

NOTICE_MAX = 20_000
SUMMARY_MAX = 400
KEEPER_MAX = 300
HOLIDAY_MAX = 80
REQUEST_MIN = 10
REQUEST_MAX = 4000
CONTACT_MAX = 200


class PrivacyNotice(Base):
    """A version of the notice, in the words of a forum, or of the installation where there is no forum."""

    __tablename__ = "privacy_notice"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int | None] = mapped_column(ForeignKey("forum.id"))
    version: Mapped[str] = mapped_column(unique=True)
    """What a consent names: "ecuador-2", "general-1"."""
    summary: Mapped[str]
    """What changed, in one or two sentences: it is what people are asked with."""
    text: Mapped[str]
    published_at: Mapped[datetime]
    published_by: Mapped[str]
    __table_args__ = (
        CheckConstraint("text <> '' AND summary <> ''", name="worded"),
        Index("ix_privacy_notice_latest", "forum_id", "id"),
    )


class DataKeeper(Base):
    """Who answers for the data of a forum, under which law, and from which age people take part alone."""

    __tablename__ = "data_keeper"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True)
    controller: Mapped[str]
    contact: Mapped[str]
    country: Mapped[str]
    """ISO 3166 in two letters, a key of `rules.countries`; "" for none of them."""
    least_age: Mapped[int]
    __table_args__ = (CheckConstraint("least_age BETWEEN 10 AND 21", name="least_age"),)


class Holiday(Base):
    """A day that does not count among working days in a forum."""

    __tablename__ = "holiday"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]


class RequestKind(StrEnum):
    """What a person asks about their data."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    DELETION = "deletion"
    OBJECTION = "objection"


class DataRequest(Base):
    """A request about personal data (S-0007): from an account, or in writing through the secretariat. Never public."""

    __tablename__ = "data_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    number: Mapped[int]
    kind: Mapped[RequestKind] = mapped_column(stored(RequestKind, "kind"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]
    contact: Mapped[str]
    text: Mapped[str]
    received_on: Mapped[date]
    due_on: Mapped[date]
    """Computed when it is received: later changes of law or holidays move no term that runs."""
    written_by: Mapped[str] = mapped_column(default="")
    """Who at the secretariat typed in what came on paper."""
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(default="")
    __table_args__ = (
        UniqueConstraint("forum_id", "number"),
        CheckConstraint("account_id IS NOT NULL OR written_by <> ''", name="came_from_somewhere"),
        CheckConstraint("due_on > received_on", name="has_term"),
        Index("ix_data_request_open", "forum_id", "answered_at", "due_on"),
    )


class Leaving(Base):
    """Somebody asked for their account to go. Until `due_at` they can stay; then all but a bare number is erased.

    After `done_at` the row waits until no poll is open; then it goes, and with it the account where nothing names it.
    """

    __tablename__ = "leaving"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    blank: Mapped[bool]
    """Whether the words of public texts go too, where the thread allows it."""
    done_at: Mapped[datetime | None]
    __table_args__ = (CheckConstraint("due_at > asked_at", name="has_way_back"),)
