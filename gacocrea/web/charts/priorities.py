"""The themes of a pillar as a vote ranked them: a full bar enters, an outlined one does not, and a cut lies between."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from gacocrea.web.charts.canvas import Drawn, figure, group, leading, line, rect, text
from gacocrea.web.charts.words import fitted, width_of, wrapped

SHEET, APART, BAR = 1104, 64, 11
"""px: a sheet on which the whole cycle stands, between its two columns, and the height of a bar."""


@dataclass(frozen=True)
class Ranked:
    """A theme at its place: which share of the ballots supported it, and what followed."""

    title: str
    share: float
    said: str
    """The share in words."""
    enters: bool
    """Whether the rule lets it in; the cut lies after the last that does."""
    chosen: bool
    note: str = ""
    """The commitment that it became, or why the bar is not as the rule says."""


@dataclass(frozen=True)
class Pillar:
    """A pillar with its themes, best first, and the words of its cut."""

    name: str
    palette: str
    themes: tuple[Ranked, ...]
    cut: str


def priorities(title: str, desc: str, pillar: Pillar, *, width: float, top: float = 0) -> Markup:
    """Return one pillar's themes; the longest bar has the share `top`, or the largest there is."""
    parts, height = _ranked(pillar, width, top or _largest([pillar]))
    return figure(width, height, title, desc, *parts)


def sheet(title: str, desc: str, pillars: Sequence[Pillar]) -> Markup:
    """Return all pillars on one sheet, in two columns, their bars on the same scale."""
    room, top = (SHEET - APART) / 2, _largest(pillars)
    parts, y = [text(0, 26, fitted(title, SHEET, 26, bold=True), size=26, bold=True)], 64.0
    high = 0.0
    for place, pillar in enumerate(pillars):
        side = place % 2
        y, high = (y, high) if side else (y + high, 0.0)
        names = wrapped(pillar.name, room, 18, most=2, bold=True)
        ranked, height = _ranked(pillar, room, top)
        under = len(names) * leading(18) + 8
        parts.append(
            group(
                text(0, 16, names, size=18, bold=True),
                group(*ranked, y=under),
                x=side * (room + APART),
                y=y,
            )
        )
        high = max(high, under + height + 44)
    return figure(SHEET, y + high, title, desc, *parts)


def _largest(pillars: Sequence[Pillar]) -> float:
    return max((theme.share for pillar in pillars for theme in pillar.themes), default=0) or 1


def _ranked(pillar: Pillar, width: float, top: float) -> Drawn:
    parts, y = list[Markup](), 0.0
    last = max((place for place, theme in enumerate(pillar.themes) if theme.enters), default=-1)
    for place, theme in enumerate(pillar.themes):
        drawn, height = _theme(theme, place + 1, pillar.palette, width, top)
        parts.append(group(*drawn, y=y))
        y += height
        if place == last and place < len(pillar.themes) - 1:
            room = width_of(pillar.cut, 13) + 8
            parts.append(line(0, y + 8, width - room, y + 8, stroke="edge", weight=2, dash="7 6"))
            parts.append(text(width, y + 12.5, pillar.cut, size=13, anchor="end", fill="soft"))
            y += 24
    return parts, y


def _theme(theme: Ranked, place: int, palette: str, width: float, top: float) -> Drawn:
    """Draw a theme: its title over its bar, its share at the end of the line, what followed under it."""
    left, size = 28.0, 15
    room = width - left - width_of(theme.said, 15, bold=True) - 12
    words = wrapped(theme.title, room, size, most=2 if width > 400 else 4, bold=True)
    tall = len(words) * leading(size)
    long = max(3.0, (width - left) * min(1.0, theme.share / top)) if theme.share else 0.0
    drawn = [
        text(0, size, str(place), size=13, fill="soft"),
        text(left, size, words, size=size, bold=theme.chosen),
        text(width, size, theme.said, size=15, bold=True, anchor="end"),
        line(left, tall + 5 + BAR / 2, width, tall + 5 + BAR / 2, stroke="rule", weight=1),
    ]
    if theme.chosen:
        drawn.append(rect(left, tall + 5, long, BAR, radius=3, fill="strand", palette=palette))
    else:
        outline = rect(left + 1, tall + 6, long - 2, BAR - 2, radius=3, fill="paper", stroke="strand",
                       palette=palette, weight=2)  # fmt: skip
        drawn.append(outline)
    notes = wrapped(theme.note, width - left, 13, most=2) if theme.note else ()
    drawn.append(text(left, tall + BAR + 21, notes, size=13, fill="soft"))
    return drawn, tall + BAR + 14 + len(notes) * leading(13) + (2 if notes else 0)
