"""The second factor: set up, asked for, lost and found again on paper, taken away."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from gacocrea.core.errors import Invalid
from gacocrea.people.actions import letters
from gacocrea.people.actions.letters import tell_owner
from gacocrea.people.actions.noting import tell
from gacocrea.people.models import Account, Authenticator, RecoveryCode, SignedSession, WrongCodes
from gacocrea.people.rules import (
    FIGURES,
    FREE_TRIES,
    RECOVERY_CODES,
    SEALED,
    bare_code,
    matching_step,
    must_wait,
    new_recovery_code,
)
from gacocrea.people.secrets import Secrets

PAPER = "recovery"


def set_up_authenticator(
    session: Session, *, account: Account, secret: str, code: str, secrets: Secrets, now: datetime
) -> list[str]:
    """Keep the secret of an app that has just shown a code of it; return new recovery codes, to be shown once.

    Raises Invalid for a code that the secret does not make now.
    """
    step = matching_step(secret, bare_code(code), after=0, now=now)
    if step is None:
        raise Invalid("code", "code_wrong")
    session.execute(delete(Authenticator).where(Authenticator.account_id == account.id))
    sealed = secrets.seal(SEALED, secret.encode())
    session.add(Authenticator(account_id=account.id, sealed=sealed, last_step=step, created_at=now))
    tell("factor.added", account)
    tell_owner(session, account, letters.FACTOR_ADDED, key=f"factor:{now.isoformat()}", now=now)
    return new_recovery_codes(session, account=account, secrets=secrets)


def new_recovery_codes(session: Session, *, account: Account, secrets: Secrets) -> list[str]:
    """Make ten codes in the place of all earlier ones and return them; only their digests are stored."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = [new_recovery_code() for _place in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCode(digest=_digest(secrets, account, code), account_id=account.id) for code in codes
    )
    session.flush()
    tell("factor.codes_made", account)
    return codes


def prove_factor(session: Session, *, account: Account, code: str, secrets: Secrets, now: datetime) -> str:
    """Accept a code of the app or of the paper, once; return "" or the refusal: code_wrong or code_wait.

    It is a returned word, and not raised, so that a wrong try is counted and stays counted. After five wrong
    codes in a row those of the app wait for a quarter of an hour; those on paper cannot be guessed and never wait.
    """
    typed = bare_code(code)
    session.execute(select(Account.id).where(Account.id == account.id).with_for_update())  # one try at a time
    if len(typed) > FIGURES:
        refusal = "" if _use_paper(session, account, typed, secrets, now) else "code_wrong"
    elif _waits(session, account, now):
        refusal = "code_wait"
    elif _use_step(session, account, typed, secrets, now):
        refusal = ""
    else:
        refusal = "code_wrong"
        _count_wrong(session, account, now)
    if not refusal:
        session.execute(delete(WrongCodes).where(WrongCodes.account_id == account.id))
    tell(f"factor.{refusal or 'proven'}", account)
    return refusal


def remove_authenticator(session: Session, *, account: Account, now: datetime) -> None:
    """Take the app and its recovery codes away and tell the owner; no session has a second factor any more."""
    for table in (Authenticator, RecoveryCode):
        session.execute(delete(table).where(table.account_id == account.id))
    sessions = update(SignedSession).where(SignedSession.account_id == account.id)
    session.execute(sessions.values(second_factor_at=None))
    tell("factor.removed", account)
    tell_owner(session, account, letters.FACTOR_REMOVED, key=f"factor:{now.isoformat()}", now=now)


def _use_step(session: Session, account: Account, code: str, secrets: Secrets, now: datetime) -> bool:
    row = session.get(Authenticator, account.id, populate_existing=True)
    if row is None:
        return False
    secret = secrets.unseal(SEALED, row.sealed).decode()
    step = matching_step(secret, code, after=row.last_step, now=now)
    row.last_step = row.last_step if step is None else step
    return step is not None


def _use_paper(session: Session, account: Account, code: str, secrets: Secrets, now: datetime) -> bool:
    """Use up a code on paper. The database decides between two requests with the same code."""
    used = (
        update(RecoveryCode)
        .where(RecoveryCode.digest == _digest(secrets, account, code), RecoveryCode.used_at.is_(None))
        .values(used_at=now)
        .returning(RecoveryCode.account_id)
    )
    return session.scalar(used) is not None


def _digest(secrets: Secrets, account: Account, code: str) -> str:
    return secrets.digest(PAPER, str(account.id), bare_code(code))


def _waits(session: Session, account: Account, now: datetime) -> bool:
    row = session.get(WrongCodes, account.id)
    return row is not None and must_wait(row.number, row.last_at, now)


def _count_wrong(session: Session, account: Account, now: datetime) -> None:
    row = session.get(WrongCodes, account.id) or WrongCodes(account_id=account.id, number=0)
    row.number, row.last_at = row.number + 1, now
    session.add(row)
    if row.number % FREE_TRIES == 0:
        tell_owner(session, account, letters.WRONG_CODES, key=f"codes:{now.date().isoformat()}", now=now)
