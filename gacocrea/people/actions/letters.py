"""Letters to the owner of an account about how it is entered. None of them holds a code or a password."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import outbox
from gacocrea.core.words import N_
from gacocrea.people.models import Account

SUBJECT = N_("Un cambio en la seguridad de su cuenta")
FACTOR_ADDED = N_(
    "Hola, %(name)s:\n\nSu cuenta pide ahora, además, un código de la app que usted agregó.\n\n"
    "Si no fue usted, elija una contraseña nueva cuanto antes.\n"
)
FACTOR_REMOVED = N_(
    "Hola, %(name)s:\n\nSu cuenta ya no pide un código al entrar.\n\n"
    "Si no fue usted, elija una contraseña nueva cuanto antes.\n"
)
WRONG_CODES = N_(
    "Hola, %(name)s:\n\nAlguien entró con su contraseña, o con un enlace de su correo, y después escribió varias "
    "veces un código equivocado. No pudo pasar.\n\nSi no fue usted, elija una contraseña nueva cuanto antes.\n"
)
PASSWORD_CHANGED = N_(
    "Hola, %(name)s:\n\nLa contraseña de su cuenta cambió y las demás sesiones se cerraron.\n\n"
    "Si no fue usted, pida una contraseña nueva cuanto antes, en la página para entrar.\n"
)


def tell_owner(session: Session, account: Account, body: str, *, key: str, now: datetime) -> None:
    """Write to the owner of an account; one letter for each `key`."""
    if account.email is not None:
        outbox.queue(
            session,
            key=f"safety:{account.id}:{key}",
            to=account.email,
            language=account.language,
            subject=SUBJECT,
            body=body,
            now=now,
            name=account.display_name,
        )


def whose(session: Session, email: str, *, language: str, now: datetime) -> Account | None:
    """Return the account of an address, folded; one that has none is told so, in `language`."""
    account = session.scalar(select(Account).where(Account.email == email))
    if account is None:
        tell_nobody(session, email, language, now)
    return account


def tell_nobody(session: Session, email: str, language: str, now: datetime) -> None:
    """Write to an address that somebody gave and that has no account: its owner may have given another one."""
    outbox.queue(
        session,
        key=f"nobody:{email}:{now.isoformat()}",
        to=email,
        language=language,
        subject=N_("No hay una cuenta con este correo"),
        body=N_(
            "Hola:\n\nAlguien quiso entrar con este correo, que no tiene cuenta. Si fue usted, quizá se "
            "registró con otro correo, o puede abrir una cuenta. Si no, no haga nada.\n"
        ),
        now=now,
    )
