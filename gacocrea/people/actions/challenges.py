"""Challenges are answered once."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict
from gacocrea.people.models import SpentChallenge
from gacocrea.people.rules import token_digest


def spend(session: Session, *, challenge: str, until: datetime, now: datetime) -> None:
    """Use up a challenge that would end at `until`. Raises Conflict when it was answered before.

    The signed cookie that holds a challenge may be sent again; this row is what makes an answer count once.
    """
    session.execute(delete(SpentChallenge).where(SpentChallenge.until < now))
    try:
        with session.begin_nested():
            session.add(SpentChallenge(digest=token_digest(challenge), until=until))
    except IntegrityError as error:
        raise Conflict("challenge_spent") from error
