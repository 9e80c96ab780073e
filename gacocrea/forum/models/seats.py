"""Seats belong to institutions; people hold them for a term. Nobody is deleted: terms end with a date."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gacocrea.core.db import Base, stored
from gacocrea.core.terms import Role
from gacocrea.forum.models.forum import Sector

APPOINTMENT_MAX = 200


class SeatKind(StrEnum):
    """A seat belongs to an institution; a titular holds it, an alternate stands in."""

    TITULAR = "titular"
    ALTERNATE = "alternate"


class Office(StrEnum):
    """What a member does for the whole group."""

    PRESIDENT = "president"
    CO_PRESIDENT = "co_president"
    TECHNICAL_SECRETARIAT = "technical_secretariat"


class Seat(Base):
    """A seat of the core group: one vote, of one institution, in one sector."""

    __tablename__ = "seat"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), index=True)
    sector_id: Mapped[int] = mapped_column(ForeignKey("sector.id"))
    institution: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    sector: Mapped[Sector] = relationship(lazy="joined")
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="term"),)

    def is_current(self, today: date) -> bool:
        return self.starts_on <= today and (self.ends_on is None or today < self.ends_on)


class Membership(Base):
    """One term of a person in a role of a forum. Core-group members hold a seat, as titular or alternate."""

    __tablename__ = "membership"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role] = mapped_column(stored(Role, "role"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"), index=True)
    kind: Mapped[SeatKind | None] = mapped_column(stored(SeatKind, "kind"))
    office: Mapped[Office | None] = mapped_column(stored(Office, "office"))
    appointment: Mapped[str] = mapped_column(default="")
    """The document of the appointment: its number, date and who signed it."""
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    seat: Mapped[Seat | None] = relationship(lazy="joined")
    __table_args__ = (
        Index(
            "uq_membership_without_end",
            *("forum_id", "account_id", "role"),
            unique=True,
            sqlite_where=text("ends_on IS NULL"),
            postgresql_where=text("ends_on IS NULL"),
        ),
        CheckConstraint("role IN ('core_group', 'secretariat', 'observer')", name="granted"),
        CheckConstraint("(role = 'core_group') = (seat_id IS NOT NULL)", name="member_has_seat"),
        CheckConstraint("(role = 'core_group') = (kind IS NOT NULL)", name="seat_has_kind"),
        CheckConstraint("office IS NULL OR role = 'core_group'", name="office_of_a_member"),
        CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="term"),
    )

    @property
    def sector(self) -> Sector | None:
        return self.seat.sector if self.seat else None

    @property
    def institution(self) -> str:
        return self.seat.institution if self.seat else ""

    def is_current(self, today: date) -> bool:
        return self.starts_on <= today and (self.ends_on is None or today < self.ends_on)


class Standing(StrEnum):
    """Who takes part without a vote: guests speak, observers watch."""

    GUEST = "guest"
    OBSERVER = "observer"


class Guest(Base):
    """An institution or a person that takes part in the forum's meetings without a seat."""

    __tablename__ = "guest"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), index=True)
    name: Mapped[str]
    standing: Mapped[Standing] = mapped_column(stored(Standing, "standing"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="term"),)

    def is_current(self, today: date) -> bool:
        return self.starts_on <= today and (self.ends_on is None or today < self.ends_on)
