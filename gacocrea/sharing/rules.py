"""Short addresses: what one says on the telephone or writes large on a wall.

`/e/3` is a cycle, `/e/3/p123` a proposal in it, `t45` a theme, `c7` a commitment, `v2` the vote in its second pillar;
`/e/f1` is a forum, `/e/f1/a4` a course of it. The first number is that of the row, which no renaming changes.
"""

import re
from typing import NamedTuple

IN_CYCLE = frozenset("PTCV")
IN_FORUM = frozenset("A")
_PLACE = re.compile(r"(f?)\s*([0-9]{1,9})", re.IGNORECASE | re.ASCII)
_THING = re.compile(r"([ptcva])[\s.-]*([0-9]{1,9})", re.IGNORECASE | re.ASCII)


class Short(NamedTuple):
    """What a short address names: a forum or a cycle by its row, and in it a kind of thing by its number."""

    is_forum: bool
    place: int
    kind: str = ""
    number: int = 0

    @property
    def path(self) -> str:
        """The address, as it is written: small letters, no zeros in front."""
        place = f"/e/{'f' if self.is_forum else ''}{self.place}"
        return f"{place}/{self.kind.lower()}{self.number}" if self.kind else place


def read_short(place: str, thing: str = "") -> Short | None:
    """Read the two parts of a short address however they were typed ("P-0123", "p 123"); None when they are none."""
    where = _PLACE.fullmatch(place.strip())
    what = _THING.fullmatch(thing.strip()) if thing else None
    if where is None or (thing and what is None):
        return None
    short = Short(bool(where[1]), int(where[2]), *((what[1].upper(), int(what[2])) if what else ()))
    known = IN_FORUM if short.is_forum else IN_CYCLE
    return short if short.place and (not thing or (short.kind in known and short.number)) else None
