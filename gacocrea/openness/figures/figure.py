"""A figure with everything that is said of it, and how its cells are written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from babel.lists import format_list
from flask_babel import get_locale
from markupsafe import Markup

from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.forum.models.shapes import TerritoryMap
from gacocrea.forum.rules.shapes import Map
from gacocrea.openness.queries import Participation
from gacocrea.web.text import day, number, percent


@dataclass(frozen=True)
class Told:
    """What the figures of one cycle are made of."""

    found: Participation
    cycle: Cycle
    forum: Forum
    today: date
    map: tuple[Map, TerritoryMap] | None = None


@dataclass(frozen=True)
class Shown:
    """A figure: its drawings, its finding in words, and its table with plain values."""

    name: str
    title: str
    text: str
    wide: Markup
    narrow: Markup
    head: Sequence[str]
    rows: Sequence[Sequence[object]]

    @property
    def cells(self) -> list[list[str]]:
        """The table as people read it."""
        return [[written(value) for value in row] for row in self.rows]


def written(value: object) -> str:
    """Return a cell as people read it: days and figures in their language, shares as percentages."""
    if isinstance(value, date):
        return day(value, "medium")
    if isinstance(value, float):
        return percent(value)
    return number(value) if isinstance(value, int) else str(value)


def share(part: int, whole: int) -> float:
    """Return a part of a whole between 0 and 1, to three decimals; 0 of nothing."""
    return round(part / whole, 3) if whole else 0.0


def first_of(counted: Counter[str]) -> tuple[list[str], int]:
    """Return who has most, several if they are equal, and how many that is; nobody when all have none."""
    most = max(counted.values(), default=0)
    return [name for name, count in counted.items() if count == most and most], most


def together(names: Iterable[str]) -> str:
    """Return names as a list in words: "A, B y C"."""
    return format_list(list(names), locale=get_locale() or "es")
