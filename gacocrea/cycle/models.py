"""One co-creation cycle: its pillars, its calendar of phases and its published rules."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gacocrea.core.colour import HOUSE
from gacocrea.core.db import Base, is_hex, stored
from gacocrea.core.terms import Moment, Phase, Window
from gacocrea.core.words import Wording, worded
from gacocrea.forum.models import Decision

NAME_MAX = 80
PERIOD_MAX = 20
PILLARS_MIN = 1
PILLARS_MAX = 6
CHOICES_MAX = 10
SEATS_MAX = 15
PALETTES = tuple(HOUSE)
OWN_MAX = 6
COLOUR_MAX = 40
GLYPHS = ("eye", "accounts", "door", "weave", "ring", "steps")


class SelectionRule(StrEnum):
    """How the winners of a poll are found; chosen and published before voting."""

    TOP_N = "top_n"
    PHRAGMEN = "phragmen"
    EQUAL_SHARES = "equal_shares"


class BoothPath(StrEnum):
    """How a voter goes through the ballots of the pillars; chosen and published before voting."""

    BY_PILLAR = "by_pillar"
    IN_TURN = "in_turn"


class Cycle(Base):
    """A cycle from preparation to its close. Once published, its rules no longer change."""

    __tablename__ = "cycle"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    slug: Mapped[str]
    title: Mapped[str]
    period: Mapped[str]
    """The years of the plan, as people say them: "2026–2028"."""
    plan_starts_on: Mapped[date]
    plan_ends_on: Mapped[date]
    published_at: Mapped[datetime | None]
    vote_fixed_at: Mapped[datetime | None]
    """Since when nothing up to the result moves any more: the polls are open, and what they promise stands."""
    choices_max: Mapped[int]
    """How many themes one ballot may hold (k)."""
    seats: Mapped[int]
    """How many themes win in each pillar."""
    selection_rule: Mapped[SelectionRule] = mapped_column(stored(SelectionRule, "selection_rule"))
    propose_level: Mapped[int]
    vote_level: Mapped[int]
    edit_minutes: Mapped[int]
    """How long after submitting an author may still edit."""
    challenge_hours: Mapped[int]
    booth: Mapped[BoothPath] = mapped_column(stored(BoothPath, "booth"), default=BoothPath.BY_PILLAR)
    """Whether voters choose the pillar, or are led from each receipt to the next ballot."""
    paper: Mapped[bool] = mapped_column(default=False)
    """Whether people may also vote on paper ballots that the secretariat prints."""
    foreword: Mapped[str] = mapped_column(default="")
    efforts: Mapped[str] = mapped_column(default="")
    phases: Mapped[list["CyclePhase"]] = relationship(
        order_by="CyclePhase.opens_at", lazy="selectin", cascade="all, delete-orphan"
    )
    pillars: Mapped[list["Pillar"]] = relationship(
        order_by="Pillar.position", lazy="selectin", cascade="all, delete-orphan"
    )
    __table_args__ = (
        UniqueConstraint("forum_id", "slug"),
        CheckConstraint(f"choices_max BETWEEN 1 AND {CHOICES_MAX}", name="choices"),
        CheckConstraint(f"seats BETWEEN 1 AND {SEATS_MAX}", name="seats"),
        CheckConstraint("propose_level BETWEEN 0 AND 3", name="propose_level"),
        CheckConstraint("vote_level BETWEEN 0 AND 3", name="vote_level"),
        CheckConstraint("edit_minutes BETWEEN 0 AND 20160", name="edit_minutes"),
        CheckConstraint("challenge_hours BETWEEN 24 AND 720", name="challenge_hours"),
        CheckConstraint("plan_ends_on > plan_starts_on", name="plan_lasts"),
    )

    def moment(self, now: datetime) -> Moment:
        """Return what is open at `now`."""
        return Moment(now, self.windows, self.published_at is not None)

    @property
    def windows(self) -> tuple[Window, ...]:
        """The calendar as plain values."""
        return tuple(Window(row.phase, row.opens_at, row.closes_at) for row in self.phases)

    def pillar(self, key: str) -> "Pillar | None":
        return next((pillar for pillar in self.pillars if pillar.key == key), None)


class CyclePhase(Base):
    """A phase of a cycle, a half-open interval of UTC instants."""

    __tablename__ = "cycle_phase"
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    phase: Mapped[Phase] = mapped_column(stored(Phase, "phase"), primary_key=True)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    __table_args__ = (CheckConstraint("closes_at > opens_at", name="lasts"),)


class CalendarChange(Base):
    """Dates of a published cycle that were postponed, by which decision and why."""

    __tablename__ = "calendar_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    at: Mapped[datetime]
    note: Mapped[str]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    """By phase its two instants, ISO 8601."""
    decision: Mapped[Decision] = relationship(lazy="joined")


class OwnColour(Base):
    """A colour that a forum adds to those of the house; the whole palette is derived from it and never stored."""

    __tablename__ = "own_colour"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    base: Mapped[str]
    __table_args__ = (
        UniqueConstraint("forum_id", "base"),
        CheckConstraint(f"position BETWEEN 1 AND {OWN_MAX}", name="position"),
        CheckConstraint(is_hex("base", 6), name="base"),
        CheckConstraint("name <> ''", name="named"),
    )


class Pillar(Base):
    """A pillar of open government as this cycle names it; colour and shape always go together."""

    __tablename__ = "pillar"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    key: Mapped[str]
    name: Mapped[str]
    sentence: Mapped[str] = mapped_column(default="")
    palette: Mapped[str]
    """One of the house's, or the base colour that its own one is derived from."""
    glyph: Mapped[str]
    position: Mapped[int]
    __table_args__ = (
        UniqueConstraint("cycle_id", "key"),
        UniqueConstraint("cycle_id", "palette"),
        UniqueConstraint("cycle_id", "glyph"),
        CheckConstraint(f"palette IN {PALETTES!r} OR {is_hex('palette', 6)}", name="palette"),
        CheckConstraint(f"glyph IN {GLYPHS!r}", name="glyph"),
    )


class CycleWording(Wording, Base):
    """The texts of a cycle in another language."""

    FIELDS = ("title", "foreword", "efforts")
    __tablename__ = "cycle_wording"
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    __table_args__ = worded(FIELDS)


class PillarWording(Wording, Base):
    """A pillar in another language; it goes with its pillar, which a draft of a cycle may still drop."""

    FIELDS = ("name", "sentence")
    __tablename__ = "pillar_wording"
    pillar_id: Mapped[int] = mapped_column(ForeignKey("pillar.id", ondelete="CASCADE"), primary_key=True)
    __table_args__ = worded(FIELDS)
