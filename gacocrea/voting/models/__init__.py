"""Polls and ballots. No row here joins a person to a choice: see docs/voting-protocol.md."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gacocrea.core.db import Base, stored
from gacocrea.voting.models.challenge import (
    COMPLAINT_MAX,
    EXTENSION_DAYS_MAX,
    HEARING_HOURS,
    NOTE_MAX,
    NOTE_MIN,
    REPLY_MAX,
    WITNESSES_MAX,
    Annulled,
    AnnulmentCase,
    CaseState,
    Complaint,
    Motion,
    MotionKind,
)
from gacocrea.voting.models.checkpoint import Checkpoint
from gacocrea.voting.models.kept import keep_all

__all__ = [
    "COMPLAINT_MAX",
    "EXTENSION_DAYS_MAX",
    "HEARING_HOURS",
    "NOTE_MAX",
    "NOTE_MIN",
    "REPLY_MAX",
    "WITNESSES_MAX",
    "Annulled",
    "AnnulmentCase",
    "Ballot",
    "BatchState",
    "CaseState",
    "Checkpoint",
    "Complaint",
    "FinalBallot",
    "Motion",
    "MotionKind",
    "PaperBallot",
    "PaperBatch",
    "PaperLine",
    "PaperSheet",
    "Poll",
    "PollOption",
    "PollState",
    "Selection",
    "SheetKind",
    "Signature",
    "Step",
    "Superseded",
]

DEPARTURE_REASON_MIN = 20
DEPARTURE_REASON_MAX = 2000
DROP_REASON_MIN = 20
DROP_REASON_MAX = 500
SHEETS_MAX = 1000
CHECKPOINT_LEAST = 50
"""Ballots of as many persons must be new before the next checkpoint: among fewer one could be singled out."""
FEWEST_BALLOTS_SHOWN = 10
"""A poll with fewer ballots publishes totals only."""


class PollState(StrEnum):
    """A poll only moves forward."""

    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


class Poll(Base):
    """The question of one pillar, frozen when it opens: options, rules and instants are its manifest."""

    __tablename__ = "poll"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    pillar_id: Mapped[int] = mapped_column(ForeignKey("pillar.id"), unique=True)
    state: Mapped[PollState] = mapped_column(stored(PollState, "state"))
    choices_max: Mapped[int]
    seats: Mapped[int]
    level: Mapped[int]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    challenge_until: Mapped[datetime | None]
    manifest: Mapped[str]
    """Canonical JSON; its hash is in every seal."""
    manifest_hash: Mapped[str] = mapped_column(unique=True)
    root: Mapped[str | None]
    """Merkle root of the closing list."""
    closed_at: Mapped[datetime | None]
    eligible: Mapped[int | None]
    """How many persons could vote, counted at the close."""
    told_at: Mapped[datetime | None]
    """When the last participation statement was in the outbox."""
    published_at: Mapped[datetime | None]
    levels: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Ballots by identity level, counted at publication; None where saying it could give somebody away."""
    result: Mapped[str | None]
    """result.json as it was published: canonical JSON."""
    options: Mapped[list["PollOption"]] = relationship(lazy="selectin", order_by="PollOption.code")
    __table_args__ = (
        UniqueConstraint("cycle_id", "pillar_id"),
        CheckConstraint("closes_at > opens_at", name="lasts"),
        CheckConstraint("(state = 'open') = (root IS NULL)", name="root_at_close"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed"),
        CheckConstraint("(state = 'open') = (eligible IS NULL)", name="eligible_at_close"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published"),
        CheckConstraint("(state = 'published') = (result IS NOT NULL)", name="result_at_publication"),
    )


class PollOption(Base):
    """A theme as it stands on the ballot; the text that was frozen is the text that is counted."""

    __tablename__ = "poll_option"
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), unique=True)
    title: Mapped[str]
    summary: Mapped[str]
    text_hash: Mapped[str]


class Ballot(Base):
    """One per voter and poll, under a keyed pseudonym: no account, no time, no address, no order."""

    __tablename__ = "ballot"
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    pseudonym: Mapped[str] = mapped_column(primary_key=True)
    seal: Mapped[str] = mapped_column(unique=True)
    choices: Mapped[list[str]]
    voter_nonce: Mapped[str]
    server_nonce: Mapped[str]
    __table_args__ = {"sqlite_with_rowid": False}


class Superseded(Base):
    """The seal of a ballot that its voter replaced."""

    __tablename__ = "superseded"
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    seal: Mapped[str] = mapped_column(primary_key=True)
    __table_args__ = {"sqlite_with_rowid": False}


