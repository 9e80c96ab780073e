"""What was promised by month: a full stitch is done, an open one is late, a basted one is to come."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from markupsafe import Markup

from gacocrea.web.charts.canvas import WIDE, Drawn, dot, figure, leading, line, rect, text
from gacocrea.web.charts.empty import empty
from gacocrea.web.charts.words import width_of

State = Literal["done", "late", "ahead"]
EDGE = 10.0
TALL, PITCH, MOST = 8.0, 13.0, 150.0
"""px: a stitch, from one stitch to the next above it, and the highest pile; a higher one is pressed together."""


@dataclass(frozen=True)
class Stitch:
    """Something promised: by when, and how it stands."""

    on: date
    state: State


@dataclass(frozen=True)
class Calendar:
    """From the first to the last month, and the months that are named; `now` is the word for today."""

    first: date
    last: date
    today: date
    ticks: Sequence[tuple[date, str]]
    now: str

    @property
    def months(self) -> int:
        return _month(self.last) - _month(self.first) + 1


def stitches(
    title: str,
    desc: str,
    promised: Sequence[Stitch],
    calendar: Calendar,
    *,
    legend: Sequence[tuple[State, str]],
    width: float = WIDE,
) -> Markup:
    """Return each promise as a stitch over the month by which it falls due, and the thread of the plan beneath.

    `legend` says what each kind of stitch is, with how many there are.
    """
    if not promised:
        return empty(title, desc, width=width)
    piles = defaultdict[int, list[State]](list)
    for one in sorted(promised, key=lambda one: ("done", "late", "ahead").index(one.state)):
        piles[_month(one.on) - _month(calendar.first)].append(one.state)
    pitch = min(PITCH, MOST / max(map(len, piles.values())))
    key, top = _legend(legend, width)
    base = top + 12 + pitch * max(map(len, piles.values())) + 6
    wide = (width - 2 * EDGE) / calendar.months
    drawn = [
        mark
        for place, pile in piles.items()
        for i, state in enumerate(pile)
        for mark in _stitch(
            EDGE + wide * place, base - 10 - pitch * (i + 1) + 4, wide, min(TALL, pitch - 1), state
        )
    ]
    thread, below = _thread(calendar, base, wide, width)
    return figure(width, base + below, title, desc, *key, *drawn, *thread)


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _stitch(x: float, y: float, wide: float, tall: float, state: State) -> Iterator[Markup]:
    room = min(26.0, wide - 2)
    left = x + (wide - room) / 2
    if state == "done":
        yield rect(left, y, room, tall, radius=2, fill="strand")
    elif state == "late":
        yield rect(left + 1, y + 1, room - 2, tall - 2, radius=1, stroke="strand", weight=2)
    else:
        yield line(
            left + 1, y + tall / 2, left + room - 1, y + tall / 2, stroke="edge", weight=2.5, dash="4 3"
        )


def _legend(legend: Sequence[tuple[State, str]], width: float) -> Drawn:
    drawn, x, y = list[Markup](), 0.0, 0.0
    for state, words in legend:
        wide = 34 + width_of(words, 14) + 14
        if x and x + wide - 14 > width:
            x, y = 0.0, y + 24
        drawn += [*_stitch(x, y + 4, 28, TALL, state), text(x + 34, y + 13, words, size=14)]
        x += wide
    return drawn, y + 20


def _thread(calendar: Calendar, y: float, wide: float, width: float) -> Drawn:
    """The thread: taut to today, basted after it; its named months, and today where it is in between."""
    at = _month(calendar.today) - _month(calendar.first) + min(1.0, calendar.today.day / 31)
    here = EDGE + wide * min(float(calendar.months), max(0.0, at))
    right = width - EDGE
    drawn, ends = list[Markup](), -99.0
    if here > EDGE:
        drawn.append(line(EDGE, y, here, y, stroke="strand", weight=4))
    if here < right:
        drawn.append(line(here, y, right, y, stroke="edge", weight=3, dash="6 7"))
    for day, words in calendar.ticks:
        x = EDGE + wide * (_month(day) - _month(calendar.first))
        if x >= ends and x + width_of(words, 13) <= width:
            drawn += [
                line(x, y - 5, x, y + 5, stroke="edge", weight=1.5),
                text(x, y + 20, words, size=13, fill="soft"),
            ]
            ends = x + width_of(words, 13) + 8
    if EDGE < here < right:
        half = width_of(calendar.now, 13, bold=True) / 2
        middle = min(max(here, half), width - half)
        drawn.append(dot(here, y, 7, fill="paper", stroke="strand", weight=4))
        drawn.append(text(middle, y + 20 + leading(13), calendar.now, size=13, bold=True, anchor="middle"))
    return drawn, 26 + leading(13)
