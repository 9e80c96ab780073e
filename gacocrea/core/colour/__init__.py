"""Colours that people can tell apart and read on: the one table that pages, drawings and documents are coloured by."""

from gacocrea.core.colour.palettes import (
    HOUSE,
    INK,
    PAPER,
    SHEET,
    Palette,
    Tone,
    derived,
    is_own,
    is_palette,
    look_alikes,
    palette_of,
)
from gacocrea.core.colour.sight import ALIKE, Pair, Sight, nearest
from gacocrea.core.colour.spaces import contrast, light_of, parse
from gacocrea.core.colour.style import choice_rules_of, printed, rules_of, strong_rules_of

__all__ = [
    "ALIKE",
    "HOUSE",
    "INK",
    "PAPER",
    "SHEET",
    "Pair",
    "Palette",
    "Sight",
    "Tone",
    "choice_rules_of",
    "contrast",
    "derived",
    "is_own",
    "is_palette",
    "light_of",
    "look_alikes",
    "nearest",
    "palette_of",
    "parse",
    "printed",
    "rules_of",
    "strong_rules_of",
]
