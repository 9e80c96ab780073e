"""Administrators of the installation: the first is named by whoever set it up, every other by two persons."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment, Role
from gacocrea.forum.models import Forum, Membership
from gacocrea.forum.queries import today_in
from gacocrea.people.models import Account
from gacocrea.people.rules import new_stamp

SIGNING = (Role.SECRETARIAT, Role.CORE_GROUP)


def name_administrator(
    session: Session, *, actor: Actor, account: Account, signers: Sequence[Account] = (), now: datetime
) -> None:
    """Make `account` an administrator of the installation.

    While there is none, `actor` alone names the first. After that two persons sign, neither of them `account`: an
    administrator, and another administrator or a member of a secretariat or core group. An administrator holds no
    office in a forum. Raises NotAllowed; Conflict ("two_must_sign", "signed_already", "signs_no_more",
    "administrator_and_office").
    """
    require(Action.CONFIGURE, actor=actor, moment=Moment(now))
    if holds_office(session, account, (*SIGNING, Role.OBSERVER), now):
        raise Conflict("administrator_and_office")
    if session.scalar(select(Account.id).where(Account.is_administrator).limit(1)) is not None:
        _check_signers(session, account, signers, now)
    account.is_administrator = True
    if account.password_hash is not None:
        account.stamp = new_stamp()  # a new right starts with a new sign-in
    record.write(
        session, actor=actor, now=now, verb="administrator.named", subject=f"account:{account.id}",
        name=account.display_name, signed_by=[one.display_name for one in signers],
    )  # fmt: skip


def holds_office(session: Session, account: Account, roles: Sequence[Role], now: datetime) -> bool:
    """Say whether a person holds one of `roles` in any forum today. One statement."""
    mine = (
        select(Membership, Forum)
        .join(Forum, Forum.id == Membership.forum_id)
        .where(Membership.account_id == account.id, Membership.role.in_(roles))
    )
    return any(term.is_current(today_in(forum, now)) for term, forum in session.execute(mine).tuples())


def _check_signers(session: Session, account: Account, signers: Sequence[Account], now: datetime) -> None:
    if len(signers) != 2:
        raise Conflict("two_must_sign")
    if len({account.id, *(one.id for one in signers)}) != 3:
        raise Conflict("signed_already")
    if not any(one.is_administrator for one in signers):
        raise Conflict("two_must_sign")
    for one in signers:
        if not (one.is_administrator or holds_office(session, one, SIGNING, now)):
            raise Conflict("signs_no_more", name=one.display_name)
