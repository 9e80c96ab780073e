"""Seats are opened for institutions and end with a date; guests and observers come and go in the same way."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.forum.models import Forum, Guest, Membership, Seat, Sector, Standing


def open_seat(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    sector: Sector,
    institution: str,
    starts_on: date,
    now: datetime,
) -> Seat:
    """Open a seat of the core group for an institution.

    Raises NotAllowed but for the secretariat, and Invalid for an institution that has a seat in the sector already.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if _seat_of(session, forum, sector, institution, starts_on):
        raise Invalid("institution", "seat_exists", institution=institution)
    seat = _open(session, forum, sector, institution, starts_on)
    _write(session, actor, seat.forum_id, "seat.opened", f"seat:{seat.id}", now=now, **_of(seat))
    return seat


def end_seat(session: Session, *, actor: Actor, seat: Seat, ends_on: date, now: datetime) -> Seat:
    """End a seat on `ends_on`, the first day without it; the terms on it end too.

    Raises NotAllowed but for the secretariat, Invalid for a day before it began, Conflict when it was over.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if seat.ends_on is not None and seat.ends_on <= ends_on:
        raise Conflict("term_over")
    if ends_on <= seat.starts_on:
        raise Invalid("ends_on", "term")
    seat.ends_on = ends_on
    for term in session.scalars(select(Membership).where(Membership.seat_id == seat.id)):
        if term.starts_on < ends_on and (term.ends_on is None or term.ends_on > ends_on):
            term.ends_on = ends_on
    session.flush()
    _write(session, actor, seat.forum_id, "seat.ended", f"seat:{seat.id}", now=now, **_of(seat))
    return seat


def seat_for(session: Session, forum: Forum, sector: Sector, institution: str, day: date) -> Seat:
    """Return the seat of an institution in a sector on a day, opened if there is none.

    It is part of naming somebody: whoever calls this has asked the law about that. A seat without an institution
    is always a new one.
    """
    found = _seat_of(session, forum, sector, institution, day) if institution else None
    return found or _open(session, forum, sector, institution, day)


def name_guest(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    name: str,
    standing: Standing,
    starts_on: date,
    now: datetime,
) -> Guest:
    """Note who takes part without a vote. Raises NotAllowed but for the secretariat."""
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    guest = Guest(forum_id=forum.id, name=name, standing=standing, starts_on=starts_on)
    session.add(guest)
    session.flush()
    about = {"name": name, "standing": standing.value, "starts_on": starts_on.isoformat()}
    _write(session, actor, forum.id, "guest.named", f"guest:{guest.id}", now=now, **about)
    return guest


def end_guest(session: Session, *, actor: Actor, guest: Guest, ends_on: date, now: datetime) -> Guest:
    """End a guest's or an observer's part. Raises NotAllowed, Invalid for a day before it began, or Conflict."""
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if guest.ends_on is not None:
        raise Conflict("term_over")
    if ends_on <= guest.starts_on:
        raise Invalid("ends_on", "term")
    guest.ends_on = ends_on
    session.flush()
    about = {"name": guest.name, "ends_on": ends_on.isoformat()}
    _write(session, actor, guest.forum_id, "guest.ended", f"guest:{guest.id}", now=now, **about)
    return guest


def _seat_of(session: Session, forum: Forum, sector: Sector, institution: str, day: date) -> Seat | None:
    seats = session.scalars(
        select(Seat).where(
            Seat.forum_id == forum.id, Seat.sector_id == sector.id, Seat.institution == institution
        )
    )
    return next((seat for seat in seats if seat.ends_on is None or seat.ends_on > day), None)


def _open(session: Session, forum: Forum, sector: Sector, institution: str, day: date) -> Seat:
    seat = Seat(forum_id=forum.id, sector=sector, institution=institution, starts_on=day)
    session.add(seat)
    session.flush()
    return seat


def _of(seat: Seat) -> dict[str, Any]:
    return {
        "sector": seat.sector.key,
        "institution": seat.institution,
        "starts_on": seat.starts_on.isoformat(),
        "ends_on": seat.ends_on.isoformat() if seat.ends_on else "",
    }


def _write(
    session: Session, actor: Actor, forum_id: int, verb: str, subject: str, *, now: datetime, **facts: Any
) -> None:
    record.write(session, actor=actor, now=now, verb=verb, subject=subject, forum_id=forum_id, **facts)
