"""What every action of an account shares: the public record's line, and the address that a letter shows."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.terms import Actor
from gacocrea.people.models import Account

Link = Callable[[str], str]
"""Turns a token into the address that the letter shows."""


def note(session: Session, account: Account, now: datetime, verb: str) -> None:
    """Write what a person did with the own account; without a name, for it is not public."""
    actor = Actor(account_id=account.id)
    record.write(session, actor=actor, now=now, verb=verb, subject=f"account:{account.id}")
