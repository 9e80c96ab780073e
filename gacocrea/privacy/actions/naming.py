"""Correcting the name that is shown."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.personal import Holding
from gacocrea.core.terms import Actor
from gacocrea.people.models import Account
from gacocrea.people.rules.names import checked_name


def rename(
    session: Session, *, account: Account, name: str, holdings: Sequence[Holding], offices: Iterable[str],
    now: datetime,
) -> str:  # fmt: skip
    """Give a person another name, also on what they wrote; return it. What was done in office keeps the name it had.

    Raises Invalid ("name_hidden", "name_mixed", "name_office").
    """
    chosen = checked_name(name, offices=offices)
    for holding in holdings:
        holding.credit(session, account.id, chosen)
    session.flush()
    actor = Actor(account_id=account.id)
    record.write(session, actor=actor, now=now, verb="account.renamed", subject=f"account:{account.id}")
    return chosen
