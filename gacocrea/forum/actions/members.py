"""People are named to a forum and leave it; every term is public."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment, Role
from gacocrea.forum.models import Forum, Membership, SeatKind, Sector
from gacocrea.forum.rules import check_seat
from gacocrea.people import actions as people
from gacocrea.people.models import Account
from gacocrea.people.rules import folded_email, new_stamp


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
    starts_on: date,
    ends_on: date | None = None,
    now: datetime,
) -> Membership:
    """Name `account` to a role of `forum`: core-group members to a seat of one sector, for an institution.

    Naming the same person to the same role again changes the seat and the term. The person's open sessions
    end, so that a new right starts with a new sign-in. Raises NotAllowed or Invalid.
    """
    _require_naming(actor, role, now)
    check_seat(role, has_sector=sector is not None, starts_on=starts_on, ends_on=ends_on)
    membership = session.scalar(
        select(Membership).where(
            Membership.forum_id == forum.id, Membership.account_id == account.id, Membership.role == role
        )
    ) or Membership(forum_id=forum.id, account_id=account.id, role=role)
    membership.sector = sector
    membership.institution = institution
    membership.kind = kind if sector else None
    membership.starts_on, membership.ends_on = starts_on, ends_on
    session.add(membership)
    _end_sessions(account)
    session.flush()
    _write(session, actor, membership, "member.named", now)
    return membership


def end_membership(
    session: Session, *, actor: Actor, membership: Membership, ends_on: date, now: datetime
) -> Membership:
    """End a term on `ends_on`, the first day without the role. Raises NotAllowed, Invalid, or Conflict when over."""
    _require_naming(actor, membership.role, now)
    if membership.ends_on is not None and membership.ends_on <= ends_on:
        raise Conflict("term_over")
    has_sector = membership.sector_id is not None
    check_seat(membership.role, has_sector=has_sector, starts_on=membership.starts_on, ends_on=ends_on)
    membership.ends_on = ends_on
    session.flush()
    _write(session, actor, membership, "member.ended", now)
    return membership


def name_administrator(session: Session, *, actor: Actor, account: Account, now: datetime) -> None:
    """Make `account` an administrator of the installation. Raises NotAllowed but for another administrator."""
    require(Action.CONFIGURE, actor=actor, moment=Moment(now))
    account.is_administrator = True
    _end_sessions(account)
    record.write(session, actor=actor, now=now, verb="administrator.named", subject=f"account:{account.id}")


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
    works once, for one hour. Raises NotAllowed but for an administrator.
    """
    require(Action.CONFIGURE, actor=actor, moment=Moment(now))
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
        starts_on=membership.starts_on.isoformat(),
        ends_on=membership.ends_on.isoformat() if membership.ends_on else "",
    )
