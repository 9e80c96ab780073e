"""The map of a forum as it is read."""

from sqlalchemy.orm import Session

from gacocrea.forum.models.shapes import TerritoryMap
from gacocrea.forum.rules.shapes import Map


def map_of(session: Session, forum_id: int) -> tuple[Map, TerritoryMap] | None:
    """Return the map of a forum, with its row; None without one. One statement."""
    row = session.get(TerritoryMap, forum_id)
    return (Map.read(row.drawn), row) if row else None
