"""The multi-stakeholder forum: its sectors, its members, its meetings and its recorded decisions."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gacocrea.core.db import Base, stored
from gacocrea.core.terms import Role

SLUG_MAX = 40
NAME_MAX = 120
AGENDA_MAX = 8000
MINUTES_MAX = 40000


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
    is_example: Mapped[bool] = mapped_column(default=False)
    sectors: Mapped[list["Sector"]] = relationship(order_by="Sector.position", lazy="selectin")


class Sector(Base):
    """A part of society with seats in the core group: government, civil society, academia…"""

    __tablename__ = "sector"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    key: Mapped[str]
    name: Mapped[str]
    position: Mapped[int]
    __table_args__ = (UniqueConstraint("forum_id", "key"),)


class SeatKind(StrEnum):
    """A seat belongs to an institution; a titular holds it, an alternate stands in."""

    TITULAR = "titular"
    ALTERNATE = "alternate"


class Membership(Base):
    """A role of a person in a forum. Core-group members sit for an institution of one sector."""

    __tablename__ = "membership"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role] = mapped_column(stored(Role, "role"))
    sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    institution: Mapped[str] = mapped_column(default="")
    kind: Mapped[SeatKind | None] = mapped_column(stored(SeatKind, "kind"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    sector: Mapped[Sector | None] = relationship(lazy="joined")
    __table_args__ = (
        UniqueConstraint("forum_id", "account_id", "role"),
        CheckConstraint("role IN ('core_group', 'secretariat', 'observer')", name="granted"),
        CheckConstraint("(role = 'core_group') = (sector_id IS NOT NULL)", name="seat_has_sector"),
        CheckConstraint("(role = 'core_group') = (kind IS NOT NULL)", name="seat_has_kind"),
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="term"),
    )

    def is_current(self, today: date) -> bool:
        return self.starts_on <= today and (self.ends_on is None or today < self.ends_on)


class Meeting(Base):
    """A session of the forum: called with an agenda, closed with published minutes."""

    __tablename__ = "meeting"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    number: Mapped[int]
    title: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str]
    is_open: Mapped[bool] = mapped_column(default=True)
    agenda: Mapped[str] = mapped_column(default="")
    minutes: Mapped[str] = mapped_column(default="")
    minutes_published_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("forum_id", "number"),
        CheckConstraint("ends_at > starts_at", name="lasts"),
        CheckConstraint("minutes_published_at IS NULL OR minutes <> ''", name="minutes_written"),
    )


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
