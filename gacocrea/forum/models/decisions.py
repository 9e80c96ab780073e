"""Motions, their nominal votes, and the decisions that they become."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gacocrea.core.db import Base, stored
from gacocrea.forum.models.forum import Majority, Share
from gacocrea.forum.models.meetings import Meeting
from gacocrea.forum.models.seats import SeatKind

TITLE_MAX = 200
MOTION_MAX = 8000
DISSENT_MAX = 2000
GENERAL = "general"
"""The kind of a motion that asks for nothing to be carried out by the program."""


class Decision(Base):
    """A recorded decision of the core group (D-031), public with its reason."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    number: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]
    __table_args__ = (UniqueConstraint("forum_id", "number"),)


class MotionState(StrEnum):
    """A motion is voted until it is closed or withdrawn."""

    OPEN = "open"
    CARRIED = "carried"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Choice(StrEnum):
    """What a seat says of a motion."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


_OPEN = text("state = 'open' AND kind <> 'general'")


class Motion(Base):
    """What the core group votes on (M-012), with the rule of the day on which it was put.

    `kind` and `subject` say what it is about ("selection", "2026-2028/transparencia"), `payload` what exactly
    is to be done; the stage that put it carries it out, once, when it is carried.
    """

    __tablename__ = "motion"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    number: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    kind: Mapped[str]
    subject: Mapped[str]
    payload: Mapped[dict[str, Any]]
    state: Mapped[MotionState] = mapped_column(stored(MotionState, "state"))
    quorum: Mapped[Share] = mapped_column(stored(Share, "quorum"))
    quorum_by_sector: Mapped[bool]
    majority: Mapped[Majority] = mapped_column(stored(Majority, "majority"))
    majority_share: Mapped[Share | None] = mapped_column(stored(Share, "majority_share"))
    by_sector: Mapped[bool]
    proposed_by: Mapped[str]
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why it was withdrawn."""
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    """The meeting whose minutes its votes were taken from; None when the seats voted here."""
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), unique=True)
    carried_out_at: Mapped[datetime | None]
    seats: Mapped[list["MotionSeat"]] = relationship(order_by="MotionSeat.position", lazy="selectin")
    meeting: Mapped[Meeting | None] = relationship()
    decision: Mapped[Decision | None] = relationship()
    __table_args__ = (
        UniqueConstraint("forum_id", "number"),
        Index(
            "uq_motion_open",
            *("forum_id", "kind", "subject"),
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed"),
        CheckConstraint("(state = 'carried') = (decision_id IS NOT NULL)", name="carried_is_decided"),
        CheckConstraint("(state = 'withdrawn') = (reason <> '')", name="withdrawn_has_reason"),
        CheckConstraint("carried_out_at IS NULL OR state = 'carried'", name="only_carried_is_done"),
        CheckConstraint("closes_at > opened_at", name="lasts"),
        CheckConstraint(
            "(majority = 'qualified') = (majority_share IS NOT NULL)", name="qualified_has_share"
        ),
    )


class MotionSeat(Base):
    """A seat in the roll of a motion, frozen when it was put: its one vote, and who cast it."""

    __tablename__ = "motion_seat"
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    position: Mapped[int]
    sector: Mapped[str]
    institution: Mapped[str]
    choice: Mapped[Choice | None] = mapped_column(stored(Choice, "choice"))
    recusal: Mapped[str] = mapped_column(default="")
    """Why the seat does not vote: an interest of its own. Empty when it may vote."""
    dissent: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[SeatKind | None] = mapped_column(stored(SeatKind, "kind"))
    at: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint("choice IS NULL OR recusal = ''", name="recused_does_not_vote"),
        CheckConstraint("choice IS NULL OR at IS NOT NULL", name="vote_has_time"),
    )