class FinalBallot(Base):
    """A ballot after publication: the pseudonym is gone, the opening is public.

    In a poll that publishes totals only no opening is kept: only the seal stays, and the totals are in `Poll.result`.
    """

    __tablename__ = "final_ballot"
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    seal: Mapped[str] = mapped_column(primary_key=True)
    choices: Mapped[list[str] | None]
    voter_nonce: Mapped[str | None]
    server_nonce: Mapped[str | None]
    __table_args__ = (
        CheckConstraint("(voter_nonce IS NULL) = (server_nonce IS NULL)", name="whole_opening"),
        {"sqlite_with_rowid": False},
    )


class Step(StrEnum):
    """What two persons do together to all polls of a cycle."""

    OPEN = "open"
    CLOSE = "close"
    PUBLISH = "publish"


class Signature(Base):
    """One person's signature under a step; the second of another sector carries it out."""

    __tablename__ = "signature"
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    step: Mapped[Step] = mapped_column(stored(Step, "step"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    name: Mapped[str]
    sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    at: Mapped[datetime]


class Selection(Base):
    """What the core group decided on a theme of a published poll."""

    __tablename__ = "selection"
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True)
    by_rule: Mapped[bool]
    chosen: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    __table_args__ = (CheckConstraint("by_rule = chosen OR reason <> ''", name="departure_has_reason"),)


class SheetKind(StrEnum):
    """What a paper ballot is when it comes back: counted (blank ones too), spoiled, or not in the batch at all."""

    VALID = "valid"
    SPOILED = "spoiled"
    ABSENT = "absent"


class PaperSheet(Base):
    """A ballot printed for a poll. Nothing says who took it, and its serial nothing of its place in the pile."""

    __tablename__ = "paper_sheet"
    serial: Mapped[str] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), index=True)
    run: Mapped[int]
    """Which printing of the poll it belongs to."""
    __table_args__ = {"sqlite_with_rowid": False}


class BatchState(StrEnum):
    """A batch of paper ballots is typed, then sealed for good or dropped with a reason."""

    TYPING = "typing"
    SEALED = "sealed"
    DROPPED = "dropped"


class PaperBatch(Base):
    """Paper ballots that two persons type one after the other, each without seeing what the other typed."""

    __tablename__ = "paper_batch"
    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    number: Mapped[int]
    state: Mapped[BatchState] = mapped_column(stored(BatchState, "state"))
    first_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    first_name: Mapped[str]
    first_done: Mapped[bool] = mapped_column(default=False)
    second_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    second_name: Mapped[str] = mapped_column(default="")
    second_done: Mapped[bool] = mapped_column(default=False)
    salt: Mapped[str] = mapped_column(default="")
    seal: Mapped[str | None]
    __table_args__ = (
        UniqueConstraint("poll_id", "number"),
        CheckConstraint("first_id <> second_id", name="two_persons"),
        CheckConstraint("second_id IS NOT NULL OR NOT second_done", name="second_is_somebody"),
        CheckConstraint("(state = 'sealed') = (seal IS NOT NULL)", name="sealed"),
        CheckConstraint("state <> 'sealed' OR (first_done AND second_done)", name="typed_twice"),
    )

    @property
    def is_typed_twice(self) -> bool:
        return self.first_done and self.second_done


class PaperLine(Base):
    """What one of the two read on a sheet of a batch; `again`: on looking once more, because they differed."""

    __tablename__ = "paper_line"
    batch_id: Mapped[int] = mapped_column(ForeignKey("paper_batch.id"), primary_key=True)
    is_second: Mapped[bool] = mapped_column(primary_key=True)
    again: Mapped[bool] = mapped_column(primary_key=True)
    serial: Mapped[str] = mapped_column(ForeignKey("paper_sheet.serial"), primary_key=True)
    kind: Mapped[SheetKind] = mapped_column(stored(SheetKind, "kind"))
    choices: Mapped[list[str]]
    __table_args__ = {"sqlite_with_rowid": False}


class PaperBallot(Base):
    """A sheet of a sealed batch. The key of the table holds "once over all batches"."""

    __tablename__ = "paper_ballot"
    serial: Mapped[str] = mapped_column(ForeignKey("paper_sheet.serial"), primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("paper_batch.id"), index=True)
    kind: Mapped[SheetKind] = mapped_column(stored(SheetKind, "kind"))
    choices: Mapped[list[str]]
    __table_args__ = (CheckConstraint("kind <> 'absent'", name="is_there"), {"sqlite_with_rowid": False})


keep_all(
    poll=Poll, option=PollOption, ballot=Ballot, superseded=Superseded, final=FinalBallot,
    annulled=Annulled, paper=PaperBallot, checkpoint=Checkpoint,
)  # fmt: skip
