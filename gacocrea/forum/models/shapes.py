"""The map of a forum's territories, as small as it is drawn."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base

SOURCE_MAX = 200


class TerritoryMap(Base):
    """What is drawn where figures are told by territory. The file that it came from is not kept."""

    __tablename__ = "territory_map"
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True)
    drawn: Mapped[dict[str, Any]]
    """{"width", "height", "places": [{"name", "rings": [[x, y, x, y, …], …]}, …]} in whole px."""
    source: Mapped[str]
    """Who made the map: its credit, shown beside it."""
    at: Mapped[datetime]
