"""Courses, workshops and talks: when and where they are, who enrols, who came, what is handed out and certified."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gacocrea.core.db import Base, stored
from gacocrea.forum.models import PublicFile

COURSE_TEXT_MAX = 8000
LINE_MAX = 200
ACCESS_MAX = 500
REASON_MAX = 500
PERSON_MAX = 120
PLACES_MAX = 5000
SESSIONS_MAX = 40
MATERIALS_MAX = 30
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter that is read as another or as a figure."""
CODE_LENGTH = 12


class CourseKind(StrEnum):
    """What people come to."""

    COURSE = "course"
    WORKSHOP = "workshop"
    TALK = "talk"


class CourseState(StrEnum):
    """Where a course stands. Only the draft and the cancelling are stored; the rest is read from clock and list."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    FULL = "full"
    RUNNING = "running"
    HELD = "held"
    CANCELLED = "cancelled"


class Course(Base):
    """A course (A-03) of one or several sessions. `places` None: everybody who comes."""

    __tablename__ = "course"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    number: Mapped[int]
    kind: Mapped[CourseKind] = mapped_column(stored(CourseKind, "kind"))
    title: Mapped[str]
    text: Mapped[str]
    given_by: Mapped[str]
    for_whom: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    territory: Mapped[str] = mapped_column(default="")
    access: Mapped[str] = mapped_column(default="")
    """What there is for whoever needs it: interpretation, a ramp, care of children."""
    places: Mapped[int | None]
    enrol_from: Mapped[datetime | None]
    """None: from its announcement on."""
    enrol_until: Mapped[datetime | None]
    """None: until it begins."""
    least_share: Mapped[int | None]
    """The share of the sessions, in per cent, that a certificate asks for; None: it gives none."""
    banner_id: Mapped[int | None] = mapped_column(ForeignKey("public_file.id"))
    changed_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(default="")
    sessions: Mapped[list["CourseSession"]] = relationship(
        order_by="CourseSession.starts_at", cascade="all, delete-orphan", lazy="selectin"
    )
    materials: Mapped[list["CourseMaterial"]] = relationship(order_by="CourseMaterial.id")
    banner: Mapped[PublicFile | None] = relationship()
    __table_args__ = (
        UniqueConstraint("forum_id", "number"),
        CheckConstraint(f"places BETWEEN 1 AND {PLACES_MAX}", name="places"),
        CheckConstraint("least_share BETWEEN 1 AND 100", name="least_share"),
        CheckConstraint("enrol_until > enrol_from", name="enrolment_lasts"),
        CheckConstraint("(cancelled_at IS NULL) = (cancel_reason = '')", name="cancelled_has_reason"),
        CheckConstraint("cancelled_at IS NULL OR announced_at IS NOT NULL", name="cancelled_was_announced"),
    )

    @property
    def starts_at(self) -> datetime:
        return self.sessions[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return max(session.ends_at for session in self.sessions)

    @property
    def minutes(self) -> int:
        """How long all sessions are together."""
        return sum(session.minutes for session in self.sessions)


class CourseSession(Base):
    """One time at which a course meets, in a place, by a link, or both."""

    __tablename__ = "course_session"
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    reminded_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    """When its attendance was noted."""
    others: Mapped[int] = mapped_column(default=0)
    """How many people came without being on the list; never who."""
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Of all who came, how many by what they say they are: {"sector": {…}, "territory": {…}, "gender": {…}}."""
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="lasts"),
        CheckConstraint("place <> '' OR link <> ''", name="is_somewhere"),
        CheckConstraint("others >= 0", name="others"),
        Index("ix_course_session_reminder", "reminded_at", "starts_at"),
    )

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)


class Enrolment(Base):
    """Somebody on the list of a course. Two never hold the same place; without one a person waits, in order.

    The secretariat writes down people without an account by name alone. Some time after the course every name is
    forgotten, and only how many they were stays.
    """

    __tablename__ = "enrolment"
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]
    place: Mapped[int | None]
    at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("course_id", "account_id"),
        UniqueConstraint("course_id", "place"),
        CheckConstraint("place >= 1", name="place"),
    )


class CourseAttendance(Base):
    """Somebody of the list who came to a session."""

    __tablename__ = "course_attendance"
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"), primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True, index=True)


class CourseMaterial(Base):
    """What a course hands out: a file of its own or a link."""

    __tablename__ = "course_material"
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    title: Mapped[str]
    link: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("public_file.id"))
    at: Mapped[datetime]
    file: Mapped[PublicFile | None] = relationship()
    __table_args__ = (CheckConstraint("(link = '') = (file_id IS NOT NULL)", name="file_or_link"),)


class Certificate(Base):
    """That somebody came to a course, as it stands on paper. Whoever holds the code can ask whether it is valid."""

    __tablename__ = "certificate"
    code: Mapped[str] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]
    """"" once the person asked for it to go: the certificate stays valid for whoever shows the paper."""
    attended: Mapped[int]
    sessions: Mapped[int]
    minutes: Mapped[int]
    """How long the sessions were to which the person came."""
    issued_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    """When a corrected attendance took it back."""
    __table_args__ = (CheckConstraint("attended BETWEEN 1 AND sessions", name="attended"),)
