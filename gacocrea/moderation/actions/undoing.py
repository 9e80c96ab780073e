"""A ruling is taken back while nothing stands on it; who did, when and why is in the record."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.moderation.actions.letters import hidden_key, tell_corrected
from gacocrea.moderation.actions.ruling import hold, note, require_no_interest, standing
from gacocrea.moderation.models import Appeal, Item, Report, Ruling, Verdict
from gacocrea.moderation.rules import checked_reason
from gacocrea.proposals.actions import show_again


def undo(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    item: Item,
    ruling: Ruling,
    reason: str,
    now: datetime,
    address: Callable[[str], str] = str,
) -> Ruling:
    """Take back a ruling: the text stands as before, its reports wait again, the author gets a correction.

    The letter that has not left is taken back; where it has, a correction follows. Raises NotAllowed, Invalid, and
    Conflict("undone_already") or Conflict("built_on") once it was appealed or decided anew.
    """
    hold(session, item=item, cycle=cycle)
    require_no_interest(session, Action.HIDE, actor=actor, cycle=cycle, item=item, now=now)
    said = checked_reason(reason)
    if ruling.ended_at is not None:
        raise Conflict("undone_already", by=ruling.ended_by)
    if standing(session, item) is not ruling or appealed(session, ruling):
        raise Conflict("built_on")
    if ruling.verdict is Verdict.HIDDEN:
        show_again(session, item=item.thing, now=now)
        tell_corrected(session, item=item, key=hidden_key(ruling), reason=said, address=address, now=now)
    session.execute(update(Report).where(Report.ruling_id == ruling.id).values(ruling_id=None))
    end(ruling, by=actor.name, reason=said, now=now)
    note(session, actor=actor, cycle=cycle, item=item, now=now, verb="content.undone", reason=said,
         ruling=ruling.number)  # fmt: skip
    return ruling


def end(ruling: Ruling, *, by: str, reason: str, now: datetime) -> None:
    """Note that a ruling no longer stands, by whom and why."""
    ruling.ended_at, ruling.ended_by, ruling.ended_reason = now, by, reason


def appealed(session: Session, ruling: Ruling) -> bool:
    """Say whether a ruling was appealed. One statement."""
    return session.scalar(select(Appeal.id).where(Appeal.ruling_id == ruling.id)) is not None
