"""Sessions begin with a new id, are renewed with a new id whenever they gain a right, and end at once."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from gacocrea.core.errors import NotThere
from gacocrea.people.actions.noting import tell
from gacocrea.people.models import Account, How, SignedSession
from gacocrea.people.rules import new_token, token_digest

KEPT = timedelta(days=30)
"""How long an ended session is kept, so that its owner can be told about it."""


def begin(
    session: Session, *, account: Account, how: How, device: str, with_factor: bool = False, now: datetime
) -> str:
    """Open a session for somebody who has just proven who they are; return its id, for the cookie alone."""
    row = SignedSession(account_id=account.id, stamp=account.stamp, how=how, device=device)
    row.second_factor_at = now if with_factor else None
    tell("session.begun", account, how=how.value, factor=with_factor)
    return _open(session, row, now)


def renew(
    session: Session, *, row: SignedSession, account: Account, with_factor: bool = False, now: datetime
) -> str:
    """Let a session go on under a new id after a fresh proof; the old id is worth nothing from now on."""
    row.ended_at = now
    fresh = SignedSession(account_id=account.id, stamp=account.stamp, how=row.how, device=row.device)
    fresh.second_factor_at = now if with_factor else row.second_factor_at
    tell("session.renewed", account, factor=with_factor)
    return _open(session, fresh, now)


def end(session: Session, *, account: Account, digest: str, now: datetime) -> None:
    """End one of a person's own sessions. Raises NotThere for anybody else's."""
    row = session.get(SignedSession, digest)
    if row is None or row.account_id != account.id:
        raise NotThere
    row.ended_at = row.ended_at or now
    tell("session.ended", account)


def end_all(session: Session, *, account: Account, but: str = "", now: datetime) -> None:
    """End every session of a person, but for the one whose digest is `but`; it bites on their next request."""
    session.execute(
        update(SignedSession)
        .where(SignedSession.account_id == account.id, SignedSession.digest != but)
        .where(SignedSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    tell("session.all_ended", account)


def _open(session: Session, row: SignedSession, now: datetime) -> str:
    token = new_token()
    row.digest, row.created_at, row.proven_at = token_digest(token), now, now
    session.add(row)
    session.flush()
    return token
