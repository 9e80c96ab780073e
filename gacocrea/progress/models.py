"""Implementation: what is reported of each milestone, with its evidence."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gacocrea.core.db import Base, stored
from gacocrea.forum.models import PublicFile

NOTE_MAX = 2000
EVIDENCE_MAX = 500


class Completion(StrEnum):
    """The IRM's scale of completion (opengovpartnership.org, glossary: completion)."""

    NOT_STARTED = "not_started"
    LIMITED = "limited"
    SUBSTANTIAL = "substantial"
    COMPLETED = "completed"


class ProgressReport(Base):
    """What was said of a milestone at an instant; the latest one is where it stands."""

    __tablename__ = "progress_report"
    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    completion: Mapped[Completion] = mapped_column(stored(Completion, "completion"))
    note: Mapped[str]
    evidence: Mapped[str] = mapped_column(default="")
    """What shows it, in words; required once a milestone counts as completed."""
    evidence_url: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("public_file.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by_name: Mapped[str]
    at: Mapped[datetime]
    file: Mapped[PublicFile | None] = relationship(lazy="joined")
    __table_args__ = (
        CheckConstraint("completion <> 'completed' OR evidence <> ''", name="completed_has_evidence"),
        Index("ix_progress_report_latest", "milestone_id", "at"),
    )
