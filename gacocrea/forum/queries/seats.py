"""What is read of the people of a forum: seats and who holds them, secretariat, guests and observers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.errors import NotThere
from gacocrea.core.terms import Role
from gacocrea.core.text import sort_key
from gacocrea.forum.models import Forum, Guest, Membership, Office, Seat, SeatKind, Sector, Standing
from gacocrea.people.models import Account
from gacocrea.people.rules import folded_email


def forum_of(session: Session, slug: str) -> Forum:
    """Return a forum by its slug; raises NotThere with a sentence for the command line. Two statements."""
    forum = session.scalar(select(Forum).where(Forum.slug == slug))
    if forum is None:
        raise NotThere("no_forum", slug=slug)
    return forum


def today_in(forum: Forum, now: datetime) -> date:
    """Return the day of `now` in the forum's time zone."""
    return now.astimezone(ZoneInfo(forum.time_zone)).date()


@dataclass(frozen=True)
class Member:
    """A term of a person in a role of the forum, as the public sees it."""

    id: int
    account_id: int
    name: str
    role: Role
    seat_id: int | None
    sector_id: int | None
    institution: str
    kind: SeatKind | None
    office: Office | None
    appointment: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class HeldSeat:
    """A seat with those who hold it today."""

    seat: Seat
    members: tuple[Member, ...]

    def of(self, kind: SeatKind) -> Member | None:
        return next((member for member in self.members if member.kind is kind), None)

    @property
    def titular(self) -> Member | None:
        return self.of(SeatKind.TITULAR)

    @property
    def alternate(self) -> Member | None:
        return self.of(SeatKind.ALTERNATE)


@dataclass(frozen=True)
class Roll:
    """Everyone who holds a role today: seats by sector, the secretariat, the observers, the guests."""

    seats: list[tuple[Sector, list[Member]]]
    held: list[HeldSeat]
    """Every seat of today in the order of sectors and institutions, vacant ones too."""
    secretariat: list[Member]
    observers: list[Member]
    guests: list[Guest]

    @property
    def seated(self) -> int:
        return sum(len(members) for _sector, members in self.seats)

    def seats_of(self, sector: Sector) -> list[HeldSeat]:
        return [held for held in self.held if held.seat.sector_id == sector.id]


def roll(session: Session, forum: Forum, now: datetime) -> Roll:
    """Return who holds a role in `forum` today, titulars before alternates. Three statements."""
    today = today_in(forum, now)
    members = [_member(row, name) for row, name in _terms(session, forum) if row.is_current(today)]
    found = session.scalars(select(Guest).where(Guest.forum_id == forum.id))
    guests = sorted(found, key=lambda one: (sort_key(one.name), one.id))
    return Roll(
        [(sector, [one for one in members if one.sector_id == sector.id]) for sector in forum.sectors],
        held_seats(session, forum, today, members),
        [one for one in members if one.role is Role.SECRETARIAT],
        [one for one in members if one.role is Role.OBSERVER],
        [one for one in guests if one.is_current(today)],
    )


def members_today(session: Session, forum: Forum, now: datetime) -> list[Member]:
    """Return everyone with a seat or a role in the forum today, by institution. One statement."""
    today = today_in(forum, now)
    return [_member(row, name) for row, name in _terms(session, forum) if row.is_current(today)]


def held_seats(
    session: Session, forum: Forum, today: date, members: Sequence[Member] | None = None
) -> list[HeldSeat]:
    """Return the seats of `today` with who holds them. Two statements, or one when the members are given."""
    if members is None:
        members = [_member(row, name) for row, name in _terms(session, forum) if row.is_current(today)]
    holders = defaultdict[int, list[Member]](list)
    for member in members:
        if member.seat_id is not None:
            holders[member.seat_id].append(member)
    rows = session.execute(
        select(Seat, Sector.position).join(Sector, Sector.id == Seat.sector_id).where(Seat.forum_id == forum.id)
    ).tuples()
    by_name = sorted(rows, key=lambda row: (row[1], sort_key(row[0].institution), row[0].id))
    seats = (seat for seat, _position in by_name)
    return [HeldSeat(seat, tuple(holders[seat.id])) for seat in seats if seat.is_current(today)]


def _terms(session: Session, forum: Forum) -> list[tuple[Membership, str]]:
    rows = session.execute(
        select(Membership, Account.display_name)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.forum_id == forum.id)
    ).tuples()
    return sorted(rows, key=_place)


def _place(row: tuple[Membership, str]) -> tuple[object, ...]:
    """Return where a term stands: by institution, titulars before alternates, by name."""
    one, name = row
    rank = (SeatKind.TITULAR, SeatKind.ALTERNATE, None).index(one.kind)
    return sort_key(one.institution), rank, sort_key(name), one.id


def _member(row: Membership, name: str) -> Member:
    return Member(
        id=row.id,
        account_id=row.account_id,
        name=name,
        role=row.role,
        seat_id=row.seat_id,
        sector_id=row.seat.sector_id if row.seat else None,
        institution=row.institution,
        kind=row.kind,
        office=row.office,
        appointment=row.appointment,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


@dataclass(frozen=True)
class SeatHistory:
    """A seat with everyone who ever held it, the latest term first."""

    seat: Seat
    terms: list[Member]


def seat_history(session: Session, forum: Forum, seat_id: int) -> SeatHistory:
    """Return a seat of the forum, whether or not it has ended; raises NotThere. Two statements."""
    seat = session.scalar(select(Seat).where(Seat.forum_id == forum.id, Seat.id == seat_id))
    if seat is None:
        raise NotThere
    terms = [_member(row, name) for row, name in _terms(session, forum) if row.seat_id == seat_id]
    return SeatHistory(seat, sorted(terms, key=lambda one: (one.starts_on, one.id), reverse=True))


def term_of(session: Session, forum: Forum, membership_id: int) -> Membership:
    """Return a term of a person in the forum; raises NotThere. One statement."""
    found = session.scalar(
        select(Membership).where(Membership.forum_id == forum.id, Membership.id == membership_id)
    )
    if found is None:
        raise NotThere
    return found


def seat_held_by(session: Session, forum: Forum, account_id: int | None, today: date) -> Membership | None:
    """Return the term by which a person sits in the core group today, None when they do not. One statement."""
    mine = select(Membership).where(
        Membership.forum_id == forum.id,
        Membership.account_id == account_id,
        Membership.role == Role.CORE_GROUP,
    )
    return next((row for row in session.scalars(mine) if row.is_current(today)), None)


def current_term(session: Session, forum: Forum, email: str, role: Role, today: date) -> Membership | None:
    """Return the term of today of the person with an address in a role, None without one. One statement."""
    mine = (
        select(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.forum_id == forum.id, Membership.role == role, Account.email == folded_email(email))
    )
    return next((row for row in session.scalars(mine) if row.is_current(today)), None)


def guest_of(session: Session, forum: Forum, guest_id: int) -> Guest:
    """Return a guest or observer of the forum; raises NotThere. One statement."""
    found = session.scalar(select(Guest).where(Guest.forum_id == forum.id, Guest.id == guest_id))
    if found is None:
        raise NotThere
    return found


def guests_by_standing(guests: Sequence[Guest]) -> dict[Standing, list[Guest]]:
    """Return guests apart from observers."""
    return {standing: [one for one in guests if one.standing is standing] for standing in Standing}


def name_of(session: Session, account_id: int) -> str:
    """Return the name that a person goes by. One statement."""
    return session.scalar(select(Account.display_name).where(Account.id == account_id)) or ""
