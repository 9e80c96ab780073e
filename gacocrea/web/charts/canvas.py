"""The few shapes that every drawing is made of. No Flask here, and every word is an argument.

A shape carries both a class, by which the style sheet of a page gives it the colours of the theme, and the light
print colours as attributes, so that the same SVG stands alone in a document or a file. Colours are named by
their role: a key of `COLOURS`, or "strand" for the colour of the pillar whose palette is given.
"""

from collections.abc import Iterable
from typing import TypedDict, Unpack

from markupsafe import Markup

from gacocrea.core.colour import INK, is_palette, palette_of
from gacocrea.core.text import clean

COLOURS = {"ink": INK.light, "soft": "#5C4F55", "rule": "#D8CBB4", "edge": "#857561", "paper": "#FFFFFF"}
"""The roles that no pillar changes, as they are printed: 10-tokens.css in light, on white paper."""
WIDE, NARROW = 720, 288
"""px: the width of a drawing on a desk and on paper, and on a phone of 360 px."""
FONTS = "Seravek, Segoe UI, Avenir Next, Noto Sans, Ubuntu, Open Sans, Roboto, system-ui, sans-serif"


Drawn = tuple[list[Markup], float]
"""Shapes, and how high they are together in px."""


class Paint(TypedDict, total=False):
    """How a shape is painted: by roles of colour, those that the style sheet (49-chart.css) knows.

    `fill` is "ink", "soft", "paper", "strand" or the "url(#name)" of a pattern; `stroke` is "ink", "rule", "edge" or
    "strand".
    """

    fill: str
    stroke: str
    palette: str
    weight: float
    """px of the stroke."""
    dash: str
    opacity: float
    """Of the fill, 0 to 1: the steps of one colour."""


def figure(width: float, height: float, title: str, desc: str, *parts: Markup) -> Markup:
    """Return the parts as one drawing, `title` its name and `desc` its finding, for who does not see it."""
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{0}" height="{1}" viewBox="0 0 {0} {1}"'
        ' fill="none" font-family="{2}"><title>{3}</title><desc>{4}</desc>{5}</svg>'
    ).format(_n(width), _n(height), FONTS, _said(title), _said(desc), Markup("").join(parts))


def alone(drawing: Markup) -> str:
    """Return a drawing as a file of its own, on white paper whatever the program that shows it."""
    head, end, rest = drawing.partition("</desc>")
    paper = '<rect width="100%" height="100%" fill="#FFFFFF"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{end}{paper}{rest}\n'


def group(*parts: Markup, x: float = 0, y: float = 0) -> Markup:
    """Return the parts moved together."""
    return Markup('<g transform="translate({} {})">{}</g>').format(_n(x), _n(y), Markup("").join(parts))


def rect(
    x: float, y: float, width: float, height: float, *, radius: float = 0, **paint: Unpack[Paint]
) -> Markup:
    """Return a box; one without extent is nothing."""
    if width <= 0 or height <= 0:
        return Markup("")
    corner = Markup(' rx="{}"').format(_n(radius)) if radius else ""
    return Markup('<rect x="{}" y="{}" width="{}" height="{}"{}{}/>').format(
        _n(x), _n(y), _n(width), _n(height), corner, painted(**paint)
    )


def path(d: str, **paint: Unpack[Paint]) -> Markup:
    return Markup('<path d="{}"{}/>').format(d, painted(**paint))


def line(x1: float, y1: float, x2: float, y2: float, **paint: Unpack[Paint]) -> Markup:
    return path(f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}", **paint)


def dot(x: float, y: float, radius: float, **paint: Unpack[Paint]) -> Markup:
    return Markup('<circle cx="{}" cy="{}" r="{}"{}/>').format(_n(x), _n(y), _n(radius), painted(**paint))


def text(
    x: float,
    y: float,
    words: str | Iterable[str],
    *,
    size: float = 15,
    bold: bool = False,
    anchor: str = "start",
    fill: str = "ink",
) -> Markup:
    """Return words whose first line stands on y; several lines follow each other downwards.

    `anchor` is "start", "middle" or "end". At the width at which it is shown no text is under 11 px.
    """
    lines = [words] if isinstance(words, str) else list(words)
    side = "" if anchor == "start" else Markup(' text-anchor="{}"').format(anchor)
    heavy = Markup(' font-weight="700"') if bold else ""
    return Markup("").join(
        Markup('<text x="{}" y="{}" font-size="{}"{}{}{}>{}</text>').format(
            _n(x), _n(y + i * leading(size)), _n(size), heavy, side, painted(fill=fill), _said(words)
        )
        for i, words in enumerate(lines)
    )


def leading(size: float) -> float:
    """Return how far one line of text stands under the other, in px."""
    return round(size * 1.25, 1)


def hatch(name: str) -> Markup:
    """Return the pattern of what nobody knows; paint with fill="url(#name)". `name` is used once on a page."""
    drawn = path("M-2 2l4-4M0 8l8-8M6 10l4-4", stroke="edge", weight=1)
    return Markup('<pattern id="{}" width="8" height="8" patternUnits="userSpaceOnUse">{}</pattern>').format(
        name, drawn
    )


def painted(
    *,
    fill: str = "",
    stroke: str = "",
    palette: str = "",
    weight: float = 0,
    dash: str = "",
    opacity: float = 1,
) -> Markup:
    """Return the class and the attributes of a shape: see `Paint`."""
    classes = [f"{side}-{_short(role)}" for side, role in (("f", fill), ("s", stroke)) if role in ROLES]
    uses_strand = "strand" in (fill, stroke)
    said = {
        "class": " ".join([*classes, f"p-{palette}"] if uses_strand and is_palette(palette) else classes),
        "fill": _colour(fill, palette),
        "fill-opacity": f"{opacity:g}" if opacity < 1 else "",
        "stroke": _colour(stroke, palette),
        "stroke-width": _n(weight) if weight and stroke else "",
        "stroke-dasharray": dash,
        "stroke-linecap": "round" if stroke and not dash else "",
    }
    return Markup("").join(Markup(' {}="{}"').format(key, value) for key, value in said.items() if value)


ROLES = {*COLOURS, "strand"}


def _short(role: str) -> str:
    return "p" if role == "strand" else role


def _colour(role: str, palette: str) -> str:
    return palette_of(palette).strand.light if role == "strand" else COLOURS.get(role, role)


def _said(words: str) -> str:
    return clean(words, multiline=False)


def _n(value: float) -> str:
    found = f"{value:.1f}".removesuffix(".0")
    return "0" if found == "-0" else found
