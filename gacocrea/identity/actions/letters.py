"""What people are told about their documents and levels. No letter holds a number or any part of one."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core import outbox
from gacocrea.core.words import N_
from gacocrea.identity.models import DocumentClaim
from gacocrea.people.models import Account


def tell_outcome(
    session: Session, *, account: Account, claim: DocumentClaim, is_held: bool, now: datetime
) -> None:
    """Tell a person what came of the document that they gave."""
    if is_held:
        body = N_(
            "Hola, %(name)s:\n\nComparamos el documento que usted dio y quedó comprobado. Su cuenta tiene ahora el "
            "nivel de identidad 1. Del número guardamos solo una huella que nadie puede leer.\n"
        )
    else:
        body = N_(
            "Hola, %(name)s:\n\nComparamos el documento que usted dio y no pudimos comprobarlo en línea. No significa "
            "que haya algo mal. Acérquese a la secretaría del foro con su documento: en unos minutos queda "
            "comprobado, y con un nivel más alto.\n"
        )
    _send(session, account, f"document:{claim.id}:{claim.state}", (N_("Su documento"), body), now)


def tell_rival(session: Session, *, account: Account, claim: DocumentClaim, now: datetime) -> None:
    """Tell the one who holds a document that somebody else gave it too."""
    body = N_(
        "Hola, %(name)s:\n\nOtra cuenta dio el mismo número de documento que usted tiene comprobado. Su cuenta no "
        "cambia. Si la otra cuenta también es suya, use esta. Si no, la secretaría lo aclarará en persona con quien "
        "muestre el documento.\n"
    )
    _send(
        session,
        account,
        f"document-rival:{claim.id}",
        (N_("Alguien más dio su número de documento"), body),
        now,
    )


def tell_dropped(session: Session, *, account: Account, claim: DocumentClaim, now: datetime) -> None:
    """Tell a person that somebody else showed the document in person."""
    body = N_(
        "Hola, %(name)s:\n\nOtra persona mostró en la secretaría el documento que usted había dado. Su cuenta ya no "
        "lo tiene, y su nivel de identidad bajó. Si el documento es suyo, acérquese con él a la secretaría.\n"
    )
    _send(
        session,
        account,
        f"document-dropped:{claim.id}",
        (N_("Su documento ya no está comprobado"), body),
        now,
    )


def tell_in_person(session: Session, *, account: Account, number: int, now: datetime) -> None:
    """Tell a person that their account was registered in person."""
    body = N_(
        "Hola, %(name)s:\n\nSu cuenta quedó unida a su registro en persona. Tiene ahora el nivel de identidad 3, el "
        "más alto. Si usted no lo hizo, avise a la secretaría del foro.\n"
    )
    _send(session, account, f"registration:{number}", (N_("Su registro en persona"), body), now)


def tell_withdrawn(session: Session, *, account: Account, proof_id: int, reason: str, now: datetime) -> None:
    """Tell a person that the secretariat took a level back, and why."""
    body = N_(
        "Hola, %(name)s:\n\nLa secretaría del foro retiró la comprobación de su identidad. La razón que dio:\n\n"
        "%(reason)s\n\nSi no está de acuerdo, acérquese a la secretaría con su documento.\n"
    )
    subject = N_("Su nivel de identidad bajó")
    _send(session, account, f"level-withdrawn:{proof_id}", (subject, body), now, reason=reason)


def send_code(
    session: Session, *, email: str, language: str, number: int, code: str, page: str, now: datetime
) -> None:
    """Send the code of a registration to the address that its person gave, whoever it belongs to."""
    outbox.queue(
        session,
        key=f"registration-code:{number}",
        to=email,
        language=language,
        subject=N_("Su código de registro en persona"),
        body=N_(
            "Hola:\n\nLa secretaría comprobó su documento en persona. Para unir ese registro a su cuenta, entre "
            "con ella (o abra una) y escriba este código, que sirve una sola vez:\n\n%(code)s\n\n%(page)s\n\n"
            "Si usted no estuvo en la secretaría, no haga nada.\n"
        ),
        now=now,
        code=code,
        page=page,
    )


def _send(
    session: Session, account: Account, key: str, words: tuple[str, str], now: datetime, **facts: Any
) -> None:
    if account.email is not None:
        outbox.queue(
            session,
            key=key,
            to=account.email,
            language=account.language,
            subject=words[0],
            body=words[1],
            now=now,
            name=account.display_name,
            **facts,
        )
