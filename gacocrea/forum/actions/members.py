"""People are named to a forum and leave it; every term is public."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment, Role
from gacocrea.forum.actions.seats import seat_for
from gacocrea.forum.models import Forum, Membership, Office, Seat, SeatKind, Sector
from gacocrea.forum.rules import check_seat
from gacocrea.people import actions as people
from gacocrea.people.models import Account
from gacocrea.people.rules import folded_email, new_stamp


@dataclass(frozen=True)
class Term:
    """A person's term in a role: how long, by which document, and what they do for the whole group."""

    starts_on: date
    ends_on: date | None = None
    kind: SeatKind = SeatKind.TITULAR
    office: Office | None = None
    appointment: str = ""


def grant(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    account: Account,
    role: Role,
    sector: Sector | None = None,
    institution: str = "",
    kind: SeatKind = SeatKind.TITULAR,
    office: Office | None = None,
    appointment: str = "",
    starts_on: date,
    ends_on: date | None = None,
    now: datetime,
) -> Membership:
    """Name `account` to a role of `forum`: core-group members to the seat of an institution in a sector.

    The seat is opened when the institution has none there. Naming the same person to the same role again ends
    the term that runs. The person's open sessions end, so that a new right starts with a new sign-in.
    Nobody names oneself, and an administrator holds no office: whoever configures cannot be one of two who sign.
    Raises NotAllowed, Invalid, or Conflict ("seat_taken") when somebody else holds the seat so,
    ("names_oneself", "administrator_and_office").
    """
    _require_naming(actor, role, now)
    check_seat(role, has_sector=sector is not None, starts_on=starts_on, ends_on=ends_on)
    seat = seat_for(session, forum, sector, institution, starts_on) if sector else None
    term = Term(starts_on, ends_on, kind, office if seat else None, appointment)
    return _name(session, actor=actor, forum=forum, account=account, role=role, seat=seat, term=term, now=now)


def name_to_seat(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    seat: Seat,
    account: Account,
    term: Term,
    now: datetime,
) -> Membership:
    """Name `account` titular or alternate of a seat. Raises as `grant`, and Conflict for a seat that has ended."""
    _require_naming(actor, Role.CORE_GROUP, now)
    check_seat(Role.CORE_GROUP, has_sector=True, starts_on=term.starts_on, ends_on=term.ends_on)
    if seat.ends_on is not None and seat.ends_on <= term.starts_on:
        raise Conflict("seat_over")
    return _name(
        session,
        actor=actor,
        forum=forum,
        account=account,
        role=Role.CORE_GROUP,
        seat=seat,
        term=term,
        now=now,
    )


def _name(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    account: Account,
    role: Role,
    seat: Seat | None,
    term: Term,
    now: datetime,
) -> Membership:
    if account.is_administrator:
        raise Conflict("administrator_and_office")
    if account.id == actor.account_id:
        raise Conflict("names_oneself")
    membership = _term_of(session, forum, account, role, term.starts_on)
    if seat is not None:
        _check_free(session, seat, term, account)
    membership.seat = seat
    membership.kind = term.kind if seat else None
    membership.office, membership.appointment = term.office, term.appointment
    membership.starts_on, membership.ends_on = term.starts_on, term.ends_on
    session.add(membership)
    _end_sessions(account)
    session.flush()
    _write(session, actor, membership, "member.named", now)
    return membership


def _term_of(session: Session, forum: Forum, account: Account, role: Role, starts_on: date) -> Membership:
    """Return the row for a new term: the one that began on the same day, or a new one after ending what runs."""
    mine = select(Membership).where(
        Membership.forum_id == forum.id, Membership.account_id == account.id, Membership.role == role
    )
    running = [row for row in session.scalars(mine) if row.ends_on is None or row.ends_on > starts_on]
    for row in running:
        if row.starts_on >= starts_on:
            return row
        row.ends_on = starts_on
    session.flush()
    return Membership(forum_id=forum.id, account_id=account.id, role=role)


def _check_free(session: Session, seat: Seat, term: Term, account: Account) -> None:
    """Raise Conflict when somebody else holds the seat in the same way during the term."""
    session.refresh(seat, with_for_update={"of": Seat})
    others = session.scalars(
        select(Membership).where(
            Membership.seat_id == seat.id,
            Membership.kind == term.kind,
            Membership.account_id != account.id,
        )
    )
    for other in others:
        begins_before_end = term.ends_on is None or other.starts_on < term.ends_on
        if begins_before_end and (other.ends_on is None or other.ends_on > term.starts_on):
            raise Conflict("seat_taken", institution=seat.institution)


def end_membership(
    session: Session, *, actor: Actor, membership: Membership, ends_on: date, now: datetime
) -> Membership:
    """End a term on `ends_on`, the first day without the role. Raises NotAllowed, Invalid, or Conflict when over."""
    _require_naming(actor, membership.role, now)
    if membership.ends_on is not None and membership.ends_on <= ends_on:
        raise Conflict("term_over")
    has_sector = membership.seat_id is not None
    check_seat(membership.role, has_sector=has_sector, starts_on=membership.starts_on, ends_on=ends_on)
    membership.ends_on = ends_on
    session.flush()
    _write(session, actor, membership, "member.ended", now)
    return membership


def invite(
    session: Session,
    *,
    actor: Actor,
    email: str,
    name: str,
    language: str,
    link: Callable[[str], str],
    now: datetime,
) -> Account:
    """Return the account of an address; an unknown one is opened without a password.

    Whoever has no password yet gets a letter with a link to choose it, which also confirms the address; it
    works once, for one hour. Raises NotAllowed but for an administrator or a secretariat.
    """
    _require_naming(actor, Role.CORE_GROUP, now)
    address = folded_email(email)
    account = session.scalar(select(Account).where(Account.email == address))
    if account is None:
        account = Account(
            email=address,
            display_name=name or address.partition("@")[0],
            language=language,
            stamp=new_stamp(),
            created_at=now,
        )
        session.add(account)
        session.flush()
        record.write(session, actor=actor, now=now, verb="account.invited", subject=f"account:{account.id}")
    if account.password_hash is None:
        people.ask_reset(session, email=address, link=link, now=now)
    return account


def _end_sessions(account: Account) -> None:
    """A new right starts with a new sign-in; whoever has no password yet keeps the link that was mailed."""
    if account.password_hash is not None:
        account.stamp = new_stamp()


def _require_naming(actor: Actor, role: Role, now: datetime) -> None:
    """The administrator names anyone; a secretariat names the core group and observers, never itself."""
    by_secretariat = Role.SECRETARIAT in actor.roles and role is not Role.SECRETARIAT
    require(Action.RUN_FORUM if by_secretariat else Action.CONFIGURE, actor=actor, moment=Moment(now))


def _write(session: Session, actor: Actor, membership: Membership, verb: str, now: datetime) -> None:
    record.write(
        session,
        actor=actor,
        now=now,
        verb=verb,
        subject=f"member:{membership.id}",
        forum_id=membership.forum_id,
        account=membership.account_id,
        role=membership.role.value,
        sector=membership.sector.key if membership.sector else "",
        institution=membership.institution,
        kind=membership.kind.value if membership.kind else "",
        office=membership.office.value if membership.office else "",
        appointment=membership.appointment,
        starts_on=membership.starts_on.isoformat(),
        ends_on=membership.ends_on.isoformat() if membership.ends_on else "",
    )
