"""Passkeys: added with a fresh proof, believed once for each challenge, blocked when they seem to be copied."""

import struct
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException

from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.words import N_
from gacocrea.people.actions.letters import tell_owner
from gacocrea.people.actions.noting import note, tell
from gacocrea.people.actions.outside import has_other_way
from gacocrea.people.models import Account, Passkey
from gacocrea.people.rules import PASSKEYS_MAX, Place
from gacocrea.people.secrets import Secrets

WRONG = (
    WebAuthnException,
    InvalidSignature,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    struct.error,
    RecursionError,
)
"""What the library raises for an answer that is none: what comes from a browser may be anything."""


PASSKEY_ADDED = N_(
    "Hola, %(name)s:\n\nSu cuenta tiene una llave de acceso nueva: con ella se entra sin contraseña.\n\n"
    "Si no fue usted, quítela en «Seguridad», en su página, y elija una contraseña nueva.\n"
)
PASSKEY_REMOVED = N_(
    "Hola, %(name)s:\n\nSe quitó una llave de acceso de su cuenta.\n\n"
    "Si no fue usted, elija una contraseña nueva cuanto antes.\n"
)
PASSKEY_BLOCKED = N_(
    "Hola, %(name)s:\n\nAlguien usó una llave de acceso de su cuenta que parece una copia. No pudo pasar, y esa llave "
    "quedó bloqueada.\n\nEntre de otra manera, quítela en «Seguridad», en su página, y agregue una nueva.\n"
)


def add_passkey(
    session: Session,
    *,
    account: Account,
    answer: str,
    challenge: bytes,
    place: Place,
    name: str,
    now: datetime,
) -> Passkey:
    """Keep a key that a person's device has just made. Raises Invalid for an answer to anything else.

    The device must have verified its owner (WebAuthn, section 7.1): a key counts as both factors.
    """
    number = session.scalar(select(func.count()).where(Passkey.account_id == account.id))
    if not account.is_confirmed or (number or 0) >= PASSKEYS_MAX:
        raise Invalid("answer", "passkeys_full", most=PASSKEYS_MAX)
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except WRONG as error:
        raise Invalid("answer", "passkey_wrong") from error
    if session.scalar(select(Passkey.id).where(Passkey.credential_id == made.credential_id)):
        raise Invalid("answer", "passkey_wrong")
    key = Passkey(account_id=account.id, credential_id=made.credential_id, name=name, added_at=now)
    key.public_key, key.sign_count = made.credential_public_key, made.sign_count
    session.add(key)
    session.flush()
    note(session, account, now, "account.passkey_added")
    tell("passkey.added", account)
    tell_owner(session, account, PASSKEY_ADDED, key=f"passkey:{now.isoformat()}", now=now)
    return key


def use_passkey(
    session: Session, *, answer: str, challenge: bytes, place: Place, secrets: Secrets, now: datetime
) -> Passkey:
    """Return the key with which a challenge was answered; it may be blocked, and then nobody enters with it.

    Raises Invalid for any other answer. A count that went back (WebAuthn, section 6.1.1) blocks the key: that is
    returned and not raised, so that it stays.
    """
    try:
        said = parse_authentication_credential_json(answer)
        key = session.scalar(select(Passkey).where(Passkey.credential_id == said.raw_id).with_for_update())
        if key is None or said.response.user_handle != handle_of(secrets, key.account_id):
            raise Invalid("answer", "passkey_wrong")
        shown = verify_authentication_response(
            credential=said,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=0,  # compared below, where it has consequences
            require_user_verification=True,
        )
    except WRONG as error:
        raise Invalid("answer", "passkey_wrong") from error
    if key.blocked_at is None:
        _count(session, key, shown.new_sign_count, now)
    return key


def name_passkey(session: Session, *, account: Account, passkey_id: int, name: str) -> None:
    """Give a key another name. Raises NotThere for another's."""
    _own(session, account, passkey_id).name = name


def remove_passkey(session: Session, *, account: Account, passkey_id: int, now: datetime) -> None:
    """Take a key off an account. Raises NotThere for another's, Conflict when no other way in remains."""
    key = _own(session, account, passkey_id)
    if not has_other_way(session, account, but=key):
        raise Conflict("last_way")
    session.delete(key)
    note(session, account, now, "account.passkey_removed")
    tell("passkey.removed", account)
    tell_owner(session, account, PASSKEY_REMOVED, key=f"passkey:{now.isoformat()}", now=now)


def forget_passkeys(session: Session, *, account: Account, now: datetime) -> None:
    """Take all keys off an account whose person has lost them and shown a document; the owner is told."""
    if session.execute(delete(Passkey).where(Passkey.account_id == account.id).returning(Passkey.id)).all():
        note(session, account, now, "account.passkey_removed")
        tell("passkey.removed", account)
        tell_owner(session, account, PASSKEY_REMOVED, key=f"passkeys:{now.isoformat()}", now=now)


def handle_of(secrets: Secrets, account_id: int) -> bytes:
    """Return what devices keep an account under: the same for all its keys, and it tells nothing."""
    return bytes.fromhex(secrets.digest("passkey", str(account_id)))


def _count(session: Session, key: Passkey, count: int, now: datetime) -> None:
    account = session.get_one(Account, key.account_id)
    if (count or key.sign_count) and count <= key.sign_count:
        key.blocked_at = now
        tell("passkey.blocked", account)
        tell_owner(session, account, PASSKEY_BLOCKED, key=f"blocked:{key.id}", now=now)
        return
    key.sign_count, key.used_at = count, now


def _own(session: Session, account: Account, passkey_id: int) -> Passkey:
    key = session.get(Passkey, passkey_id, with_for_update=True)
    if key is None or key.account_id != account.id:
        raise NotThere
    return key
