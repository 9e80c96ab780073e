"""Commitments in OGP's template, with their milestones, the themes they come from and their versions."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gacocrea.core.db import Base, stored
from gacocrea.core.words import Wording, worded
from gacocrea.forum.models import Decision
from gacocrea.proposals.models import Stance

NAME_MAX = 140
BRIEF_MAX = 400
TEXT_MAX = 6000
SHORT_MAX = 400
REASON_MIN = 20
MILESTONES_MAX = 20
COMMENT_MIN = 10
COMMENT_MAX = 2000
PASSAGE_MAX = 400


class CommitmentStatus(StrEnum):
    """A commitment is a draft until its plan is adopted; one that is dropped stays, with its reason."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


class Commitment(Base):
    """A commitment as it reads now. Fields follow OGP's template of 2022 (reference/ogp.md 2.2)."""

    __tablename__ = "commitment"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    pillar_id: Mapped[int] = mapped_column(ForeignKey("pillar.id"))
    number: Mapped[int]
    status: Mapped[CommitmentStatus] = mapped_column(stored(CommitmentStatus, "status"))
    status_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str]
    brief: Mapped[str] = mapped_column(default="")
    lead: Mapped[str] = mapped_column(default="")
    support_government: Mapped[str] = mapped_column(default="")
    support_civil_society: Mapped[str] = mapped_column(default="")
    support_other: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    problem: Mapped[str] = mapped_column(default="")
    causes: Mapped[str] = mapped_column(default="")
    done_so_far: Mapped[str] = mapped_column(default="")
    solution: Mapped[str] = mapped_column(default="")
    results: Mapped[str] = mapped_column(default="")
    transparency: Mapped[str] = mapped_column(default="")
    accountability: Mapped[str] = mapped_column(default="")
    participation: Mapped[str] = mapped_column(default="")
    co_lead: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    extras: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Answers to what the forum asks beyond the template, by the key of the question; none is blank."""
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    """The decision that added it where no voted theme asks for it, and why."""
    added_reason: Mapped[str] = mapped_column(default="")
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    added_by: Mapped[Decision | None] = relationship(foreign_keys=added_by_id, lazy="selectin")
    withdrawn_by: Mapped[Decision | None] = relationship(foreign_keys=withdrawn_by_id, lazy="selectin")
    milestones: Mapped[list["Milestone"]] = relationship(
        order_by="Milestone.number", lazy="selectin", cascade="all, delete-orphan"
    )
    __table_args__ = (
        UniqueConstraint("cycle_id", "number"),
        CheckConstraint("ends_on > starts_on", name="lasts"),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("status <> 'withdrawn' OR status_reason <> ''", name="withdrawn_reason"),
        CheckConstraint("(added_by_id IS NULL) = (added_reason = '')", name="added_reason"),
        CheckConstraint("withdrawn_by_id IS NULL OR status = 'withdrawn'", name="withdrawn_decision"),
        CheckConstraint("version >= 1", name="version"),
    )


class Milestone(Base):
    """A step of a commitment with a product that can be verified."""

    __tablename__ = "milestone"
    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    number: Mapped[int]
    text: Mapped[str]
    output: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    lead: Mapped[str] = mapped_column(default="")
    supporters: Mapped[str] = mapped_column(default="")
    __table_args__ = (
        UniqueConstraint("commitment_id", "number"),
        CheckConstraint("ends_on > starts_on", name="lasts"),
        CheckConstraint("text <> ''", name="worded"),
    )


class CommitmentTheme(Base):
    """The thread from a commitment back to a theme."""

    __tablename__ = "commitment_theme"
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True, index=True)


class Duty(StrEnum):
    """What somebody does for a commitment while it is drafted."""

    LEAD_AGENCY = "lead_agency"
    CO_LEAD = "co_lead"
    CONTACT = "contact"


class Assignment(Base):
    """Who works on a commitment, with the name and institution under which the duty was given."""

    __tablename__ = "assignment"
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), primary_key=True)
    duty: Mapped[Duty] = mapped_column(stored(Duty, "duty"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    name: Mapped[str]
    institution: Mapped[str]
    at: Mapped[datetime]


class CommitmentVersion(Base):
    """The whole commitment as it was saved, by whom and why."""

    __tablename__ = "commitment_version"
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    author_name: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    sheet: Mapped[dict[str, Any]]


class CommentOutcome(StrEnum):
    """What the drafters did with a comment."""

    TAKEN_UP = "taken_up"
    IN_PART = "in_part"
    NOT_TAKEN = "not_taken"


class Comment(Base):
    """What somebody says of the published draft (O-014): of a whole answer, or of a passage in it."""

    __tablename__ = "comment"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    number: Mapped[int]
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), index=True)
    version: Mapped[int]
    """The version that was commented on."""
    part: Mapped[str]
    """The field of the sheet."""
    passage: Mapped[str] = mapped_column(default="")
    stance: Mapped[Stance] = mapped_column(stored(Stance, "stance"))
    text: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    author_name: Mapped[str]
    at: Mapped[datetime]
    outcome: Mapped[CommentOutcome | None] = mapped_column(stored(CommentOutcome, "outcome"))
    answer: Mapped[str] = mapped_column(default="")
    changed_in: Mapped[int | None]
    """The version that changed because of it."""
    answered_by: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("cycle_id", "number"),
        CheckConstraint("text <> ''", name="worded"),
        CheckConstraint("(outcome IS NULL) = (answer = '')", name="reasoned"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint(
            "(outcome IS NOT NULL AND outcome IN ('taken_up', 'in_part')) = (changed_in IS NOT NULL)",
            name="change_is_named",
        ),
    )


SHEET_FIELDS = ("name", "brief", "problem", "causes", "done_so_far", "solution", "results", "transparency",
                "accountability", "participation")  # fmt: skip


def milestone_field(number: int, part: str) -> str:
    """Return the name under which a commitment keeps a milestone's `text` or `output` in another language."""
    return f"milestone{number}_{part}"


class CommitmentWording(Wording, Base):
    """What people read of a commitment and its milestones, in another language."""

    FIELDS = (
        *SHEET_FIELDS,
        *(milestone_field(n, part) for n in range(1, MILESTONES_MAX + 1) for part in ("text", "output")),
    )
    __tablename__ = "commitment_wording"
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), primary_key=True)
    __table_args__ = worded(FIELDS)
