"""Opening an account and confirming its address.

No answer tells whether an address is known: the letters do, to their owner alone.
"""

from datetime import datetime
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gacocrea.core import outbox
from gacocrea.core.words import N_
from gacocrea.people.actions.noting import Link, note
from gacocrea.people.actions.passwords import hashed
from gacocrea.people.actions.tokens import issue, redeem
from gacocrea.people.models import Account, Consent, Purpose, Token
from gacocrea.people.rules import (
    PRIVACY_TEXT_VERSION,
    TOKEN_LIFE,
    check_password,
    folded_email,
    new_stamp,
    token_digest,
)
from gacocrea.people.rules.names import checked_name


def register(
    session: Session,
    *,
    email: str,
    name: str,
    password: str,
    language: str,
    link: Link,
    now: datetime,
    text_version: str = PRIVACY_TEXT_VERSION,
    breached: Path | None = None,
) -> str:
    """Open an account and mail a link that confirms it; a known address gets a letter that says so.

    `text_version` is the privacy notice that the person agreed to. Returns the address as it is kept. Raises
    Invalid for a password that is too easy and for a name that nobody may have.
    """
    email, name = folded_email(email), checked_name(name)
    check_password(password, email=email, name=name, breached=breached)
    secret = hashed(password)  # before it is known whether the address is: both ways take as long
    known = holder_of(session, email, now)
    if known is not None:
        tell_known(session, known, email, now)
        return email
    account = Account(email=email, display_name=name, password_hash=secret, language=language)
    account.stamp, account.created_at = new_stamp(), now
    session.add(account)
    session.flush()
    session.add(Consent(account_id=account.id, text_version=text_version, given_at=now))
    send_confirmation(session, account=account, link=link, now=now)
    note(session, account, now, "account.opened")
    return email


def send_confirmation(session: Session, *, account: Account, link: Link, now: datetime) -> None:
    """Mail the link that confirms an address; it works once, for 48 hours."""
    token = issue(session, account, Purpose.CONFIRM_EMAIL, TOKEN_LIFE, now)
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
    account = redeem(session, token, Purpose.CONFIRM_EMAIL, now)
    account.email_confirmed_at = account.email_confirmed_at or now
    note(session, account, now, "account.confirmed")
    return account


def holder_of(session: Session, email: str, now: datetime) -> Account | None:
    """Return whose a folded address is: also while its change can be undone, so that nobody else can take it."""
    undo = select(Token.account_id).where(
        Token.purpose == Purpose.UNDO_EMAIL, Token.address == email, Token.used_at.is_(None), Token.expires_at > now
    )
    wanted = select(Account).where(or_(Account.email == email, Account.id.in_(undo)))
    return session.scalars(wanted.order_by(Account.id)).first()


def tell_known(session: Session, account: Account, email: str, now: datetime) -> None:
    """Write to a known address that somebody wanted it for another account."""
    outbox.queue(
        session,
        key=f"known:{account.id}:{now.isoformat()}",
        to=email,
        language=account.language,
        subject=N_("Usted ya tiene una cuenta"),
        body=N_(
            "Hola, %(name)s:\n\nAlguien quiso abrir una cuenta con este correo, que ya tiene una. Si fue usted, "
            "entre con su contraseña o pida una nueva. Si no, no haga nada.\n"
        ),
        now=now,
        name=account.display_name,
    )
