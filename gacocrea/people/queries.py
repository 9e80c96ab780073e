"""What can be asked about people: whose session this is, where else they are signed in, what they prove with."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.people.models import (
    Account,
    Authenticator,
    OutsideIdentity,
    Passkey,
    RecoveryCode,
    SignedSession,
)
from gacocrea.people.rules import LIFE, SEALED, code_at, is_alive, step_of, token_digest
from gacocrea.people.secrets import Secrets


def session_of(session: Session, token: str, now: datetime) -> tuple[SignedSession, Account] | None:
    """Return the session that a cookie names and its account, if it still holds. One statement."""
    wanted = (
        select(SignedSession, Account)
        .join(Account, Account.id == SignedSession.account_id)
        .where(SignedSession.digest == token_digest(token))
    )
    found = session.execute(wanted).one_or_none()
    return (found[0], found[1]) if found and is_alive(found[0], found[1], now) else None


def open_sessions(session: Session, account: Account, now: datetime) -> list[SignedSession]:
    """Return where a person is signed in now, newest first."""
    wanted = (
        select(SignedSession)
        .where(SignedSession.account_id == account.id, SignedSession.stamp == account.stamp)
        .where(SignedSession.ended_at.is_(None), SignedSession.created_at > now - LIFE)
        .order_by(SignedSession.created_at.desc(), SignedSession.digest)
    )
    return list(session.scalars(wanted))


def has_authenticator(session: Session, account: Account) -> bool:
    """Say whether a person has set up an app for the second factor."""
    return session.get(Authenticator, account.id) is not None


def next_code(session: Session, account: Account, *, secrets: Secrets, now: datetime) -> str | None:
    """Return a code that a person's app makes now and that was not used yet; None without an app."""
    row = session.get(Authenticator, account.id)
    if row is None:
        return None
    return code_at(secrets.unseal(SEALED, row.sealed).decode(), max(step_of(now), row.last_step + 1))


def recovery_codes_left(session: Session, account: Account) -> int:
    """Return how many of a person's codes on paper are still unused."""
    unused = select(func.count()).where(RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None))
    return session.scalar(unused) or 0


def passkeys(session: Session, account: Account) -> list[Passkey]:
    """Return a person's passkeys, oldest first."""
    return list(session.scalars(select(Passkey).where(Passkey.account_id == account.id).order_by(Passkey.id)))


def has_factor(session: Session, account: Account) -> bool:
    """Say whether a person has something to show besides a password: an app, or a passkey that is not blocked."""
    keys = passkeys(session, account)
    return any(key.blocked_at is None for key in keys) or has_authenticator(session, account)


def identities(session: Session, account: Account) -> list[OutsideIdentity]:
    """Return the identities at other providers that let a person in, oldest first."""
    wanted = select(OutsideIdentity).where(
        OutsideIdentity.account_id == account.id, OutsideIdentity.unlinked_at.is_(None)
    )
    return list(session.scalars(wanted.order_by(OutsideIdentity.id)))


def identity_of(session: Session, account: Account, identity_id: int) -> OutsideIdentity | None:
    """Return one of a person's identities, or None."""
    return next((one for one in identities(session, account) if one.id == identity_id), None)
