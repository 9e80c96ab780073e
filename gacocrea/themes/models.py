"""What the core group makes of proposals: themes for the ballot, and a reasoned response to each proposal."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base, stored
from gacocrea.core.words import Wording, worded

TITLE_MAX = 140
SUMMARY_MAX = 400
REASON_MIN = 20
REASON_MAX = 4000
INSTITUTION_MAX = 200
DESK_NOTE_MAX = 2000


class Outcome(StrEnum):
    """What became of a proposal. The first three put it in a theme; `returned` waits for its author."""

    ADOPTED = "adopted"
    MERGED = "merged"
    PARTLY = "partly"
    ALREADY_EXISTS = "already_exists"
    OUT_OF_SCOPE = "out_of_scope"
    OTHER_BODY = "other_body"
    NOT_VERIFIABLE = "not_verifiable"
    NEXT_CYCLE = "next_cycle"
    RETURNED = "returned"


IN_THEME = (Outcome.ADOPTED, Outcome.MERGED, Outcome.PARTLY)


class Theme(Base):
    """What goes on the ballot: made from one or more proposals, with credit to every author."""

    __tablename__ = "theme"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    pillar_id: Mapped[int] = mapped_column(ForeignKey("pillar.id"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    summary: Mapped[str]
    """One sentence that a voter reads."""
    source_key: Mapped[str | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]
    """When it went on the ballot: from then on nobody words it anew, joins it or leaves it."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    """The theme that took its proposals; its page stays and says so."""
    merged_at: Mapped[datetime | None]
    merged_reason: Mapped[str] = mapped_column(default="")
    __table_args__ = (
        UniqueConstraint("cycle_id", "number"),
        UniqueConstraint("cycle_id", "source_key"),
        CheckConstraint("title <> '' AND summary <> ''", name="worded"),
        CheckConstraint("(merged_into_id IS NULL) = (merged_at IS NULL)", name="merged"),
        CheckConstraint("frozen_at IS NULL OR merged_at IS NULL", name="merged_before_voting"),
    )


class ThemeProposal(Base):
    """A proposal's place in a theme: one at most, and its author keeps the credit."""

    __tablename__ = "theme_proposal"
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    at: Mapped[datetime]


class Response(Base):
    """A reasoned response. A later number replaces an earlier one, which stays readable."""

    __tablename__ = "response"
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    is_current: Mapped[bool]
    outcome: Mapped[Outcome] = mapped_column(stored(Outcome, "outcome"), index=True)
    reason: Mapped[str]
    institution: Mapped[str] = mapped_column(default="")
    """The institution consulted, where one was."""
    rule: Mapped[str] = mapped_column(default="")
    """The published rule that it cites where it declines: "5, «Trata de gobierno abierto»"."""
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by_name: Mapped[str]
    by_sector: Mapped[str]
    by_sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(default="")
    undone_reason: Mapped[str] = mapped_column(default="")
    __table_args__ = (
        CheckConstraint("reason <> ''", name="reasoned"),
        CheckConstraint("undone_at IS NULL OR (undone_reason <> '' AND NOT is_current)", name="undone"),
        CheckConstraint(
            "(outcome IN ('adopted', 'merged', 'partly')) = (theme_id IS NOT NULL)", name="theme"
        ),
    )


class Criterion(StrEnum):
    """What a theme is weighed by before it goes on the ballot."""

    RELEVANCE = "relevance"
    FEASIBILITY = "feasibility"
    COMPETENCE = "competence"
    VALUE = "value"


class Mark(StrEnum):
    """How a sector answers a criterion."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class ThemeCheck(Base):
    """What one sector notes of a theme by one criterion."""

    __tablename__ = "theme_check"
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True)
    criterion: Mapped[Criterion] = mapped_column(stored(Criterion, "criterion"), primary_key=True)
    sector_id: Mapped[int] = mapped_column(ForeignKey("sector.id"), primary_key=True)
    mark: Mapped[Mark] = mapped_column(stored(Mark, "mark"))
    note: Mapped[str] = mapped_column(default="")
    by_name: Mapped[str]
    at: Mapped[datetime]


class Feasibility(Base):
    """A question to an institution on whether a theme can be done; its answer comes by letter and is typed in."""

    __tablename__ = "feasibility"
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    institution: Mapped[str]
    contact: Mapped[str]
    question: Mapped[str]
    due_on: Mapped[date]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    mark: Mapped[Mark | None] = mapped_column(stored(Mark, "feasibility_mark"))
    answer: Mapped[str] = mapped_column(default="")
    signed_by: Mapped[str] = mapped_column(default="")
    """Who answered for the institution."""
    typed_by: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint("(mark IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("(mark IS NULL) = (answer = '')", name="answer"),
    )


class DeskNote(Base):
    """What a member of the core group notes for the others beside a proposal; the public does not read it."""

    __tablename__ = "desk_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by_name: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]


class DeskDuty(Base):
    """Who took a proposal upon themselves, so that two do not write the same answer."""

    __tablename__ = "desk_duty"
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    by_name: Mapped[str]
    at: Mapped[datetime]


class ThemeWording(Wording, Base):
    """A theme in another language."""

    FIELDS = ("title", "summary")
    __tablename__ = "theme_wording"
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True)
    __table_args__ = worded(FIELDS)
