"""A forum, its sectors, and its internal rules as data."""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gacocrea.core.db import Base, stored
from gacocrea.core.words import N_, Wording, worded
from gacocrea.forum.models.look import Look

SLUG_MAX = 40
NAME_MAX = 120
TEXT_MAX = 8000
NOTICE_MAX = 60
NOTICE_DAYS = 5
EXTRAS_MAX = 12
EXTRA_LABEL_MAX = 80
EXTRA_HINT_MAX = 200
EXTRAS: tuple[dict[str, Any], ...] = (
    {"key": "sdg", "label": N_("Objetivos de Desarrollo Sostenible"), "hint": "", "asked": True},
    {"key": "national_plan", "label": N_("Plan nacional de desarrollo"), "hint": "", "asked": True},
    {
        "key": "cross_cutting",
        "label": N_("Enfoque transversal"),
        "hint": N_("Derechos humanos, interculturalidad, ambiente, género."),
        "asked": True,
    },
    {"key": "budget", "label": N_("Presupuesto"), "hint": "", "asked": True},
)
"""What Latin American members ask of a commitment beyond OGP's template; a forum keeps its own list."""


class Share(StrEnum):
    """How many out of all, in exact fractions: what internal rules say, never a rounded percentage."""

    HALF = "half"
    TWO_THIRDS = "two_thirds"
    THREE_QUARTERS = "three_quarters"
    ALL = "all"

    def of(self, whole: int) -> int:
        """Return the fewest out of `whole` that make the share: more than half, at least two thirds…"""
        if self is Share.HALF:
            return whole // 2 + 1
        parts = {Share.TWO_THIRDS: (2, 3), Share.THREE_QUARTERS: (3, 4), Share.ALL: (1, 1)}
        numerator, denominator = parts[self]
        return -(-numerator * whole // denominator)


class Majority(StrEnum):
    """What carries a motion: nobody against, more for than against, or a share of the votes."""

    CONSENSUS = "consensus"
    SIMPLE = "simple"
    QUALIFIED = "qualified"


class Treatment(StrEnum):
    """How a forum addresses people in Spanish, one way throughout: the formal usted or the familiar tú."""

    USTED = "usted"
    TU = "tu"


class Forum(Base):
    """A country's, a state's or a city's forum. One installation hosts one or several."""

    __tablename__ = "forum"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    jurisdiction: Mapped[str]
    core_group_name: Mapped[str]
    secretariat_name: Mapped[str]
    contact: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    internal_rules: Mapped[str] = mapped_column(default="")
    territories: Mapped[list[str]]
    documents: Mapped[list[str]] = mapped_column(default=list)
    """The kinds of documents by which people may prove who they are: values of `DocumentKind`."""
    is_example: Mapped[bool] = mapped_column(default=False)
    treatment: Mapped[Treatment] = mapped_column(stored(Treatment, "treatment"), default=Treatment.USTED)
    language: Mapped[str] = mapped_column(default="es")
    """The language in which its texts are written, and in which its pages speak to whoever asks for none."""
    languages: Mapped[list[str]] = mapped_column(default=list)
    """The other languages in which its texts can be read: what people may choose (core/tongues.py)."""
    quorum: Mapped[Share] = mapped_column(stored(Share, "quorum"), default=Share.HALF)
    """The share of the seats that must vote for a decision to count."""
    quorum_by_sector: Mapped[bool] = mapped_column(default=False)
    """Whether the quorum also asks for one vote at least from every sector."""
    majority: Mapped[Majority] = mapped_column(stored(Majority, "majority"), default=Majority.SIMPLE)
    majority_share: Mapped[Share | None] = mapped_column(stored(Share, "majority_share"))
    by_sector: Mapped[bool] = mapped_column(default=False)
    """Whether the majority must also be reached inside every sector."""
    notice_days: Mapped[int] = mapped_column(default=NOTICE_DAYS)
    """How many days before an ordinary meeting its call is published."""
    extras: Mapped[list[Any]] = mapped_column(default=lambda: [dict(extra) for extra in EXTRAS])
    """What this forum asks of a commitment beyond OGP's template, each with its key, label, hint and `asked`:
    a question that is no longer asked keeps the name of the answers that were given."""
    look: Mapped[Look | None] = relationship(lazy="joined", cascade="all, delete-orphan")
    sectors: Mapped[list["Sector"]] = relationship(order_by="Sector.position", lazy="selectin")
    __table_args__ = (
        CheckConstraint(
            "(majority = 'qualified') = (majority_share IS NOT NULL)", name="qualified_has_share"
        ),
        CheckConstraint(f"notice_days BETWEEN 0 AND {NOTICE_MAX}", name="notice_days"),
    )


class Sector(Base):
    """A part of society with seats in the core group: government, civil society, academia…"""

    __tablename__ = "sector"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    key: Mapped[str]
    name: Mapped[str]
    position: Mapped[int]
    __table_args__ = (UniqueConstraint("forum_id", "key"),)


class ForumWording(Wording, Base):
    """What a forum says of itself, in another language."""

    FIELDS = ("name", "about", "contact", "internal_rules")
    __tablename__ = "forum_wording"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True)
    __table_args__ = worded(FIELDS)
