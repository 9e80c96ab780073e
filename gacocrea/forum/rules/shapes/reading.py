"""GeoJSON read strictly (RFC 7946): a collection of polygons in degrees, each with plain properties."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from gacocrea.core.errors import Invalid
from gacocrea.core.text import clean, fold

BYTES_MAX = 8 * 1024 * 1024
POINTS_MAX = 200_000
FEATURES_MAX = 2_000
NAME_MAX = 120

Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Feature:
    """A territory in the file: its properties in words, and its rings in degrees, without their last point."""

    properties: dict[str, str]
    rings: list[Ring]


def read_features(content: bytes) -> list[Feature]:
    """Return the territories of a GeoJSON file.

    Raise Invalid on "file": "shapes_large" beyond BYTES_MAX or POINTS_MAX, "shapes_kind" for what is no
    FeatureCollection of Polygon and MultiPolygon, "shapes_degrees" for coordinates that are no degrees,
    "shapes_ring" for a ring that is not closed or has no area, "shapes_date_line" for one across it.
    """
    if len(content) > BYTES_MAX:
        raise Invalid("file", "shapes_large")
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Invalid("file", "shapes_kind") from error
    listed = (
        found.get("features")
        if isinstance(found, dict) and found.get("type") == "FeatureCollection"
        else None
    )
    if not isinstance(listed, list) or not 0 < len(listed) <= FEATURES_MAX:
        raise Invalid("file", "shapes_kind")
    features = [_feature(one) for one in listed]
    every = [point for feature in features for ring in feature.rings for point in ring]
    if len(every) > POINTS_MAX:
        raise Invalid("file", "shapes_large")
    if max(x for x, _y in every) - min(x for x, _y in every) > 180:
        raise Invalid("file", "shapes_date_line")
    return features


def names_of(features: Iterable[Feature], wanted: str, known: Iterable[str]) -> list[str]:
    """Return the name of each feature, read from the property `wanted`.

    Without one it is the property whose values name most of the territories that are `known`, accents folded.
    Raise Invalid on "name_property" ("shapes_name", with the properties there are) when none gives every name.
    """
    rows = [feature.properties for feature in features]
    there = list(dict.fromkeys(key for row in rows for key in row))
    shared = [key for key in there if all(row.get(key) for row in rows)]
    if not shared or (wanted and wanted not in shared):
        raise Invalid("name_property", "shapes_name", known=", ".join(there[:20]) or "—")
    wanted_names = {fold(name) for name in known}
    hits = Counter({key: len({fold(row[key]) for row in rows} & wanted_names) for key in shared})
    key = wanted or max(shared, key=lambda one: hits[one])
    if not wanted and not hits[key]:
        raise Invalid("name_property", "shapes_name", known=", ".join(there[:20]))
    return [row[key] for row in rows]


def _feature(found: Any) -> Feature:
    geometry = found.get("geometry") if isinstance(found, dict) and found.get("type") == "Feature" else None
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise Invalid("file", "shapes_kind")
    drawn = geometry.get("coordinates")
    polygons: Any = [drawn] if geometry["type"] == "Polygon" else drawn
    if not _is_full(polygons) or not all(_is_full(polygon) for polygon in polygons):
        raise Invalid("file", "shapes_kind")
    properties = found.get("properties")
    said = properties.items() if isinstance(properties, dict) else ()
    words = {
        clean(str(key), multiline=False)[:NAME_MAX]: clean(str(value), multiline=False)[:NAME_MAX]
        for key, value in said
        if isinstance(value, str | int) and not isinstance(value, bool)
    }
    return Feature(words, [_ring(ring) for polygon in polygons for ring in polygon])


def _ring(found: Any) -> Ring:
    if not _is_full(found):
        raise Invalid("file", "shapes_kind")
    points = [_point(one) for one in found]
    if len(points) < 4 or points[0] != points[-1] or _area(points) == 0:
        raise Invalid("file", "shapes_ring")
    if any(abs(a[0] - b[0]) > 180 for a, b in pairwise(points)):
        raise Invalid("file", "shapes_date_line")
    return points[:-1]


def _point(found: Any) -> tuple[float, float]:
    is_pair = isinstance(found, list) and 2 <= len(found) <= 4
    if not is_pair or any(isinstance(one, bool) or not isinstance(one, int | float) for one in found):
        raise Invalid("file", "shapes_kind")
    x, y = found[:2]
    if not (abs(x) <= 180 and abs(y) <= 90):  # neither is what is no number, or beyond any
        raise Invalid("file", "shapes_degrees")
    return float(x), float(y)


def _area(points: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))


def _is_full(found: Any) -> bool:
    return isinstance(found, list) and bool(found)


def _refuse(_name: str) -> None:
    raise ValueError
