"""Which colours a forum may add, and when two pillars would look alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from gacocrea.core import colour
from gacocrea.core.colour import Sight
from gacocrea.core.errors import Invalid
from gacocrea.cycle.models import COLOUR_MAX, OWN_MAX


@dataclass(frozen=True)
class ColourPlan:
    """A colour that a forum adds: its name, its six small hexadecimal digits, and those that it had before."""

    name: str
    base: str
    was: str = ""


@dataclass(frozen=True)
class Confused:
    """Two names whose colours somebody takes for one another, and who: everybody, or those who see fewer colours."""

    one: str
    other: str
    sight: Sight


def confused(worn: Sequence[tuple[str, str]]) -> list[Confused]:
    """Return every two of some (name, palette) that somebody takes for one another, those of everybody first."""
    found = []
    for (one, first), (other, second) in combinations(worn, 2):
        if first == second:
            found.append(Confused(one, other, Sight.FULL))
        else:
            found += [Confused(one, other, pair.sight) for pair in colour.look_alikes((first, second))]
    return sorted(found, key=lambda pair: pair.sight is not Sight.FULL)


def check_colours(colours: Iterable[ColourPlan]) -> None:
    """Raise Invalid on the field of the first colour without a name, that is none, or that anybody takes for another.

    Two that are alike only for those who see fewer colours may stand: a forum is often bound to the colours of its
    institution, and beside each colour stands a shape and a name. The page says so.
    """
    found = list(colours)
    if len(found) > OWN_MAX:
        raise Invalid("colours", "colours_many", most=OWN_MAX)
    for place, one in enumerate(found):
        if not 1 <= len(one.name) <= COLOUR_MAX:
            raise Invalid(f"colours-{place}-name", "colour_unnamed", most=COLOUR_MAX)
        if not colour.is_own(one.base):
            raise Invalid(f"colours-{place}-base", "colour_typed")
    refuse_alike([(one.name, one.base) for one in found], field="colours", code="palettes_alike")


def refuse_alike(worn: Sequence[tuple[str, str]], *, field: str, code: str, **facts: str) -> None:
    """Raise Invalid where everybody would take two of some (name, palette) for one another."""
    for pair in confused(worn):
        if pair.sight is Sight.FULL:
            raise Invalid(field, code, one=pair.one, other=pair.other, **facts)
