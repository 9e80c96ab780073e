"""The secretariat gives its forum a map, or takes it away."""

import hashlib
from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import clean
from gacocrea.forum.models import Forum
from gacocrea.forum.models.shapes import SOURCE_MAX, TerritoryMap
from gacocrea.forum.rules.shapes import Matched, draw_map, matched, names_of, read_features


def keep_map(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    content: bytes,
    name_property: str,
    source: str,
    now: datetime,
) -> Matched:
    """Draw the territories of a GeoJSON file as the map of the forum, in place of the one before.

    Return which shapes are territories of the forum. Raises NotAllowed but for the secretariat; Invalid as
    `rules.shapes.read_features` and `names_of`, and on "source" ("shapes_source") without who made it.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    credit = clean(source, multiline=False)
    if not 2 <= len(credit) <= SOURCE_MAX:
        raise Invalid("source", "shapes_source", most=SOURCE_MAX)
    features = read_features(content)
    drawn = draw_map(features, names_of(features, clean(name_property, multiline=False), forum.territories))
    session.merge(TerritoryMap(forum_id=forum.id, drawn=drawn.stored(), source=credit, at=now))
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="forum.map_kept",
        subject=forum.slug,
        forum_id=forum.id,
        source=credit,
        places=len(drawn.places),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return matched([place.name for place in drawn.places], forum.territories)


def remove_map(session: Session, *, actor: Actor, forum: Forum, now: datetime) -> bool:
    """Take the map away; the figures go on as bars. Return whether there was one. Raises NotAllowed."""
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    row = session.get(TerritoryMap, forum.id)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    record.write(
        session, actor=actor, now=now, verb="forum.map_removed", subject=forum.slug, forum_id=forum.id
    )
    return True
