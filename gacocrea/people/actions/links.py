"""Signing in with a link in a letter, for who has no password or cannot recall it."""

from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import outbox
from gacocrea.core.words import N_
from gacocrea.people.actions.letters import whose
from gacocrea.people.actions.noting import Link
from gacocrea.people.actions.tokens import issue, redeem, use_up
from gacocrea.people.models import Account, Purpose
from gacocrea.people.rules import LINK_LIFE, folded_email, token_digest


def ask_link(session: Session, *, email: str, language: str, link: Link, now: datetime) -> str:
    """Mail a link that signs in once within a quarter of an hour; an unknown address is told that it is unknown.

    Returns the address as it was asked for.
    """
    email = folded_email(email)
    account = whose(session, email, language=language, now=now)
    if account is None:
        return email
    token = issue(session, account, Purpose.SIGN_IN, LINK_LIFE, now)
    outbox.queue(
        session,
        key=f"link:{token_digest(token)}",
        to=email,
        language=account.language,
        subject=N_("Su enlace para entrar"),
        body=N_(
            "Hola, %(name)s:\n\nPara entrar abra esta dirección en los próximos quince minutos y oprima el "
            "botón:\n\n%(address)s\n\nSirve una vez. Si no lo pidió usted, no haga nada y no lo reenvíe a nadie.\n"
        ),
        now=now,
        name=account.display_name,
        address=link(token),
    )
    return email


def use_link(session: Session, *, token: str, now: datetime) -> Account:
    """Return whose link this is and use it up, with every other that waits. Raises Invalid when it is used or old.

    It proves the address too. A password that was chosen before the address was proven may be a stranger's,
    who hoped that its owner would confirm it one day: it goes.
    """
    account = redeem(session, token, Purpose.SIGN_IN, now)
    use_up(session, account, Purpose.SIGN_IN, now)
    if account.email_confirmed_at is None:
        account.email_confirmed_at, account.password_hash = now, None
    return account
