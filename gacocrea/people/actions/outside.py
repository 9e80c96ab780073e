"""Identities at other providers: they let their person in, are linked by her alone, and speak for one account."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import outbox
from gacocrea.core.errors import Conflict, NotThere
from gacocrea.core.terms import IdentityLevel
from gacocrea.core.words import N_
from gacocrea.people.actions.letters import tell_owner
from gacocrea.people.actions.levels import raise_level
from gacocrea.people.actions.noting import Link, note, tell
from gacocrea.people.actions.tokens import issue, redeem
from gacocrea.people.models import Account, Consent, IdentityProof, OutsideIdentity, Passkey, Purpose
from gacocrea.people.outside import Found
from gacocrea.people.rules import RESET_LIFE, folded_email, new_stamp, token_digest
from gacocrea.people.rules.names import checked_name

IDENTITY_LINKED = N_(
    "Hola, %(name)s:\n\nDesde ahora se puede entrar a su cuenta también con la que usted tiene en otro servicio.\n\n"
    "Si no fue usted, quítela en «Seguridad», en su página, y elija una contraseña nueva.\n"
)
IDENTITY_UNLINKED = N_(
    "Hola, %(name)s:\n\nYa no se puede entrar a su cuenta con la del otro servicio que usted quitó.\n\n"
    "Si no fue usted, elija una contraseña nueva cuanto antes.\n"
)


def come_in(session: Session, *, found: Found, now: datetime) -> Account | None:
    """Return the account for which an identity speaks, or None when it speaks for none yet.

    Raises Conflict when the identity was unlinked, or its person left: it speaks for nobody else.
    """
    row = _row(session, found)
    if row is None:
        return None
    account = session.get_one(Account, row.account_id)
    if row.unlinked_at is not None or account.left_at is not None:
        raise Conflict("outside_taken")
    row.used_at = now
    _prove(session, account, found, now)
    return account


def link(session: Session, *, account: Account, found: Found, now: datetime) -> None:
    """Let an identity speak for an account whose person has shown both. Linked twice is linked once.

    Raises Conflict when it speaks for another account, or another identity of its provider for this one.
    """
    row = _row(session, found)
    own = session.scalar(
        select(OutsideIdentity).where(
            OutsideIdentity.account_id == account.id, OutsideIdentity.issuer == found.issuer
        )
    )
    if row is not own:
        raise Conflict("outside_taken" if row else "outside_other")
    if row is None:
        row = OutsideIdentity(account_id=account.id, issuer=found.issuer, subject=found.subject)
        row.provider, row.linked_at = found.provider, now
        session.add(row)
    row.used_at, row.unlinked_at = now, None
    _prove(session, account, found, now)
    note(session, account, now, "account.identity_linked")
    tell("identity.linked", account, provider=found.provider)
    tell_owner(session, account, IDENTITY_LINKED, key=f"linked:{now.isoformat()}", now=now)


def unlink(session: Session, *, account: Account, identity_id: int, now: datetime) -> None:
    """Take an identity off an account. Raises NotThere for another's, Conflict when no other way in remains."""
    row = session.get(OutsideIdentity, identity_id, with_for_update=True)
    if row is None or row.account_id != account.id or row.unlinked_at is not None:
        raise NotThere
    if not has_other_way(session, account, but=row):
        raise Conflict("last_way")
    if _proof(session, account, row.provider):
        row.unlinked_at = now
    else:
        session.delete(row)
    note(session, account, now, "account.identity_unlinked")
    tell("identity.unlinked", account, provider=row.provider)
    tell_owner(session, account, IDENTITY_UNLINKED, key=f"unlinked:{now.isoformat()}", now=now)


def has_other_way(session: Session, account: Account, *, but: OutsideIdentity | Passkey) -> bool:
    """Say whether a person could still come in without one of the ways: by letter, password or another key."""
    if account.is_confirmed or account.password_hash is not None:
        return True
    others = [
        *session.scalars(
            select(OutsideIdentity).where(
                OutsideIdentity.account_id == account.id, OutsideIdentity.unlinked_at.is_(None)
            )
        ),
        *session.scalars(select(Passkey).where(Passkey.account_id == account.id)),
    ]
    return any(one is not but for one in others)


def open_outside(
    session: Session,
    *,
    found: Found,
    email: str,
    name: str,
    language: str,
    text_version: str,
    link_to: Link,
    now: datetime,
) -> Account | None:
    """Open an account for an identity that speaks for none; return it when its person may enter at once.

    That is so when the provider vouches for an address that nobody here has. Any other address gets a letter
    (None is returned): an unknown one to confirm it, a known one to link the identity, and the page tells neither.
    Raises Invalid for a name that nobody may have.
    """
    email, name = folded_email(email), checked_name(name)
    known = session.scalar(select(Account).where(Account.email == email))
    account = known or _open(session, email, name, language, now)
    if known is None:
        session.add(Consent(account_id=account.id, text_version=text_version, given_at=now))
    if known is None and found.email_verified and folded_email(found.email) == email:
        account.email_confirmed_at = now
        link(session, account=account, found=found, now=now)
        return account
    token = issue(session, account, Purpose.LINK_OUTSIDE, RESET_LIFE, now)
    outbox.queue(
        session,
        key=f"link:{token_digest(token)}",
        to=email,
        language=account.language,
        subject=N_("Confirme cómo quiere entrar"),
        body=N_(
            "Hola, %(name)s:\n\nAlguien quiere entrar con la cuenta que tiene en otro servicio y dio este correo. "
            "Si fue usted, abra esta dirección en la próxima hora, en el mismo navegador en el que empezó:\n\n"
            "%(address)s\n\nSi no fue usted, no haga nada.\n"
        ),
        now=now,
        name=account.display_name,
        address=link_to(token),
    )
    return None


def confirm_outside(session: Session, *, token: str, found: Found, now: datetime) -> Account:
    """Link an identity to the account of a mailed token. Raises Invalid and Conflict.

    Whoever opened an account without ever confirming its address has no part in it: their password goes.
    """
    account = redeem(session, token, Purpose.LINK_OUTSIDE, now)
    if not account.is_confirmed:
        account.email_confirmed_at, account.password_hash, account.stamp = now, None, new_stamp()
        note(session, account, now, "account.confirmed")
    link(session, account=account, found=found, now=now)
    return account


def _open(session: Session, email: str, name: str, language: str, now: datetime) -> Account:
    account = Account(email=email, display_name=name, language=language, stamp=new_stamp(), created_at=now)
    session.add(account)
    session.flush()
    note(session, account, now, "account.opened")
    return account


def _row(session: Session, found: Found) -> OutsideIdentity | None:
    return session.scalar(
        select(OutsideIdentity).where(
            OutsideIdentity.issuer == found.issuer, OutsideIdentity.subject == found.subject
        )
    )


def _prove(session: Session, account: Account, found: Found, now: datetime) -> None:
    """Raise the identity level when the provider is one whose word does; what was taken back stays taken back."""
    if found.level > IdentityLevel.EMAIL and not _proof(session, account, found.provider):
        proof = f"oidc:{found.provider}"
        raise_level(session, account=account, level=IdentityLevel(found.level), proof=proof, now=now)


def _proof(session: Session, account: Account, provider: str) -> IdentityProof | None:
    """Return the latest proof that a provider ever gave of an account, also one that was taken back."""
    wanted = select(IdentityProof).where(
        IdentityProof.account_id == account.id, IdentityProof.proof == f"oidc:{provider}"
    )
    return session.scalar(wanted.order_by(IdentityProof.id.desc()).limit(1))
