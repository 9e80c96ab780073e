"""Passwords: hashed, checked in about the same time for known and unknown addresses, forgotten, chosen anew."""

from datetime import datetime
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import outbox
from gacocrea.core.errors import Invalid
from gacocrea.core.words import N_
from gacocrea.people.actions import letters
from gacocrea.people.actions.letters import tell_owner, whose
from gacocrea.people.actions.noting import Link, note, tell
from gacocrea.people.actions.tokens import issue, redeem
from gacocrea.people.models import Account, Purpose
from gacocrea.people.rules import RESET_LIFE, check_password, folded_email, new_stamp, token_digest

_hasher = PasswordHasher()
_SLOW = (  # the hash of a word that nobody kept, so that an unknown address takes as long as a known one
    "$argon2id$v=19$m=65536,t=3,p=4$UsPNj2lEXqJ6vYSX2kFH/w$AqGtrVn5LrnoZr+tBpyCkAasTj+ZSxbp1kkyrqAHaY4"
)


def hashed(password: str) -> str:
    """Return the Argon2id hash of a password, as RFC 9106 recommends it."""
    return _hasher.hash(password)


def check_sign_in(session: Session, *, email: str, password: str) -> Account:
    """Return the account of an address and password; anything else is one Invalid, in about the same time.

    A hash of earlier parameters is made anew while the password is known.
    """
    account = session.scalar(select(Account).where(Account.email == folded_email(email)))
    kept = account.password_hash if account else None
    if not _matches(kept, password) or account is None or kept is None:
        tell("sign_in.failed", account)
        raise Invalid("password", "sign_in_failed")
    if _hasher.check_needs_rehash(kept):
        account.password_hash = hashed(password)
    return account


def _matches(kept: str | None, password: str) -> bool:
    try:
        return _hasher.verify(kept or _SLOW, password)
    except (VerificationError, InvalidHashError):
        return False


def ask_reset(session: Session, *, email: str, link: Link, now: datetime, language: str = "es") -> str:
    """Mail a link to choose a new password; it works once, for one hour. An unknown address is told that it is.

    `language` is that of the letter to an unknown address. Returns the address as it was asked for.
    """
    email = folded_email(email)
    account = whose(session, email, language=language, now=now)
    if account is None:
        return email
    token = issue(session, account, Purpose.RESET_PASSWORD, RESET_LIFE, now)
    outbox.queue(
        session,
        key=f"reset:{token_digest(token)}",
        to=str(account.email),
        language=account.language,
        subject=N_("Elija una contraseña nueva"),
        body=N_(
            "Hola, %(name)s:\n\nPara elegir una contraseña nueva abra esta dirección en la próxima hora:\n\n"
            "%(address)s\n\nSi no la pidió usted, no haga nada.\n"
        ),
        now=now,
        name=account.display_name,
        address=link(token),
    )
    return email


def reset_password(
    session: Session, *, token: str, password: str, now: datetime, breached: Path | None = None
) -> Account:
    """Set a new password with a mailed token and end every other session."""
    account = redeem(session, token, Purpose.RESET_PASSWORD, now)
    set_password(session, account=account, password=password, now=now, breached=breached)
    account.email_confirmed_at = account.email_confirmed_at or now
    return account


def change_password(
    session: Session,
    *,
    account: Account,
    present: str,
    password: str,
    now: datetime,
    breached: Path | None = None,
) -> None:
    """Let a signed-in person choose another password; whoever has one says it first. Every session ends.

    Raises Invalid for a wrong present password and for a new one that is too easy.
    """
    if account.password_hash is not None and not _matches(account.password_hash, present):
        tell("password.present_wrong", account)
        raise Invalid("present", "present_wrong")
    set_password(session, account=account, password=password, now=now, breached=breached)


def set_password(
    session: Session, *, account: Account, password: str, now: datetime, breached: Path | None = None
) -> None:
    """Set a new password and tell the owner; every session of the account ends. Raises Invalid when it is too easy."""
    check_password(password, email=str(account.email), name=account.display_name, breached=breached)
    account.password_hash = hashed(password)
    account.stamp = new_stamp()
    tell("password.changed", account)
    tell_owner(session, account, letters.PASSWORD_CHANGED, key=f"password:{now.isoformat()}", now=now)
    note(session, account, now, "account.password_changed")
