"""What a citizen or a workshop submits, what others say of it, and the words it is found by."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gacocrea.core.db import Base, stored

TITLE_MIN = 8
TITLE_MAX = 140
TEXT_MIN = 20
TEXT_MAX = 4000
SHORT_MAX = 300
ARGUMENT_MAX = 1200


class Origin(StrEnum):
    """How a proposal arrived; shown beside it."""

    ONLINE = "online"
    WORKSHOP = "workshop"
    IMPORT = "import"


class ProposalStatus(StrEnum):
    """Where a proposal stands. A draft is private; of a hidden one the public learns the rule and the date."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    HIDDEN = "hidden"


PUBLIC = (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED, ProposalStatus.ANSWERED)
"""On the list. A withdrawn one keeps its page, which says so."""


class Workshop(Base):
    """An in-person workshop where proposals were made, with who came."""

    __tablename__ = "workshop"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    place: Mapped[str]
    territory: Mapped[str]
    held_on: Mapped[date]
    attendance: Mapped[dict[str, Any]]
    """Counts of people: {"total": 41, "women": 22, …}; never names."""


class Proposal(Base):
    """A proposal under one pillar. It has a number from the moment it is submitted."""

    __tablename__ = "proposal"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    pillar_id: Mapped[int] = mapped_column(ForeignKey("pillar.id"))
    number: Mapped[int | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    author_name: Mapped[str]
    """The credit shown with it, as it was when the proposal was made."""
    title: Mapped[str]
    problem: Mapped[str]
    solution: Mapped[str]
    affected: Mapped[str] = mapped_column(default="")
    territory: Mapped[str] = mapped_column(default="")
    institution: Mapped[str] = mapped_column(default="")
    sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    origin: Mapped[Origin] = mapped_column(stored(Origin, "origin"))
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id"))
    source_key: Mapped[str | None]
    """The row of the file it came from, so that the same file twice adds nothing."""
    status: Mapped[ProposalStatus] = mapped_column(stored(ProposalStatus, "status"))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]
    hidden_rule: Mapped[str] = mapped_column(default="")
    """The published rule by which it was hidden, as it was cited."""
    hidden_from: Mapped[str | None]
    """The status that it had, and has again when it is shown."""
    workshop: Mapped[Workshop | None] = relationship(lazy="joined")
    __table_args__ = (
        UniqueConstraint("cycle_id", "number"),
        UniqueConstraint("cycle_id", "source_key"),
        CheckConstraint("(status = 'draft') = (number IS NULL)", name="numbered_when_submitted"),
        CheckConstraint("(number IS NULL) = (submitted_at IS NULL)", name="submitted_at"),
        CheckConstraint("(origin = 'workshop') = (workshop_id IS NOT NULL)", name="workshop"),
        CheckConstraint("author_id IS NOT NULL OR origin <> 'online'", name="online_has_author"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("(status = 'hidden') = (hidden_at IS NOT NULL)", name="hidden"),
        CheckConstraint("(hidden_at IS NULL) = (hidden_from IS NULL)", name="hidden_from"),
        Index("ix_proposal_list", "cycle_id", "status", "number"),
        Index("ix_proposal_recent", "cycle_id", "submitted_at"),
    )


class ProposalVersion(Base):
    """The words of a proposal before a change: the history that anyone can read."""

    __tablename__ = "proposal_version"
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    words: Mapped[dict[str, Any]]


class ProposalTerm(Base):
    """How often a word stem stands in a proposal: the one index behind search and likeness."""

    __tablename__ = "proposal_term"
    stem: Mapped[str] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True, index=True)
    weight: Mapped[int]
    __table_args__ = {"sqlite_with_rowid": False}


class Stance(StrEnum):
    """On which side an argument stands."""

    FOR = "for"
    AGAINST = "against"


class Argument(Base):
    """An argument for or against a proposal."""

    __tablename__ = "argument"
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    author_name: Mapped[str]
    stance: Mapped[Stance] = mapped_column(stored(Stance, "stance"))
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    source_key: Mapped[str | None]
    """The row of the file it came from, so that the same file twice adds nothing."""
    hidden_at: Mapped[datetime | None]
    hidden_rule: Mapped[str] = mapped_column(default="")
    __table_args__ = (
        UniqueConstraint("proposal_id", "source_key"),
        CheckConstraint("author_id IS NOT NULL OR source_key IS NOT NULL", name="authored"),
    )


PACE_HOUR = 5
PACE_CYCLE = 120
PACE_YOUNG = 24


class Pace(Base):
    """How fast a cycle takes in what people write. Without a row the numbers above hold."""

    __tablename__ = "pace"
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    account_hour: Mapped[int] = mapped_column(default=PACE_HOUR)
    """Proposals, and as many arguments again, that one account may publish in an hour."""
    cycle_hour: Mapped[int] = mapped_column(default=PACE_CYCLE)
    """Proposals that all young accounts together may publish in an hour."""
    young_hours: Mapped[int] = mapped_column(default=PACE_YOUNG)
    """Until which age in hours an account is young."""
    __table_args__ = (
        CheckConstraint("account_hour BETWEEN 1 AND 1000", name="account_hour"),
        CheckConstraint("cycle_hour BETWEEN 1 AND 100000", name="cycle_hour"),
        CheckConstraint("young_hours BETWEEN 0 AND 720", name="young_hours"),
    )
