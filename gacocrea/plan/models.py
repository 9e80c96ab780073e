"""The plan as it was frozen: which version of which commitment stood in it. Texts live with the commitments."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gacocrea.core.db import Base, stored

NOTE_MAX = 2000
ONLY_ONE = text("stage = 'adopted'")


class PlanStage(StrEnum):
    """What a plan was frozen for."""

    CONSULTATION = "consultation"
    DECISION = "decision"
    ADOPTED = "adopted"


class PlanVersion(Base):
    """The plan at an instant: as it went to consultation, to the core group's decision, or was adopted."""

    __tablename__ = "plan_version"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    number: Mapped[int]
    stage: Mapped[PlanStage] = mapped_column(stored(PlanStage, "stage"))
    at: Mapped[datetime]
    by_name: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    parts: Mapped[list["PlanPart"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    __table_args__ = (
        UniqueConstraint("cycle_id", "number"),
        CheckConstraint("(stage = 'adopted') = (decision_id IS NOT NULL)", name="decided"),
        Index("uq_plan_adopted", "cycle_id", unique=True, sqlite_where=ONLY_ONE, postgresql_where=ONLY_ONE),
    )


class PlanReading(Base):
    """A plan that was read from a file: what was found in it and what was not; brought in, it is a cycle's plan."""

    __tablename__ = "plan_reading"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), index=True)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"), unique=True)
    name: Mapped[str]
    """What its owner calls the file."""
    sha256: Mapped[str]
    at: Mapped[datetime]
    by_name: Mapped[str]
    document: Mapped[dict[str, Any]]
    """The plan as `archive_json` writes it."""
    unread: Mapped[list[Any]]


class PlanPart(Base):
    """A commitment in a frozen plan, in the version that it had."""

    __tablename__ = "plan_part"
    plan_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"), primary_key=True)
    version: Mapped[int]
