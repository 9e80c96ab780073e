"""The map of a forum: a GeoJSON file made into a small drawing of its territories, and nothing else of it kept."""

from gacocrea.forum.rules.shapes.matching import Matched, matched
from gacocrea.forum.rules.shapes.reading import BYTES_MAX, POINTS_MAX, Feature, names_of, read_features
from gacocrea.forum.rules.shapes.tracing import HEIGHT, WIDTH, Map, Place, draw_map

__all__ = [
    "BYTES_MAX",
    "HEIGHT",
    "POINTS_MAX",
    "WIDTH",
    "Feature",
    "Map",
    "Matched",
    "Place",
    "draw_map",
    "matched",
    "names_of",
    "read_features",
]
