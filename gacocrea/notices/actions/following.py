"""Following: a person's own choice, so that nothing of it is in the public record."""

from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import permissions
from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor, Moment
from gacocrea.cycle.models import Cycle
from gacocrea.notices.models import Following, NoticeWish, Rhythm
from gacocrea.notices.queries import is_there


def follow(session: Session, *, actor: Actor, cycle: Cycle, subject: str, is_on: bool, now: datetime) -> None:
    """Follow a proposal, theme, commitment or pillar of a cycle, or stop. Twice is once.

    Raises NotAllowed, and NotThere for a thing that the cycle does not show.
    """
    permissions.require(Action.FOLLOW, actor=actor, moment=cycle.moment(now))
    if not is_there(session, cycle.id, subject):
        raise NotThere
    me = {"account_id": actor.account_id, "cycle_id": cycle.id, "subject": subject}
    session.merge(Following(**me, is_on=is_on, at=now))
    session.flush()


def choose_rhythm(session: Session, *, actor: Actor, rhythm: Rhythm, now: datetime) -> None:
    """Choose how often to hear of what one follows. Raises NotAllowed."""
    permissions.require(Action.FOLLOW, actor=actor, moment=Moment(now))
    session.merge(NoticeWish(account_id=actor.account_id, rhythm=rhythm))
    session.flush()


def stop_all(session: Session, *, account_id: int) -> None:
    """Send a person no notice any more. The signed link of a letter is the right to ask for it."""
    session.merge(NoticeWish(account_id=account_id, rhythm=Rhythm.NEVER))
    session.flush()
