"""How people see colours: in full, or without one kind of cones; and which two of a set look most alike.

Source: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color
Vision Deficiency", IEEE TVCG 15 (2009), the matrices of severity 1.0, applied to linear light.
"""

from collections.abc import Mapping
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from gacocrea.core.colour.spaces import Light, apart, lab_of, light_of

ALIKE = 7.0
"""Two colours nearer than this (OKLab × 100) are hard to tell apart; the nearest two blocks of the house: 7.1."""


class Sight(StrEnum):
    """A way of seeing colours."""

    FULL = "full"
    PROTAN = "protan"
    DEUTAN = "deutan"
    TRITAN = "tritan"


_SEEN: dict[Sight, tuple[tuple[float, float, float], ...]] = {
    Sight.PROTAN: (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    Sight.DEUTAN: (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    Sight.TRITAN: (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


class Pair(NamedTuple):
    """Two names of a set, and how far their colours are apart (OKLab × 100) as somebody sees them."""

    distance: float
    one: str
    other: str
    sight: Sight


def seen(colour: str, sight: Sight) -> Light:
    """Return the light that a colour is to somebody."""
    light = light_of(colour)
    if sight is Sight.FULL:
        return light
    parts = (sum(a * b for a, b in zip(row, light, strict=True)) for row in _SEEN[sight])
    return Light(*(min(1.0, max(0.0, part)) for part in parts))


def nearest(colours: Mapping[str, str]) -> list[Pair]:
    """Return every two of some named colours as each sight has them, the nearest first."""
    pairs = [
        Pair(apart(labs[one], labs[other]), one, other, sight)
        for sight in Sight
        for labs in ({name: lab_of(seen(colour, sight)) for name, colour in colours.items()},)
        for one, other in combinations(labs, 2)
    ]
    return sorted(pairs)
