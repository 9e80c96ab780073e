"""Bars with their words and figures beside them: nothing has to be looked up in a legend."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from gacocrea.web.charts.canvas import WIDE, Drawn, figure, leading, line, rect, text
from gacocrea.web.charts.empty import empty
from gacocrea.web.charts.words import width_of, wrapped

THICK = 16
"""px, the height of a bar."""


@dataclass(frozen=True)
class Bar:
    """A bar: what it is of, how long, and how its figure is said."""

    label: str
    value: int
    said: str
    note: str = ""
    """What is said beside the label in fewer words."""
    palette: str = ""


def bars(title: str, desc: str, items: Sequence[Bar], *, width: float = WIDE) -> Markup:
    """Return the bars from above to below, the longest as long as there is room; those of 0 are a line alone.

    The words stand to the left, or over the bar where they would be cut. Without a figure above 0 a slack thread
    says `desc`.
    """
    longest = max((item.value for item in items), default=0)
    if longest <= 0:
        return empty(title, desc, width=width)
    draw, y, parts = (_beside if _fit(items, width) else _over), 0.0, list[Markup]()
    for item in items:
        drawn, height = draw(item, longest, y, width)
        parts += drawn
        y += height
    return figure(width, y, title, desc, *parts)


def _fit(items: Sequence[Bar], width: float) -> bool:
    """Whether all words fit beside the bars of a narrow drawing."""
    return width >= WIDE or not any(
        item.note or width_of(item.label, 13) > 1.5 * (width * 0.4 - 12) for item in items
    )


def _beside(item: Bar, longest: int, y: float, width: float) -> Drawn:
    room, size = width * 0.4, 15 if width >= WIDE else 13
    words = wrapped(item.label, room - 12, size, most=2)
    notes = wrapped(item.note, room - 12, 13, most=2) if item.note else ()
    tall = len(words) * leading(size) + len(notes) * leading(13)
    height = max(tall, THICK) + 10
    top = y + (height - tall) / 2
    drawn = [
        text(0, top + size - 1, words, size=size),
        text(0, top + len(words) * leading(size) + 11, notes, size=13, fill="soft"),
        *_bar(item, longest, room, y + height / 2, width),
    ]
    return drawn, height


def _over(item: Bar, longest: int, y: float, width: float) -> Drawn:
    words = wrapped(item.label, width, 14, most=2)
    notes = wrapped(item.note, width, 13, most=2) if item.note else ()
    under = y + len(words) * leading(14) + len(notes) * leading(13)
    drawn = [
        text(0, y + 13, words, size=14),
        text(0, y + len(words) * leading(14) + 11, notes, size=13, fill="soft"),
        *_bar(item, longest, 0, under + 4 + THICK / 2, width),
    ]
    return drawn, under - y + THICK + 16


def _bar(item: Bar, longest: int, left: float, middle: float, width: float) -> list[Markup]:
    figures = max(width / 15, width_of(item.said, 15, bold=True) + 10)
    length = (width - left - figures) * max(0, item.value) / longest
    return [
        line(left, middle, width - figures, middle, stroke="rule", weight=1),
        rect(left, middle - THICK / 2, length, THICK, radius=3, fill="strand", palette=item.palette),
        text(width, middle + 5, item.said, bold=True, anchor="end"),
    ]
