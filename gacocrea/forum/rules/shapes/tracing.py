"""Territories in degrees as a drawing of a few kilobytes: projected, put on a grid, and simplified with shared borders.

Projection: equirectangular, with the cosine of the middle latitude, so that the middle of the map keeps its shape.
Simplification: Visvalingam and Whyatt (1993), "Line generalisation by repeated elimination of points". Where three
territories meet the point stays; the area of any other depends on its border alone, so that both sides of a border
lose the same points and no gap opens between neighbours.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import cos, radians
from typing import Any

from gacocrea.core.errors import Invalid
from gacocrea.forum.rules.shapes.reading import Feature

WIDTH, HEIGHT = 720, 560
"""px: the box into which a map is fitted."""
POINTS = 3_600
"""So many points at most are kept of all borders: about 25 kB of SVG."""
LEAST = 1.5
"""Square px: a corner that adds less is not seen."""

Point = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """A territory on the map: its name and its rings in whole px."""

    name: str
    rings: list[list[Point]]


@dataclass(frozen=True)
class Map:
    """A drawing of territories in a box of `width` by `height` px."""

    width: int
    height: int
    places: list[Place]

    def stored(self) -> dict[str, object]:
        """Return it as it is kept: each ring a flat list of numbers."""
        rows = [
            {"name": one.name, "rings": [[n for point in ring for n in point] for ring in one.rings]}
            for one in self.places
        ]
        return {"width": self.width, "height": self.height, "places": rows}

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Map":
        """Return the map that was stored."""
        places = [
            Place(row["name"], [list(zip(ring[::2], ring[1::2], strict=True)) for ring in row["rings"]])
            for row in kept["places"]
        ]
        return cls(kept["width"], kept["height"], places)


def draw_map(features: Sequence[Feature], names: Sequence[str]) -> Map:
    """Return the features as a map; those of one name are one territory.

    Raise Invalid on "file": "shapes_ring" when the file spans no area, "shapes_large" when more borders meet in it
    than can be drawn.
    """
    fitted, width, height = _projected(features)
    thinned = iter(_thinned([ring for rings in fitted for ring in rings]))
    places = defaultdict[str, list[list[Point]]](list)
    for name, rings in zip(names, fitted, strict=True):
        made = [next(thinned) for _ring in rings]
        places[name] += [ring for ring in made if len(ring) > 2] or [_speck(rings[0])]
    return Map(width, height, [Place(name, rings) for name, rings in places.items()])


def _projected(features: Sequence[Feature]) -> tuple[list[list[list[Point]]], int, int]:
    """Put all rings on the grid of the box, north above."""
    every = [point for feature in features for ring in feature.rings for point in ring]
    west, east = min(x for x, _y in every), max(x for x, _y in every)
    south, north = min(y for _x, y in every), max(y for _x, y in every)
    wide, tall = (east - west) * cos(radians((south + north) / 2)), north - south
    if wide <= 0 or tall <= 0:
        raise Invalid("file", "shapes_ring")
    scale = min((WIDTH - 4) / wide, (HEIGHT - 4) / tall)
    across = scale * wide / (east - west)

    def place(x: float, y: float) -> Point:
        return 2 + round((x - west) * across), 2 + round((north - y) * scale)

    rings = [[[place(x, y) for x, y in ring] for ring in feature.rings] for feature in features]
    return rings, round(wide * scale) + 4, round(tall * scale) + 4


def _thinned(rings: Sequence[list[Point]]) -> list[list[Point]]:
    """Return the rings with as few points as are seen, and no more than POINTS together."""
    clean = [_apart(ring) for ring in rings]
    fixed = _junctions(clean)
    weights = [_weights(ring, fixed) for ring in clean]
    ranked = sorted((weight for ring in weights for weight in ring), reverse=True)
    least = max(LEAST, ranked[POINTS] if len(ranked) > POINTS else 0.0)
    if least == float("inf"):
        raise Invalid("file", "shapes_large")
    return [
        [point for point, weight in zip(ring, row, strict=True) if weight > least]
        for ring, row in zip(clean, weights, strict=True)
    ]


def _apart(ring: Iterable[Point]) -> list[Point]:
    """Leave out what the grid made equal to the point before it."""
    found: list[Point] = []
    for point in ring:
        if not found or point != found[-1]:
            found.append(point)
    while len(found) > 1 and found[0] == found[-1]:
        found.pop()
    return found


def _junctions(rings: Iterable[Sequence[Point]]) -> set[Point]:
    """Return the points from which more than one border leaves."""
    beside = defaultdict[Point, set[Point]](set)
    for ring in rings:
        for i, point in enumerate(ring):
            beside[point] |= {ring[i - 1], ring[(i + 1) % len(ring)]}
    return {point for point, others in beside.items() if len(others) > 2}


def _weights(ring: Sequence[Point], fixed: set[Point]) -> list[float]:
    """Return by point the area that goes with it when points are left out, the smallest first."""
    size, forever = len(ring), float("inf")
    before, after = [(i - 1) % size for i in range(size)], [(i + 1) % size for i in range(size)]
    area = [
        forever if point in fixed else _triangle(ring[before[i]], point, ring[after[i]])
        for i, point in enumerate(ring)
    ]
    waiting = [(weight, ring[i], i) for i, weight in enumerate(area) if weight < forever]
    heapify(waiting)
    while waiting:
        weight, _point, i = heappop(waiting)
        if weight != area[i]:
            continue  # its neighbours have changed since
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for side in {left, right} - {i}:
            if area[side] < forever:
                area[side] = max(weight, _triangle(ring[before[side]], ring[side], ring[after[side]]))
                heappush(waiting, (area[side], ring[side], side))
    return area


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _speck(ring: Sequence[Point]) -> list[Point]:
    """A territory too small for the map is still a spot on it."""
    x, y = ring[0]
    return [(x - 2, y), (x, y - 2), (x + 2, y), (x, y + 2)]
