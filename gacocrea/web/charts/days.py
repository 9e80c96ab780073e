"""What came day by day over a stretch of time: a lane for each kind, and the phases as knots of one thread beneath.

Each day is a stitch as long as its count; where days would be thinner than a stitch, weeks are drawn instead.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from markupsafe import Markup

from gacocrea.web.charts.canvas import WIDE, Drawn, dot, figure, leading, line, path, text
from gacocrea.web.charts.words import width_of

STRIDE = 2.4
"""px between two stitches at least."""
EDGE = 11.0
LANE, RINGS, HEAD, GAP = 62.0, 34.0, 30.0, 14.0
FIGURE = 16.0
"""px over the stitches, for the figure of the highest one."""
State = Literal["done", "now", "todo"]


@dataclass(frozen=True)
class Lane:
    """One kind of thing, by the day: `name` with its total as it is said, such as "Propuestas: 87"."""

    name: str
    counts: Mapping[date, int]
    palette: str = ""


@dataclass(frozen=True)
class Ring:
    """Something of one day that is a figure of its own: a workshop with its people, the ballots of the vote."""

    on: date
    said: str


@dataclass(frozen=True)
class Knot:
    """A phase: when it begins, and whether it is over."""

    on: date
    name: str
    state: State


@dataclass(frozen=True)
class Stretch:
    """From the first to the last day drawn, both included; `today` parts what is taut from what is to come."""

    first: date
    last: date
    today: date
    months: Sequence[tuple[date, str]] = ()
    """The days that are named above: the first of each month, in words."""


@dataclass(frozen=True)
class _Scale:
    stretch: Stretch
    width: float

    @property
    def step(self) -> int:
        """Days in one stitch: 1 or 7."""
        days = (self.stretch.last - self.stretch.first).days + 1
        return 1 if (self.width - 2 * EDGE) / days >= STRIDE else 7

    def x(self, day: date) -> float:
        span = max(1, (self.stretch.last - self.stretch.first).days)
        share = (day - self.stretch.first).days / span
        return EDGE + min(1.0, max(0.0, share)) * (self.width - 2 * EDGE)


def step_of(stretch: Stretch, width: float = WIDE) -> int:
    """Return how many days one stitch of the drawing is: 1, or 7 where days would be too thin."""
    return _Scale(stretch, width).step


def days(
    title: str,
    desc: str,
    stretch: Stretch,
    lanes: Sequence[Lane],
    *,
    rings: Sequence[tuple[str, Sequence[Ring]]] = (),
    knots: Sequence[Knot] = (),
    width: float = WIDE,
) -> Markup:
    """Return the lanes from above to below, rows of rings with their names under them, and the thread of the phases."""
    scale, y, parts = _Scale(stretch, width), HEAD, list[Markup]()
    for lane in lanes:
        parts += _lane(scale, lane, y)
        y += LANE + leading(14) + GAP
    for name, held in rings:
        parts += _rings(scale, name, held, y)
        y += RINGS + leading(14) + GAP
    thread, height = _thread(scale, knots, y + 16)
    months = list(_months(scale, y + 16))
    return figure(width, y + 16 + height, title, desc, *months, *parts, *thread)


def grouped(counts: Mapping[date, int], first: date, step: int) -> Counter[date]:
    """Return counts by the first day of each stitch of `step` days."""
    found = Counter[date]()
    for day, count in counts.items():
        found[first + timedelta(days=(day - first).days // step * step)] += count
    return found


def _lane(scale: _Scale, lane: Lane, y: float) -> Iterator[Markup]:
    inside = {day: n for day, n in lane.counts.items() if scale.stretch.first <= day <= scale.stretch.last}
    found = grouped(inside, scale.stretch.first, scale.step)
    most = max(found.values(), default=0)
    base = y + leading(14) + LANE - 6
    yield line(EDGE, base, scale.width - EDGE, base, stroke="rule", weight=1)
    yield text(0, y + 13, lane.name, size=14, bold=True)
    if not most:
        return
    room = LANE - 10 - FIGURE
    d = "".join(
        f"M{scale.x(day):.1f} {base:g}v{-room * n / most:.1f}" for day, n in sorted(found.items()) if n
    )
    thin = 1.8 if scale.step == 1 else 4.5
    yield path(d, stroke="strand", palette=lane.palette, weight=thin)
    yield from _peak(scale, found, most, base - room)


def _peak(scale: _Scale, found: Mapping[date, int], most: int, top: float) -> Iterator[Markup]:
    """The figure of the highest stitch, over its head."""
    said = str(most)
    half = width_of(said, 13) / 2
    x = min(max(scale.x(min(day for day, n in found.items() if n == most)), half), scale.width - half)
    yield text(x, top - 4, said, size=13, anchor="middle")


def _rings(scale: _Scale, name: str, rings: Sequence[Ring], y: float) -> Iterator[Markup]:
    yield text(0, y + 13, name, size=14, bold=True)
    middle, ends = y + leading(14) + RINGS / 2, -99.0
    for ring in sorted(rings, key=lambda one: one.on):
        x = scale.x(ring.on)
        yield dot(x, middle - 4, 5, fill="paper", stroke="strand", weight=2.5)
        half = width_of(ring.said, 13) / 2
        at = min(max(x, half), scale.width - half)
        if at - half > ends + 3:
            yield text(at, middle + 16, ring.said, size=13, anchor="middle")
            ends = at + half


def _months(scale: _Scale, bottom: float) -> Iterator[Markup]:
    ends = -99.0
    for day, name in scale.stretch.months:
        x = scale.x(day)
        if x <= ends or x + width_of(name, 13) > scale.width:
            continue
        yield line(x, HEAD - 4, x, bottom, stroke="rule", weight=1, dash="1 5")
        yield text(x, 13, name, size=13, fill="soft")
        ends = x + width_of(name, 13) + 6


def _thread(scale: _Scale, knots: Sequence[Knot], y: float) -> Drawn:
    here = scale.x(scale.stretch.today)
    right = scale.width - EDGE
    drawn = []
    if here > EDGE:
        drawn.append(line(EDGE, y, here, y, stroke="strand", weight=4))
    if here < right:
        drawn.append(line(here, y, right, y, stroke="edge", weight=3, dash="6 7"))
    rows: list[float] = []
    for knot in knots:
        drawn += _knot(scale, knot, y, rows)
    return drawn, 16 + leading(13) * len(rows) + 6


def _knot(scale: _Scale, knot: Knot, y: float, rows: list[float]) -> Iterator[Markup]:
    x, wide = scale.x(knot.on), width_of(knot.name, 13, bold=knot.state == "now")
    start = max(0.0, min(x - 5, scale.width - wide))
    row = next((place for place, end in enumerate(rows) if end < start), len(rows))
    rows[row : row + 1] = [start + wide + 8]
    under = y + 22 + row * leading(13)
    if row:
        yield line(x, y + 6, x, under - 11, stroke="rule", weight=1)
    if knot.state == "now":
        yield dot(x, y, 8, fill="paper", stroke="strand", weight=4)
    else:
        is_done = knot.state == "done"
        fill, edge = ("strand", "strand") if is_done else ("paper", "edge")
        yield dot(x, y, 5, fill=fill, stroke=edge, weight=2.5)
    yield text(
        start,
        under,
        knot.name,
        size=13,
        bold=knot.state == "now",
        fill="ink" if knot.state == "now" else "soft",
    )
