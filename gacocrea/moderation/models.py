"""Moderation with due process: published rules, reports, rulings that cite a rule, and appeals against them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base, stored
from gacocrea.proposals.models import Argument, Proposal

RULE_TITLE_MAX = 120
RULE_TEXT_MAX = 1000
SAVED_TITLE_MAX = 80
REASON_MIN = 20
REASON_MAX = 4000
WORDS_MAX = 1000
APPEAL_MIN = 20
APPEAL_MAX = 3000
APPEAL_DAYS = 15
"""How long after a decision its author may appeal."""


class Grounds(StrEnum):
    """What a rule is cited for: to hide a text, or to decline a proposal with one of these outcomes."""

    CONDUCT = "conduct"
    ALREADY_EXISTS = "already_exists"
    OUT_OF_SCOPE = "out_of_scope"
    OTHER_BODY = "other_body"
    NOT_VERIFIABLE = "not_verifiable"
    NEXT_CYCLE = "next_cycle"


class ParticipationRule(Base):
    """A numbered rule of a forum, published. Its number is never given to another rule."""

    __tablename__ = "participation_rule"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    number: Mapped[int]
    grounds: Mapped[Grounds] = mapped_column(stored(Grounds, "grounds"))
    title: Mapped[str]
    text: Mapped[str]
    changed_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("forum_id", "number"),
        CheckConstraint("title <> '' AND text <> ''", name="worded"),
    )


class SavedText(Base):
    """A reason that the core group saved to use again; `use` is an outcome's value, "hide" or "keep"."""

    __tablename__ = "saved_text"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), index=True)
    use: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    changed_at: Mapped[datetime]
    __table_args__ = (CheckConstraint("title <> '' AND text <> ''", name="worded"),)


class Verdict(StrEnum):
    """What was decided on a proposal or an argument."""

    HIDDEN = "hidden"
    KEPT = "kept"


class Ruling(Base):
    """A decision of moderation. It stands until it is undone, or an appeal against it is granted."""

    __tablename__ = "ruling"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    number: Mapped[int]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    argument_id: Mapped[int | None] = mapped_column(ForeignKey("argument.id"), index=True)
    verdict: Mapped[Verdict] = mapped_column(stored(Verdict, "verdict"))
    rule: Mapped[str]
    """The published rule as it was cited: "2, «Sin publicidad»"; "" for what was kept."""
    reason: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by_name: Mapped[str]
    by_sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When it was undone or overturned; `ended_by` and `ended_reason` say by whom and why."""
    ended_by: Mapped[str] = mapped_column(default="")
    ended_reason: Mapped[str] = mapped_column(default="")
    __table_args__ = (
        UniqueConstraint("cycle_id", "number"),
        CheckConstraint("reason <> ''", name="reasoned"),
        CheckConstraint("(verdict = 'hidden') = (rule <> '')", name="cites_rule"),
        CheckConstraint("(ended_at IS NULL) = (ended_reason = '')", name="ended_with_reason"),
    )


class Report(Base):
    """Somebody signed in says that a text breaks a published rule. Who it was is never shown to the public."""

    __tablename__ = "report"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    target: Mapped[str]
    """"P" and the proposal's id, or "A" and the argument's."""
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    argument_id: Mapped[int | None] = mapped_column(ForeignKey("argument.id"))
    rule: Mapped[str]
    words: Mapped[str]
    reporter_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    ruling_id: Mapped[int | None] = mapped_column(ForeignKey("ruling.id"), index=True)
    __table_args__ = (
        UniqueConstraint("reporter_id", "target"),
        CheckConstraint("rule <> ''", name="cites_rule"),
        Index("ix_report_open", "cycle_id", "ruling_id", "target"),
    )


class AppealOutcome(StrEnum):
    """What became of an appeal."""

    GRANTED = "granted"
    DENIED = "denied"


class Appeal(Base):
    """An author's appeal against a ruling, or against the response that declined their proposal."""

    __tablename__ = "appeal"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    argument_id: Mapped[int | None] = mapped_column(ForeignKey("argument.id"))
    ruling_id: Mapped[int | None] = mapped_column(ForeignKey("ruling.id"), unique=True)
    response_number: Mapped[int | None]
    """The response appealed against, where it is no ruling."""
    rule: Mapped[str]
    against_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    against_sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    """The sector of who decided: somebody of another one hears the appeal."""
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    words: Mapped[str]
    at: Mapped[datetime]
    outcome: Mapped[AppealOutcome | None] = mapped_column(stored(AppealOutcome, "appeal_outcome"))
    reason: Mapped[str] = mapped_column(default="")
    heard_by: Mapped[str] = mapped_column(default="")
    heard_sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    heard_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("proposal_id", "response_number"),
        CheckConstraint("(ruling_id IS NULL) <> (response_number IS NULL)", name="against_one"),
        CheckConstraint("(outcome IS NULL) = (heard_at IS NULL)", name="heard"),
        CheckConstraint("(outcome IS NULL) = (reason = '')", name="reasoned"),
        CheckConstraint(
            "heard_sector_id IS NULL OR against_sector_id IS NULL OR heard_sector_id <> against_sector_id",
            name="another_sector",
        ),
    )


@dataclass(frozen=True)
class Item:
    """What moderation speaks of: a proposal, or an argument of it."""

    proposal: Proposal
    argument: Argument | None = None

    @property
    def thing(self) -> Proposal | Argument:
        return self.argument or self.proposal

    @property
    def target(self) -> str:
        return f"A{self.argument.id}" if self.argument else f"P{self.proposal.id}"

    @property
    def at(self) -> datetime:
        return self.argument.at if self.argument else self.proposal.submitted_at or self.proposal.created_at

    @property
    def text(self) -> str:
        own = (self.proposal.title, self.proposal.problem, self.proposal.solution)
        return self.argument.text if self.argument else "\n\n".join(part for part in own if part)
