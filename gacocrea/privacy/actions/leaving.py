"""Leaving: asked for, taken back within some days, done by the worker, and forgotten once no poll is open.

A ballot that was cast stands, for nobody can tell whose it is without the key of the poll; whoever wants it gone
withdraws it first. The bare number of the account stays until the last poll is published: without it the ballot
would belong to nobody, and the alarm against stuffed ballots would ring (docs/voting-protocol.md).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from gacocrea.core import outbox, record
from gacocrea.core.errors import Conflict
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.personal import GONE, Holding
from gacocrea.core.terms import Actor
from gacocrea.core.words import N_
from gacocrea.forum.models import Membership
from gacocrea.people.models import Account
from gacocrea.people.rules import new_stamp
from gacocrea.privacy.models import Leaving
from gacocrea.privacy.queries import is_named, offices_held, polls_are_open
from gacocrea.privacy.rules import COOLING


def ask_to_leave(
    session: Session, *, account: Account, blank: bool, today: date, address: str, now: datetime
) -> Leaving:
    """Ask for one's account to go after COOLING; a letter says how to stay. Asking again changes nothing.

    Raises Conflict ("in_office") for whoever holds an office on `today` or administers the installation.
    """
    if account.is_administrator or offices_held(session, account, today):
        raise Conflict("in_office")
    found = session.get(Leaving, account.id)
    if found is not None:
        return found
    leaving = Leaving(account_id=account.id, asked_at=now, due_at=now + COOLING, blank=blank)
    session.add(leaving)
    session.flush()
    due = leaving.due_at.date().isoformat()
    _write(
        session,
        account,
        f"leaving:{account.id}:{now.isoformat()}",
        LEAVING,
        now=now,
        due=due,
        address=address,
    )
    _note(session, account, "account.leaving", now)
    return leaving


def stay(session: Session, *, account: Account, now: datetime) -> None:
    """Take one's wish to leave back. Nothing has been erased yet."""
    found = session.get(Leaving, account.id)
    if found is not None and found.done_at is None:
        session.delete(found)
        session.flush()
        _note(session, account, "account.stays", now)


def leave_due(session: Session, *, holdings: Sequence[Holding], today: date, now: datetime) -> int:
    """Erase every account whose days to think are over; return how many. Who took an office meanwhile stays."""
    due = select(Leaving).where(Leaving.due_at <= now, Leaving.done_at.is_(None)).order_by(Leaving.account_id)
    number = 0
    for leaving in session.scalars(due.with_for_update(skip_locked=True)).all():
        account = session.get_one(Account, leaving.account_id)
        if account.is_administrator or offices_held(session, account, today):
            session.delete(leaving)
            continue
        _erase(session, account, holdings, blank=leaving.blank, now=now)
        leaving.done_at = now
        number += 1
    session.flush()
    return number


def forget_gone(session: Session, *, holdings: Sequence[Holding], now: datetime) -> int:
    """Take away what is left of accounts that were erased, once every poll is published; return how many.

    The row itself goes where nothing public names it. Otherwise a bare number stays under the texts.
    """
    if polls_are_open(session):
        return 0
    gone = list(session.scalars(select(Leaving).where(Leaving.done_at.is_not(None))))
    for leaving in gone:
        account = session.get_one(Account, leaving.account_id)
        session.delete(leaving)
        for holding in holdings:
            holding.forget(session, account.id)
        account.level, account.created_at = 0, now
        session.flush()
        if not is_named(session, account.id):
            session.delete(account)
    session.flush()
    return len(gone)


def _erase(
    session: Session, account: Account, holdings: Sequence[Holding], *, blank: bool, now: datetime
) -> None:
    """Erase what is somebody's: the address last, so that every stage can still find its rows by it."""
    _write(session, account, f"left:{account.id}", LEFT, now=now)
    for holding in holdings:
        holding.credit(session, account.id, GONE)
        holding.drop(session, account.id, blank)
    session.execute(
        delete(OutboxLetter).where(OutboxLetter.to == account.email, OutboxLetter.key != f"left:{account.id}")
    )
    account.email = account.outside_key = account.password_hash = account.email_confirmed_at = None
    account.display_name, account.language, account.stamp, account.left_at = GONE, "es", new_stamp(), now
    session.flush()
    _note(session, account, "account.left", now)
    was_official = session.scalar(select(func.count()).where(Membership.account_id == account.id))
    if not was_official:  # what was done in office stays under the name that it was done in
        record.forget(session, account_id=account.id)


def _note(session: Session, account: Account, verb: str, now: datetime) -> None:
    """Write what happened, without a name: it is nobody's business who leaves."""
    record.write(
        session, actor=Actor(account_id=account.id), now=now, verb=verb, subject=f"account:{account.id}"
    )


def _write(
    session: Session, account: Account, key: str, words: tuple[str, str], *, now: datetime, **facts: Any
) -> None:
    subject, body = words
    if account.email:
        outbox.queue(
            session,
            key=key,
            to=account.email,
            language=account.language,
            subject=subject,
            body=body,
            now=now,
            name=account.display_name,
            **facts,
        )


LEAVING = (
    N_("Su cuenta se borrará"),
    N_(
        "Hola, %(name)s:\n\nUsted pidió que se borre su cuenta. Se borrará el %(due)s. Hasta entonces puede quedarse: "
        "entre y oprima «Quedarme» en esta página:\n\n%(address)s\n\nSi no lo pidió usted, entre, oprima «Quedarme» y "
        "cambie su contraseña.\n"
    ),
)
LEFT = (
    N_("Su cuenta se borró"),
    N_(
        "Hola, %(name)s:\n\nSu cuenta se borró, como usted pidió: su nombre, su correo, su contraseña y todo lo que no "
        "es parte del hilo público. Esta es la última carta que le llega a esta dirección.\n\nGracias por haber "
        "participado.\n"
    ),
)
