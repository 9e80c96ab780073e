"""What happens in this stage: the head of the record leaves the house each day, to people who keep it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import outbox
from gacocrea.core.terms import Role
from gacocrea.core.words import N_
from gacocrea.forum.models import Forum, Membership
from gacocrea.forum.queries import today_in
from gacocrea.openness.chain import head_of
from gacocrea.people.models import Account
from gacocrea.people.secrets import Secrets

SUBJECT = N_("Registro público del %(day)s: guarde esta huella")
BODY = N_(
    "Hoy el registro público tiene %(entries)s entradas. La huella de la última es:\n\n%(head)s\n\n"
    "Guarde esta carta. Si más adelante alguien cambia o quita algo de lo que el registro dice hoy, con esta huella "
    "se nota. Cómo comprobarlo: %(address)s\n\nFirma de este sitio:\n%(signature)s\nInstante: %(at)s"
)


def mail_head(session: Session, *, secrets: Secrets, site: str, now: datetime) -> int:
    """Put the head of the day into the letters of every observer and core-group member, once; return how many."""
    signed = head_of(session, now).signed(site, secrets)
    keepers = _keepers(session, now)
    for account in keepers:
        outbox.queue(
            session,
            key=f"head:{now.date().isoformat()}:{account.id}",
            forum_id=None,
            to=account.email or "",
            language=account.language,
            subject=SUBJECT,
            body=BODY,
            now=now,
            day=now.date().isoformat(),
            address=f"{site}/registro",
            **{name: str(signed[name]) for name in ("entries", "head", "signature", "at")},
        )
    return len(keepers)


def _keepers(session: Session, now: datetime) -> list[Account]:
    """Return the observers and the core group of today, in all forums, each once."""
    wanted = (
        select(Account, Membership, Forum)
        .join(Membership, Membership.account_id == Account.id)
        .join(Forum, Forum.id == Membership.forum_id)
        .where(Membership.role.in_((Role.OBSERVER, Role.CORE_GROUP)))
        .where(Account.email_confirmed_at.is_not(None), Account.email.is_not(None))
        .order_by(Account.id)
    )
    rows = session.execute(wanted).tuples()
    return list(
        dict.fromkeys(account for account, term, forum in rows if term.is_current(today_in(forum, now)))
    )
