"""What the ground floors hold about a person: the account and how it is entered, consents, letters, the record."""

import re
from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.personal import Holding, Part
from gacocrea.core.record import RecordEntry
from gacocrea.people.models import (
    Account,
    Authenticator,
    Consent,
    IdentityProof,
    RecoveryCode,
    SignedSession,
    Token,
    WrongCodes,
)
from gacocrea.people.models.outside import OutsideIdentity, Passkey
from gacocrea.web.labels import identity

GOES = (Token, SignedSession, Authenticator, RecoveryCode, WrongCodes, Passkey, Consent)
"""Rows that are the person's alone."""
WAITS = (IdentityProof, OutsideIdentity)
"""Rows that keep one person from coming back as a second voter: they stay until no poll is open."""
_FACT = re.compile(r"%\(\w+\)[sd]")


def export(session: Session, account_id: int) -> Iterator[Part]:
    """Yield the account, consents, ways in, letters, and what the public record says. Nine statements."""
    account = session.get_one(Account, account_id)
    yield Part(
        "account",
        _("Su cuenta"),
        (("name", _("Nombre que se ve")), ("email", _("Correo")), ("confirmed_at", _("Correo confirmado")),
         ("level", _("Nivel de identidad")), ("language", _("Idioma")), ("created_at", _("Cuenta abierta"))),
        ((account.display_name, account.email, account.email_confirmed_at, identity(account.level),
          account.language, account.created_at),),
    )  # fmt: skip
    agreed = select(Consent).where(Consent.account_id == account_id).order_by(Consent.given_at)
    yield Part(
        "consents",
        _("Acuerdos con el aviso de privacidad"),
        (("version", _("Versión")), ("given_at", _("Fecha"))),
        tuple((one.text_version, one.given_at) for one in session.scalars(agreed)),
    )
    yield from _ways_in(session, account_id)
    yield from _vouched(session, account_id)
    yield from _written(session, account)


def _ways_in(session: Session, account_id: int) -> Iterator[Part]:
    opened = (
        select(SignedSession).where(SignedSession.account_id == account_id).order_by(SignedSession.created_at)
    )
    yield Part(
        "sessions",
        _("Sesiones"),
        (("device", _("Aparato")), ("created_at", _("Desde")), ("ended_at", _("Hasta"))),
        tuple((one.device, one.created_at, one.ended_at) for one in session.scalars(opened)),
    )
    app = select(Authenticator.created_at).where(Authenticator.account_id == account_id)
    yield Part(
        "second_factor",
        _("Aplicación de códigos (su secreto no se muestra)"),
        (("created_at", _("Desde")),),
        tuple((at,) for at in session.scalars(app)),
    )
    keys = select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)
    yield Part(
        "passkeys",
        _("Llaves de acceso"),
        (("name", _("Nombre")), ("added_at", _("Desde")), ("used_at", _("Último uso"))),
        tuple((one.name, one.added_at, one.used_at) for one in session.scalars(keys)),
    )


def _vouched(session: Session, account_id: int) -> Iterator[Part]:
    """Yield who vouches for the person, and what was proven."""
    known = select(OutsideIdentity).where(OutsideIdentity.account_id == account_id).order_by(OutsideIdentity.id)
    yield Part(
        "outside_identities",
        _("Cuentas de otros sitios con las que entra"),
        (("provider", _("Sitio")), ("subject", _("Quién es usted allí")), ("linked_at", _("Desde"))),
        tuple((one.provider, one.subject, one.linked_at) for one in session.scalars(known)),
    )
    proven = select(IdentityProof).where(IdentityProof.account_id == account_id).order_by(IdentityProof.id)
    yield Part(
        "identity_proofs",
        _("Pruebas de identidad"),
        (("level", _("Nivel")), ("proof", _("Cómo")), ("at", _("Fecha")), ("withdrawn_at", _("Retirada"))),
        tuple((identity(one.level), one.proof, one.at, one.withdrawn_at) for one in session.scalars(proven)),
    )


def _written(session: Session, account: Account) -> Iterator[Part]:
    sent = select(OutboxLetter).where(OutboxLetter.to == account.email).order_by(OutboxLetter.id)
    yield Part(
        "letters",
        _("Cartas que le enviamos (su texto se olvida al enviarlas)"),
        (("subject", _("Asunto")), ("at", _("Fecha"))),
        tuple(
            (_FACT.sub("…", _(one.subject)), one.sent_at or one.queued_at) for one in session.scalars(sent)
        ),
    )
    noted = select(RecordEntry).where(RecordEntry.actor_id == account.id).order_by(RecordEntry.id)
    yield Part(
        "record",
        _("Lo que el registro público dice de usted"),
        (("at", _("Fecha")), ("verb", _("Qué")), ("subject", _("Sobre")), ("reason", _("Motivo"))),
        tuple((one.at, one.verb, one.subject, one.reason) for one in session.scalars(noted)),
    )


def credit(session: Session, account_id: int, name: str) -> None:
    """Give the account another name."""
    session.get_one(Account, account_id).display_name = name


def drop(session: Session, account_id: int, _blank: bool) -> None:
    """Forget how the account was entered; whom outside providers vouch for is unlinked at once."""
    for table in GOES:
        session.execute(delete(table).where(table.account_id == account_id))
    mine = update(OutsideIdentity).where(OutsideIdentity.account_id == account_id)
    session.execute(mine.values(unlinked_at=func.coalesce(OutsideIdentity.unlinked_at, OutsideIdentity.used_at)))


def forget(session: Session, account_id: int) -> None:
    """Forget what the account proved, once no poll is open."""
    for table in WAITS:
        session.execute(delete(table).where(table.account_id == account_id))


HOLDING = Holding(
    {f"{table.__tablename__}.account_id": "goes" for table in GOES}
    | {f"{table.__tablename__}.account_id": "goes once no poll is open" for table in WAITS}
    | {
        "record_entry.actor_id": "forgotten in the entries of citizens; what was done in office keeps its name"
    },
    export,
    credit,
    drop,
    forget,
)
