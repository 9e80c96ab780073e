"""Opening an account, confirming its address, signing in, choosing a new password.

No answer tells whether an address is known: the letters do, to their owner alone.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import outbox, record
from gacocrea.core.errors import Invalid
from gacocrea.core.terms import Actor
from gacocrea.core.words import N_
from gacocrea.people.models import Account, Consent, Purpose, Token
from gacocrea.people.rules import (
    PRIVACY_TEXT_VERSION,
    RESET_LIFE,
    TOKEN_LIFE,
    check_password,
    folded_email,
    new_stamp,
    new_token,
    token_digest,
)

_hasher = PasswordHasher()
_SLOW = (  # the hash of a word that nobody kept, so that an unknown address takes as long as a known one
    "$argon2id$v=19$m=65536,t=3,p=4$"
    "UsPNj2lEXqJ6vYSX2kFH/w$AqGtrVn5LrnoZr+tBpyCkAasTj+ZSxbp1kkyrqAHaY4"
)

Link = Callable[[str], str]
"""Turns a token into the address that the letter shows."""


def register(
    session: Session, *, email: str, name: str, password: str, language: str, link: Link, now: datetime
) -> str:
    """Open an account and mail a link that confirms it; a known address gets a letter that says so.

    Returns the address as it is kept. Raises Invalid for a password that is too easy.
    """
    email = folded_email(email)
    check_password(password, email=email, name=name)
    hashed = _hasher.hash(password)
    known = session.scalar(select(Account).where(Account.email == email))
    if known is not None:
        _tell_known(session, known, now)
        return email
    account = Account(
        email=email,
        display_name=name,
        password_hash=hashed,
        language=language,
        stamp=new_stamp(),
        created_at=now,
    )
    session.add(account)
    session.flush()
    session.add(Consent(account_id=account.id, text_version=PRIVACY_TEXT_VERSION, given_at=now))
    send_confirmation(session, account=account, link=link, now=now)
    _write(session, account, now, "account.opened")
    return email


def send_confirmation(session: Session, *, account: Account, link: Link, now: datetime) -> None:
    """Mail the link that confirms an address; it works once, for 48 hours."""
    token = _token(session, account, Purpose.CONFIRM_EMAIL, TOKEN_LIFE, now)
    outbox.queue(
        session,
        key=f"confirm:{token_digest(token)}",
        to=str(account.email),
        language=account.language,
        subject=N_("Confirme su correo para participar"),
        body=N_(
            "Hola, %(name)s:\n\nPara confirmar su correo abra esta dirección en las próximas 48 horas:\n\n"
            "%(address)s\n\nSi usted no abrió esta cuenta, no haga nada: se borrará sola.\n"
        ),
        now=now,
        name=account.display_name,
        address=link(token),
    )


def confirm(session: Session, *, token: str, now: datetime) -> Account:
    """Confirm the address that a token was mailed to. Raises Invalid when it is used, old or another's."""
    account = _redeem(session, token, Purpose.CONFIRM_EMAIL, now)
    account.email_confirmed_at = account.email_confirmed_at or now
    _write(session, account, now, "account.confirmed")
    return account


def check_sign_in(session: Session, *, email: str, password: str) -> Account:
    """Return the account of an address and password; anything else is one Invalid, in about the same time."""
    account = session.scalar(select(Account).where(Account.email == folded_email(email)))
    try:
        _hasher.verify(account.password_hash if account and account.password_hash else _SLOW, password)
    except (VerificationError, InvalidHashError) as error:
        raise Invalid("password", "sign_in_failed") from error
    if account is None or account.password_hash is None:
        raise Invalid("password", "sign_in_failed")
    return account


def ask_reset(session: Session, *, email: str, link: Link, now: datetime) -> str:
    """Mail a link to choose a new password, if the address is known; it works once, for one hour.

    Returns the address as it was asked for.
    """
    email = folded_email(email)
    account = session.scalar(select(Account).where(Account.email == email))
    if account is None:
        return email
    token = _token(session, account, Purpose.RESET_PASSWORD, RESET_LIFE, now)
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


def reset_password(session: Session, *, token: str, password: str, now: datetime) -> Account:
    """Set a new password with a mailed token and end every other session."""
    account = _redeem(session, token, Purpose.RESET_PASSWORD, now)
    set_password(session, account=account, password=password, now=now)
    account.email_confirmed_at = account.email_confirmed_at or now
    return account


def set_password(session: Session, *, account: Account, password: str, now: datetime) -> None:
    """Set a new password; every other session of the account ends. Raises Invalid when it is too easy."""
    check_password(password, email=str(account.email), name=account.display_name)
    account.password_hash = _hasher.hash(password)
    account.stamp = new_stamp()
    _write(session, account, now, "account.password_changed")


def _token(session: Session, account: Account, purpose: Purpose, life: timedelta, now: datetime) -> str:
    token = new_token()
    session.add(
        Token(
            digest=token_digest(token),
            account_id=account.id,
            purpose=purpose,
            stamp=account.stamp,
            expires_at=now + life,
        )
    )
    return token


def _redeem(session: Session, token: str, purpose: Purpose, now: datetime) -> Account:
    row = session.get(Token, token_digest(token), with_for_update=True)
    account = session.get(Account, row.account_id) if row else None
    good = row and row.purpose is purpose and row.used_at is None and now < row.expires_at
    if not row or not good or account is None or account.stamp != row.stamp:
        raise Invalid("token", "token_gone")
    row.used_at = now
    return account


def _tell_known(session: Session, account: Account, now: datetime) -> None:
    outbox.queue(
        session,
        key=f"known:{account.id}:{now.date().isoformat()}",
        to=str(account.email),
        language=account.language,
        subject=N_("Usted ya tiene una cuenta"),
        body=N_(
            "Hola, %(name)s:\n\nAlguien quiso abrir una cuenta con este correo, que ya tiene una. Si fue usted, "
            "entre con su contraseña o pida una nueva. Si no, no haga nada.\n"
        ),
        now=now,
        name=account.display_name,
    )


def _write(session: Session, account: Account, now: datetime, verb: str) -> None:
    actor = Actor(account_id=account.id)  # no name: what people do with their account is not public
    record.write(session, actor=actor, now=now, verb=verb, subject=f"account:{account.id}")
