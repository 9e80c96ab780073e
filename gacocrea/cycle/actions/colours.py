"""The secretariat gives its forum colours of its own; the pillars that wear one follow it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.cycle.models import Cycle, OwnColour
from gacocrea.cycle.rules import ColourPlan, check_colours, refuse_alike
from gacocrea.forum.models import Forum


def keep_colours(
    session: Session, *, actor: Actor, forum: Forum, colours: Sequence[ColourPlan], now: datetime
) -> list[OwnColour]:
    """Keep the colours that a forum adds to those of the house, in this order.

    A pillar that wore a colour wears what became of it (`ColourPlan.was`); one that wore a colour that is gone keeps
    it. Documents that were frozen stay as they were. Raises NotAllowed but for the secretariat, Invalid as
    `rules.check_colours`, and "pillars_alike" where two pillars of a cycle would look the same to everybody.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    check_colours(colours)
    session.execute(delete(OwnColour).where(OwnColour.forum_id == forum.id))
    kept = [
        OwnColour(forum_id=forum.id, position=position, name=one.name, base=one.base)
        for position, one in enumerate(colours, 1)
    ]
    session.add_all(kept)
    became = {one.was: one.base for one in colours if one.was and one.was != one.base}
    for cycle in session.scalars(select(Cycle).where(Cycle.forum_id == forum.id)) if became else ():
        _repaint(session, cycle, became)
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="forum.coloured",
        subject=forum.slug,
        forum_id=forum.id,
        colours={one.name: f"#{one.base}" for one in colours},
    )
    return kept


def _repaint(session: Session, cycle: Cycle, became: dict[str, str]) -> None:
    """Give the pillars of a cycle what their colours became, all at once: two may have changed places."""
    worn = [(pillar.name, became.get(pillar.palette, pillar.palette)) for pillar in cycle.pillars]
    refuse_alike(worn, field="colours", code="pillars_alike", cycle=cycle.title)
    changed = [
        (pillar, new)
        for pillar, (_name, new) in zip(cycle.pillars, worn, strict=True)
        if pillar.palette != new
    ]
    taken = {pillar.palette for pillar in cycle.pillars} | {new for _name, new in worn}
    spare = (f"{number:06x}" for number in count() if f"{number:06x}" not in taken)
    for pillar, _new in changed:
        pillar.palette = next(spare)
    session.flush()
    for pillar, new in changed:
        pillar.palette = new
