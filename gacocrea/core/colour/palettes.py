"""What a pillar is coloured with: the house's six palettes, and the palette that is derived from any other colour.

A palette is named by a word of `HOUSE` or by its base colour, six small hexadecimal digits: whatever knows the name
knows the colours, so that a page, a drawing and a document that was frozen years ago agree without asking anybody.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from gacocrea.core.colour.sight import ALIKE, Pair, Sight, nearest
from gacocrea.core.colour.spaces import Lch, contrast, hex_of_lch, lch_of, mix, parse

GRAPHIC, TEXT, STRONG = 3.0, 4.5, 7.0
"""WCAG 2.2: 1.4.11 for what is drawn, 1.4.3 for text, 1.4.6 for whoever asks for more."""
_ROUND = 0.02  # what rounding to 8 bits may cost a ratio


class Tone(NamedTuple):
    """A colour on light paper and on dark paper."""

    light: str
    dark: str


PAPER, SHEET, INK = Tone("#F7F1E6", "#19131C"), Tone("#FFFCF5", "#241B28"), Tone("#2B1B2E", "#F4EBDD")
BRAND = Tone("#4A1D45", "#E9BEDD")
ON_DARK, ON_BRIGHT = "#FFFCF5", "#2B1B2E"


class Palette(NamedTuple):
    """The colours of a pillar: line, block, text on the block, and the line for whoever asks for more contrast."""

    strand: Tone
    field: Tone
    on: str
    strong: Tone

    @property
    def ink(self) -> Tone:
        """Coloured text: `--p-ink` of the style sheet."""
        return Tone(*(mix(strand, 0.68, ink) for strand, ink in zip(self.strand, INK, strict=True)))

    @property
    def wash(self) -> Tone:
        """A tint of the paper: `--wash` of the style sheet."""
        return Tone(*(mix(strand, 0.11, paper) for strand, paper in zip(self.strand, PAPER, strict=True)))


HOUSE: Mapping[str, Palette] = MappingProxyType({
    "blue": Palette(
        Tone("#1B4687", "#74A5F2"), Tone("#1B4687", "#1D4080"), ON_DARK, Tone("#0F3470", "#B5D2FF")
    ),
    "brick": Palette(
        Tone("#B8381B", "#F2876A"), Tone("#A8321A", "#8C2E19"), ON_DARK, Tone("#8C2410", "#FFB39E")
    ),
    "ochre": Palette(
        Tone("#B97A00", "#F3C14B"), Tone("#F0B429", "#D9A02E"), ON_BRIGHT, Tone("#7A5000", "#FFD36B")
    ),
    "green": Palette(
        Tone("#0A7F6A", "#6EDCC2"), Tone("#0A6A59", "#0F6E5E"), ON_DARK, Tone("#00594A", "#7FE8CF")
    ),
    "plum": Palette(
        Tone("#954FBA", "#A95DDA"), Tone("#8E52A0", "#8E52A0"), ON_DARK, Tone("#6A2A8C", "#E3A6F0")
    ),
    "slate": Palette(
        Tone("#3D3B47", "#6E848F"), Tone("#3A3844", "#3A3844"), ON_DARK, Tone("#2B2A33", "#C4C0D8")
    ),
})  # fmt: skip
NONE = Palette(BRAND, Tone(BRAND.light, BRAND.light), ON_DARK, BRAND)
"""What has no pillar, in a document, wears the colour of the house."""


def is_own(name: str) -> bool:
    """Say whether a palette is named by its base colour."""
    return len(name) == 6 and parse(name) == name


def is_palette(name: str) -> bool:
    """Say whether a name is one of the house's or a base colour."""
    return name in HOUSE or is_own(name)


def palette_of(name: str) -> Palette:
    """Return the palette of a name; what is no palette's name wears the colour of the house."""
    return HOUSE.get(name) or (derived(name) if is_own(name) else NONE)


def look_alikes(names: Iterable[str], *, least: float = ALIKE) -> list[Pair]:
    """Return every two palettes that stand nearer than `least`, once each: as most people see it, else at its worst.

    Lines and blocks are compared, on light and on dark paper.
    """
    found: dict[tuple[str, str], Pair] = {}
    palettes = {name: palette_of(name) for name in dict.fromkeys(names)}
    for kind, place in product(("strand", "field"), (0, 1)):
        colours = {name: getattr(one, kind)[place] for name, one in palettes.items()}
        for pair in nearest(colours):
            if pair.distance < least:
                known = found.get((pair.one, pair.other), pair)
                found[pair.one, pair.other] = min(
                    pair, known, key=lambda one: (one.sight is not Sight.FULL, one)
                )
    return sorted(found.values())


@lru_cache(maxsize=256)
def derived(base: str) -> Palette:
    """Return the palette of one colour in hexadecimal: its hue and its strength, as light and as dark as they may be.

    Whatever the colour: its lines stand at least GRAPHIC on paper and sheet, its texts at least TEXT on paper, sheet,
    wash and block, and its stronger lines at least STRONG on white and on black.
    """
    typed = lch_of(base)
    light = _until(typed, min(typed.l, 0.66), -1, lambda tried: _reads(tried, 0))
    dark = _until(typed, max(0.6, 0.42 + 0.66 * lch_of(light).l), 1, lambda tried: _reads(tried, 1))
    on = ON_BRIGHT if typed.l >= 0.7 else ON_DARK
    return Palette(
        Tone(light, dark),
        _field(typed, on),
        on,
        Tone(
            _until(
                typed, min(typed.l, 0.47), -1, lambda tried: contrast(tried, "#FFFFFF") >= STRONG + _ROUND
            ),
            _until(typed, 0.84, 1, lambda tried: contrast(tried, "#000000") >= STRONG + _ROUND),
        ),
    )


def _field(typed: Lch, on: str) -> Tone:
    """Return the block: as it was typed where text can stand on it, and neither glare nor a hole in dark paper."""

    def holds(tried: str) -> bool:
        return contrast(on, tried) >= TEXT + _ROUND

    if on == ON_BRIGHT:
        light = _until(typed, min(typed.l, 0.86), 1, holds)
        return Tone(light, _until(typed, lch_of(light).l - 0.06, 1, holds))
    light = _until(typed, max(typed.l, 0.3), -1, holds)
    return Tone(light, _until(typed, max(0.36, min(0.5, lch_of(light).l - 0.02)), -1, holds))


def _reads(strand: str, place: int) -> bool:
    """Say whether a line is seen and its text read on light (0) or on dark paper (1)."""
    paper, sheet, ink = (tone[place] for tone in (PAPER, SHEET, INK))
    words, wash = mix(strand, 0.68, ink), mix(strand, 0.11, paper)
    return (
        min(contrast(strand, paper), contrast(strand, sheet)) >= GRAPHIC + _ROUND
        and min(contrast(words, ground) for ground in (paper, sheet, wash)) >= TEXT + _ROUND
    )


def _until(typed: Lch, start: float, way: int, holds: Callable[[str], bool]) -> str:
    """Return the first colour from lightness `start` up (1) or down (-1) that holds; black and white always do."""
    for step in range(201):
        tried = hex_of_lch(Lch(min(1.0, max(0.0, start + way * step / 200)), typed.c, typed.h))
        if holds(tried):
            break
    return tried
