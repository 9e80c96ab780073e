"""Which territory of the forum each shape of a map is, whatever its accents."""

from collections.abc import Iterable
from dataclasses import dataclass

from gacocrea.core.text import fold


@dataclass(frozen=True)
class Matched:
    """By the name of a shape its territory; and what is on one side alone."""

    territories: dict[str, str]
    shapes_alone: list[str]
    territories_alone: list[str]


def matched(shapes: Iterable[str], territories: Iterable[str]) -> Matched:
    """Return which shape is which territory: equal names, accents and case folded."""
    known = {_key(name): name for name in territories}
    found = {name: known[_key(name)] for name in shapes if _key(name) in known}
    alone = [name for name in shapes if name not in found]
    return Matched(found, alone, [name for name in known.values() if name not in found.values()])


def _key(name: str) -> str:
    return " ".join(fold(name).split())
