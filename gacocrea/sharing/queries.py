"""What a short address leads to."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.commitments import queries as commitments
from gacocrea.core.errors import NotThere
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.proposals import queries as proposals
from gacocrea.sharing.rules import Short
from gacocrea.themes import queries as themes


def forum_at(session: Session, short: Short) -> Forum | None:
    """Return the forum of a short address. One statement."""
    return session.get(Forum, short.place) if short.is_forum else None


def cycle_at(session: Session, short: Short) -> tuple[Forum, Cycle] | None:
    """Return the published cycle of a short address, with its forum. Three statements."""
    wanted = select(Forum, Cycle).join(Forum, Forum.id == Cycle.forum_id)
    found = session.execute(wanted.where(Cycle.id == short.place, Cycle.published_at.is_not(None))).first()
    return (found[0], found[1]) if found and not short.is_forum else None


def is_there(session: Session, cycle: Cycle, short: Short) -> bool:
    """Say whether the public finds a page of what a short address names in a cycle. Two statements at most."""
    if short.kind == "P":
        return proposals.find(session, cycle_id=cycle.id, number=short.number) is not None
    if short.kind == "C":
        return commitments.find(session, cycle.id, short.number) is not None
    if short.kind == "V":
        return any(pillar.position == short.number for pillar in cycle.pillars)
    try:
        return bool(themes.find_theme(session, cycle.id, short.number))
    except NotThere:
        return False
