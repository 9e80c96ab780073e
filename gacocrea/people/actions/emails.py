"""Another address: confirmed from the new one, told to the old one, which can undo it for a week."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from gacocrea.core import outbox
from gacocrea.core.errors import Invalid
from gacocrea.core.words import N_
from gacocrea.people.actions.accounts import holder_of, tell_known
from gacocrea.people.actions.noting import Link, note, tell
from gacocrea.people.actions.tokens import issue, redeemed
from gacocrea.people.models import Account, Authenticator, Purpose, RecoveryCode, Token
from gacocrea.people.rules import RESET_LIFE, UNDO_LIFE, folded_email, new_stamp, token_digest


def ask_email_change(session: Session, *, account: Account, email: str, link: Link, now: datetime) -> str:
    """Mail a link to a new address that makes it the person's; an address of somebody else is told instead.

    Returns the address as it was typed. Raises Invalid when it is the person's already.
    """
    email = folded_email(email)
    if email == account.email:
        raise Invalid("email", "email_same")
    holder = holder_of(session, email, now)
    if holder is not None and holder.id != account.id:
        tell_known(session, holder, email, now)
        return email
    token = issue(session, account, Purpose.CHANGE_EMAIL, RESET_LIFE, now, address=email)
    outbox.queue(
        session,
        key=f"change:{token_digest(token)}",
        to=email,
        language=account.language,
        subject=N_("Confirme su correo nuevo"),
        body=N_(
            "Hola, %(name)s:\n\nPara que este sea el correo de su cuenta abra esta dirección en la próxima hora:\n\n"
            "%(address)s\n\nSi no lo pidió usted, no haga nada.\n"
        ),
        now=now,
        name=account.display_name,
        address=link(token),
    )
    return email


def change_email(session: Session, *, token: str, link: Link, now: datetime) -> Account:
    """Make a confirmed address the person's; every session ends and the old address gets a way back.

    `link` turns the token of the way back into its address. Raises Invalid when the token is used or old, or
    when somebody else took the address meanwhile.
    """
    account, row = redeemed(session, token, Purpose.CHANGE_EMAIL, now)
    new, old = str(row.address), str(account.email)
    holder = holder_of(session, new, now)
    if holder is not None and holder.id != account.id:
        raise Invalid("token", "token_gone")
    way_back = issue(session, account, Purpose.UNDO_EMAIL, UNDO_LIFE, now, address=old)
    account.email, account.email_confirmed_at, account.stamp = new, now, new_stamp()
    outbox.queue(
        session,
        key=f"undo:{token_digest(way_back)}",
        to=old,
        language=account.language,
        subject=N_("El correo de su cuenta cambió"),
        body=N_(
            "Hola, %(name)s:\n\nDesde ahora su cuenta usa otro correo y este ya no sirve para entrar.\n\n"
            "Si no fue usted, abra esta dirección en los próximos siete días para recuperarla:\n\n%(address)s\n"
        ),
        now=now,
        name=account.display_name,
        address=link(way_back),
    )
    tell("email.changed", account)
    note(session, account, now, "account.email_changed")
    return account


def undo_email_change(session: Session, *, token: str, now: datetime) -> str:
    """Give an account back to its earlier address and return a token with which a new password is chosen.

    Whoever changed the address may know the password and may have set up an app: both go, and every session.
    Ways back to addresses that came later are worth nothing any more.
    """
    account, row = redeemed(session, token, Purpose.UNDO_EMAIL, now)
    changed_at = row.expires_at - UNDO_LIFE
    later = update(Token).where(Token.account_id == account.id, Token.purpose == Purpose.UNDO_EMAIL)
    session.execute(later.where(Token.expires_at >= row.expires_at).values(used_at=now))
    app = session.get(Authenticator, account.id)
    if app is not None and app.created_at >= changed_at:
        for table in (Authenticator, RecoveryCode):
            session.execute(delete(table).where(table.account_id == account.id))
    account.email, account.email_confirmed_at = str(row.address), now
    account.password_hash, account.stamp = None, new_stamp()
    tell("email.change_undone", account)
    note(session, account, now, "account.email_restored")
    return issue(session, account, Purpose.RESET_PASSWORD, RESET_LIFE, now)
