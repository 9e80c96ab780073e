"""A map in steps of one colour: its figures stand on it, its steps beside it, and what is not known is hatched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from gacocrea.web.charts.canvas import WIDE, Drawn, figure, group, hatch, path, rect, text
from gacocrea.web.charts.words import width_of

STEPS = (0.12, 0.28, 0.45, 0.8, 1.0)
"""How much of the strand's colour each step has; words on the last two are of the colour of the paper."""
DARK = 0.6
LEGEND = 26.0

Ring = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Area:
    """A territory: its rings in px of the map, and its figure, None when it is not known."""

    name: str
    rings: Sequence[Ring]
    value: int | None


def steps_of(values: Sequence[int]) -> list[tuple[int, int]]:
    """Return up to five steps, each from its least to its most, so that each holds about as many different values."""
    known = sorted({value for value in values if value > 0})
    parts = min(len(STEPS), len(known))
    cuts = [round(i * len(known) / parts) for i in range(parts + 1)] if parts else []
    return [(known[a], known[b - 1]) for a, b in pairwise(cuts)]


def choropleth(
    title: str,
    desc: str,
    areas: Sequence[Area],
    *,
    size: tuple[float, float],
    unknown: str,
    width: float = WIDE,
    name: str = "map",
    bare: bool = False,
) -> Markup:
    """Return the areas, whose rings lie in a box of `size`, fitted to `width`, with the legend of the steps under it.

    `unknown` names what is hatched; `name` tells this drawing from others on a page; `bare` leaves out every figure.
    """
    scale = min(1.0, width / size[0])
    steps = steps_of([area.value or 0 for area in areas])
    pattern = f"hatch-{name}-{width:g}"
    drawn = [_area(area, steps, pattern, scale) for area in areas]
    figures = [
        mark for area in areas if area.value is not None for mark in _figure(area, steps, scale, bare=bare)
    ]
    has_zero, has_gap = any(area.value == 0 for area in areas), any(area.value is None for area in areas)
    boxes = [(0.0, "0")] * (has_zero and not bare) + [
        (_tone(low, steps), _said(low, high)) for low, high in steps
    ]
    legend, height = _legend(boxes, unknown if has_gap else "", pattern, width)
    top = size[1] * scale + 18
    land = Markup('<g fill-rule="evenodd">{}</g>').format(Markup("").join(drawn))
    return figure(width, top + height, title, desc, hatch(pattern), land, *figures, group(*legend, y=top))


def _tone(value: int, steps: Sequence[tuple[int, int]]) -> float:
    """Return how much colour a value has; the highest step always has most."""
    place = next((i for i, (low, high) in enumerate(steps) if low <= value <= high), 0)
    return STEPS[round((place + 1) * len(STEPS) / len(steps)) - 1]


def _said(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _area(area: Area, steps: Sequence[tuple[int, int]], pattern: str, scale: float) -> Markup:
    d = "".join(_outline(ring, scale) for ring in area.rings)
    if area.value is None:
        return path(d, fill=f"url(#{pattern})", stroke="edge", weight=1)
    if area.value == 0:
        return path(d, fill="paper", stroke="edge", weight=1)
    return path(d, fill="strand", opacity=_tone(area.value, steps), stroke="edge", weight=1)


def _outline(ring: Ring, scale: float) -> str:
    """Return a ring as a path of steps in whole px: neighbours stay neighbours, whatever the scale."""
    points = [(round(x * scale), round(y * scale)) for x, y in ring]
    moves = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(points) if a != b)
    return f"M{points[0][0]} {points[0][1]}l{moves}z".replace(" -", "-") if moves else ""


def _figure(area: Area, steps: Sequence[tuple[int, int]], scale: float, *, bare: bool) -> Iterator[Markup]:
    """The figure of an area where there is most room for it, under its name where that fits too."""
    value = area.value or 0
    x, y, wide, tall = (part * scale for part in _roomiest(max(area.rings, key=_extent)))
    fill = "paper" if value and _tone(value, steps) > DARK else "ink"
    said = "" if bare else str(value)
    if tall < 13 or wide < width_of(said, 13, bold=True) + 2:
        return
    is_named = wide > width_of(area.name, 12) + 6 and (bare or tall > 34)
    if is_named:
        yield text(x, y + (4 if bare else -3), area.name, size=12, anchor="middle", fill=fill)
    if said:
        yield text(x, y + (12 if is_named else 5), said, size=13, bold=True, anchor="middle", fill=fill)


def _extent(ring: Ring) -> int:
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _roomiest(ring: Ring) -> tuple[float, float, float, float]:
    """Return the middle of the cross with the longest arms inside a ring, and how wide and tall it is."""
    turned = [(y, x) for x, y in ring]
    low, high = min(turned)[0], max(turned)[0]
    found = [(0.0, 0.0, 0.0, 0.0)]
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        for left, right in _stretches(ring, low + (high - low) * share + 0.01):
            x = (left + right) / 2 + 0.01
            for top, bottom in _stretches(turned, x):
                y = (top + bottom) / 2 + 0.01
                across = [(a, b) for a, b in _stretches(ring, y) if a <= x <= b]
                found += [((a + b) / 2, y, b - a, bottom - top) for a, b in across]
    return max(found, key=lambda one: min(one[2], 1.6 * one[3]))


def _stretches(ring: Ring, level: float) -> list[tuple[float, float]]:
    """Return what lies inside a ring on the line y = `level`, from left to right."""
    crossed = sorted(
        a[0] + (level - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (a[1] > level) != (b[1] > level)
    )
    return list(zip(crossed[::2], crossed[1::2], strict=False))


def _legend(boxes: Sequence[tuple[float, str]], unknown: str, pattern: str, width: float) -> Drawn:
    """A box for each step with its figures, in as many rows as they need."""
    said = [*boxes, (-1.0, unknown)] if unknown else list(boxes)
    drawn, x, y = list[Markup](), 0.0, 0.0
    for tone, words in said:
        wide = 30 + width_of(words, 13) + 14
        if x and x + wide > width:
            x, y = 0.0, y + LEGEND
        fill = "strand" if tone > 0 else f"url(#{pattern})" if tone < 0 else "paper"
        drawn += [
            rect(x + 1, y + 2, 22, 14, fill=fill, opacity=tone if tone > 0 else 1, stroke="edge", weight=1),
            text(x + 30, y + 14, words, size=13),
        ]
        x += wide
    return drawn, y + LEGEND
