"""What the actions of an account share: the line of the public record, that of the security log, and the link."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.terms import Actor
from gacocrea.people.models import Account

Link = Callable[[str], str]
"""Turns a token into the address that the letter shows."""

security = logging.getLogger("gacocrea.security")


def note(session: Session, account: Account, now: datetime, verb: str) -> None:
    """Write what a person did with the own account; without a name, for it is not public."""
    actor = Actor(account_id=account.id)
    record.write(session, actor=actor, now=now, verb=verb, subject=f"account:{account.id}")


def tell(event: str, account: Account | None = None, **facts: str | int | bool) -> None:
    """Log a security event in one line: never a name, an address, a token or a code."""
    known = {"account": account.id} if account is not None else {}
    words = " ".join(f"{name}={value}" for name, value in (known | facts).items())
    security.info("%s %s", event, words)
