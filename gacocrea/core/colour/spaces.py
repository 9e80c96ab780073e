"""Colours as numbers: sRGB, linear light, OKLab and OKLCH, and WCAG's contrast. Pure functions.

Sources: IEC 61966-2-1 (sRGB), B. Ottosson 2020 (OKLab, the matrices of CSS Color 4), WCAG 2.2 (contrast ratio).
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_SLACK = 1e-4  # how far outside sRGB a channel may be and still count as inside
_STEPS = 24  # halvings of an interval of length 1: far finer than 8 bits


class Light(NamedTuple):
    """Linear light, 0 to 1 in each channel of sRGB."""

    r: float
    g: float
    b: float


class Lab(NamedTuple):
    """OKLab: lightness 0 to 1, and two axes of colour."""

    l: float  # noqa: E741 - its name everywhere
    a: float
    b: float


class Lch(NamedTuple):
    """OKLCH: lightness 0 to 1, chroma from 0, hue in radians."""

    l: float  # noqa: E741
    c: float
    h: float


def parse(text: str) -> str | None:
    """Return a colour as people write it (#1B4687, 1b4687) as six small digits; None if it is none."""
    found = _HEX.fullmatch(text.strip())
    return found[1].lower() if found else None


def light_of(colour: str) -> Light:
    """Return the linear light of a colour in hexadecimal, with or without #."""
    digits = colour.removeprefix("#")
    return Light(*(_linear(int(digits[place : place + 2], 16) / 255) for place in (0, 2, 4)))


def hex_of(light: Light) -> str:
    """Return the nearest colour of sRGB as #RRGGBB."""
    return "#" + "".join(f"{round(255 * _encoded(min(1.0, max(0.0, part)))):02X}" for part in light)


def lab_of(light: Light) -> Lab:
    """Return a light in OKLab."""
    r, g, b = light
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return Lab(
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def light_of_lab(lab: Lab) -> Light:
    """Return a colour of OKLab as light, which may lie outside sRGB."""
    long = (lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b) ** 3
    middle = (lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b) ** 3
    short = (lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b) ** 3
    return Light(
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def lch_of(colour: str) -> Lch:
    """Return a colour in OKLCH."""
    lab = lab_of(light_of(colour))
    return Lch(lab.l, math.hypot(lab.a, lab.b), math.atan2(lab.b, lab.a))


def hex_of_lch(lch: Lch) -> str:
    """Return a colour of OKLCH as #RRGGBB; one outside sRGB keeps lightness and hue and loses chroma."""
    light = min(1.0, max(0.0, lch.l))

    def at(share: float) -> Light:
        return light_of_lab(Lab(light, share * lch.c * math.cos(lch.h), share * lch.c * math.sin(lch.h)))

    if _inside(at(1.0)):
        return hex_of(at(1.0))
    return hex_of(at(_largest(lambda share: _inside(at(share)))))


def mix(one: str, share: float, other: str) -> str:
    """Return `share` (0 to 1) of one colour in another, in OKLab as CSS `color-mix(in oklab, …)` does."""
    first, second = lab_of(light_of(one)), lab_of(light_of(other))
    return hex_of(
        light_of_lab(Lab(*(share * a + (1 - share) * b for a, b in zip(first, second, strict=True))))
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    bright, dim = sorted((_luminance(light_of(one)), _luminance(light_of(other))), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def apart(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how far two colours of OKLab are apart, times 100."""
    return 100 * math.dist(one, other)


def _luminance(light: Light) -> float:
    return 0.2126 * light.r + 0.7152 * light.g + 0.0722 * light.b


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _inside(light: Light) -> bool:
    return all(-_SLACK <= part <= 1 + _SLACK for part in light)


def _largest(holds: Callable[[float], bool]) -> float:
    """Return the largest share from 0 to 1 for which something still holds that holds at 0."""
    low, high = 0.0, 1.0
    for _step in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
