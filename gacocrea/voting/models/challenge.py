"""What can happen to polls between two steps: a later end, a repetition, annulments and complaints."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base, stored

NOTE_MIN = 20
NOTE_MAX = 1000
REPLY_MAX = 4000
COMPLAINT_MAX = 4000
WITNESSES_MAX = 500
HEARING_HOURS = 24
"""How long a person can answer before their ballot is annulled."""
EXTENSION_DAYS_MAX = 60
"""How far one extension may move the end of voting."""


class MotionKind(StrEnum):
    """What two persons can do to polls that are open, each with a public note."""

    EXTEND = "extend"
    VOID = "void"


class Motion(Base):
    """A later end of voting, or polls that are void and repeated: one person proposes, a second carries it out."""

    __tablename__ = "poll_motion"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    kind: Mapped[MotionKind] = mapped_column(stored(MotionKind, "kind"))
    before: Mapped[datetime]
    closes_at: Mapped[datetime]
    note: Mapped[str]
    first_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    first_name: Mapped[str]
    first_sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    at: Mapped[datetime]
    second_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    second_name: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint("closes_at >= before", name="forward_only"),
        CheckConstraint("first_id <> second_id", name="two_persons"),
        CheckConstraint("(second_id IS NULL) = (done_at IS NULL)", name="done_by_a_second"),
    )


class Annulled(Base):
    """The seal of a ballot that two persons annulled. Its opening is gone, unread; no person stands beside it."""

    __tablename__ = "annulled"
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    seal: Mapped[str] = mapped_column(primary_key=True)
    cause: Mapped[str]
    __table_args__ = {"sqlite_with_rowid": False}


class CaseState(StrEnum):
    """A person is heard, then their ballots are annulled or the case is dropped."""

    HEARD = "heard"
    ANNULLED = "annulled"
    DROPPED = "dropped"


class AnnulmentCase(Base):
    """The person's side of an annulment: who, why, what they answered, who decided. Never a seal, never public."""

    __tablename__ = "annulment_case"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    cause: Mapped[str]
    reason: Mapped[str]
    state: Mapped[CaseState] = mapped_column(stored(CaseState, "state"))
    first_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    first_name: Mapped[str]
    first_sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    at: Mapped[datetime]
    heard_until: Mapped[datetime]
    reply: Mapped[str] = mapped_column(default="")
    replied_at: Mapped[datetime | None]
    decided_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_name: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(default="")
    __table_args__ = (
        CheckConstraint("heard_until > at", name="is_heard"),
        CheckConstraint("(state = 'heard') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("state <> 'annulled' OR decided_id <> first_id", name="two_persons"),
        Index(
            "uq_annulment_case_running",
            "cycle_id",
            "account_id",
            unique=True,
            sqlite_where=text("state <> 'dropped'"),
            postgresql_where=text("state <> 'dropped'"),
        ),
    )


class Complaint(Base):
    """A complaint about a poll. Nobody's name is asked. A proven one shows a signed receipt that is in no list."""

    __tablename__ = "complaint"
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    number: Mapped[int]
    seal: Mapped[str | None]
    """The seal of the receipt that proves the complaint; a seal that is counted is never stored here."""
    text: Mapped[str]
    at: Mapped[datetime]
    founded: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("poll_id", "number"),
        UniqueConstraint("poll_id", "seal"),
        CheckConstraint("(founded IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("founded IS NULL OR answer <> ''", name="answer_has_reasons"),
    )

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
