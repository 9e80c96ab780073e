"""Where each part of a flow stands on paper: an arithmetic of boxes, without ink.

Themes stand below each other in rows, their pillar beside the middle of them, goals as near to their themes as the
other goals let them. Every label has a box of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from gacocrea.web.charts.flow import Flow, Goal, Source, State, Strand
from gacocrea.web.charts.words import fitted, width_of, wrapped


@dataclass(frozen=True)
class Frame:
    """The columns of a drawing, in px: where each begins, and the whole width."""

    width: float
    fan: float
    """Where the lines leave the names of the pillars."""
    knot: float
    """Where the themes stand."""
    bend: float
    """Where the threads leave the themes."""
    goal: float
    """Where the goals stand."""
    lines: int = 1
    """How many lines the title of a theme may take."""


WIDE = Frame(1104, 196, 326, 780, 846)
"""On a desk."""
PAPER = Frame(760, 86, 148, 538, 576, lines=3)
"""One pillar on a sheet of A4: its name stands above the drawing."""


@dataclass(frozen=True)
class Label:
    """Words in a box: `x` is its left edge, `y` the line they stand on."""

    text: str
    x: float
    y: float
    width: float
    size: float
    tone: str = "ink"
    bold: bool = False
    end: bool = False
    """Whether the words stand at the right edge of the box."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.x, self.y - 0.8 * self.size, self.x + self.width, self.y + 0.25 * self.size


@dataclass(frozen=True)
class Line:
    """A line from one place to another; `lines` of them beside each other where it begins."""

    start: tuple[float, float]
    end: tuple[float, float]
    palette: str
    state: State
    weight: float


@dataclass(frozen=True)
class Mark:
    """A knot where a thread goes on, or a ring where it ends."""

    x: float
    y: float
    palette: str
    state: State
    radius: float = 4.5


@dataclass
class Drawing:
    """Everything in its place."""

    width: float
    height: float
    labels: list[Label] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


ROW, TALL, APART = 20.0, 31.0, 26.0
UNDER = 9.0
"""px: how far the thread of a theme that goes on runs below the middle of its row, as a line under its words."""
SMALL, BODY = 13.0, 14.5
THREAD, GAP, LEAD = 3.0, 8.0, 1.22


def laid_out(flow: Flow, frame: Frame = WIDE) -> Drawing:
    """Return the drawing of a flow: no two labels overlap, and nothing leaves its box."""
    return _Loom(flow, frame).drawing


class _Loom:
    """Puts the parts of a flow in their places, pillar after pillar, and the goals beside their themes."""

    def __init__(self, flow: Flow, frame: Frame) -> None:
        self.frame, self.per = frame, flow.per
        self.drawing = Drawing(frame.width, 0)
        self.places: dict[str, list[float]] = {goal.key: [] for goal in flow.goals}
        counts = [strand.count for source in flow.sources for strand in source.strands]
        self.digits = width_of(figure(max(counts, default=0)), SMALL, bold=True)
        top = bottom = self.heads(flow.heads) if flow.heads else 10.0
        if flow.unit and any(strand.note for source in flow.sources for strand in source.strands):
            top = bottom = self.unit(flow.unit, top)
        for source in flow.sources:
            bottom = self.source(source, bottom) + APART
        self.drawing.height = max(bottom - APART, self.goals(flow.goals, top)) + 10

    def say(self, lines: Sequence[str], x: float, y: float, room: float, *, bold: bool = False) -> float:
        """Place lines under y, bold ones in the larger size; return where the last one stands."""
        size, tone = (BODY, "ink") if bold else (SMALL, "soft")
        for text in lines:
            y += LEAD * size
            self.drawing.labels.append(Label(text, x, y, room, size, tone, bold=bold))
        return y

    def heads(self, heads: Sequence[tuple[str, str]]) -> float:
        starts = (0.0, self.frame.knot - 6, self.frame.goal - 6)
        for (number, words), x, right in zip(heads, starts, (*starts[1:], self.frame.width), strict=True):
            room = right - x - GAP
            self.drawing.labels.append(Label(fitted(number, room, 32, bold=True), x, 30, room, 32, bold=True))
            self.say(wrapped(words, room, SMALL, most=1), x, 36, room)
        return 70.0

    def unit(self, words: str, top: float) -> float:
        right, room = self.frame.bend - GAP, (self.frame.bend - self.frame.knot) / 2
        text = fitted(words, room, SMALL)
        self.drawing.labels.append(Label(text, right - room, top + 6, room, SMALL, "soft", end=True))
        return top + 12

    def source(self, source: Source, top: float) -> float:
        """Place a pillar with its themes from `top` on; return where it ends."""
        room, heights = self.frame.fan - 2 * GAP, [self.high(one) for one in source.strands]
        names = wrapped(source.name, room, BODY, most=4, bold=True)
        notes = wrapped(source.note, room, SMALL, most=4)
        own = 30 + LEAD * (BODY * len(names) + SMALL * len(notes))
        high = max(own, sum(heights))
        y = top + (high - own) / 2 + 24
        number = figure(source.count)
        size = min(28.0, room / width_of(number, 1, bold=True))
        self.drawing.labels.append(Label(number, 0, y, room, size, bold=True))
        self.say(notes, 0, self.say(names, 0, y + 2, room, bold=True), room)
        befores = accumulate([top + (high - sum(heights)) / 2, *heights])
        middles = [before + height / 2 for before, height in zip(befores, heights, strict=False)]
        self.fan(source, middles, top + high / 2)
        for strand, middle in zip(source.strands, middles, strict=True):
            self.strand(source.palette, strand, middle)
        return top + high

    def fan(self, source: Source, middles: Sequence[float], centre: float) -> None:
        """Draw the lines of a pillar; each strand with a proposal has one at least."""
        lines = [max(1, round(strand.count / self.per)) if strand.count else 0 for strand in source.strands]
        total, befores = sum(lines), accumulate([0, *lines])
        step = min(2.4, 46 / max(total, 1))
        for strand, middle, many, before in zip(source.strands, middles, lines, befores, strict=False):
            close, under = min(1.7, 9 / max(many, 1)), self.under(strand)
            for one in range(many):
                start = self.frame.fan, centre + (before + one - (total - 1) / 2) * step
                end = self.frame.knot, middle + under + (one - (many - 1) / 2) * close
                self.drawing.lines.append(Line(start, end, source.palette, "kept", 1.2))

    def title(self, strand: Strand) -> tuple[list[str], float, str]:
        """Return a theme's title in lines, the room that they have, and the figure or reason beside them."""
        room = self.frame.bend - GAP - self.left
        note = fitted(strand.note, room * 0.45, SMALL)
        room -= width_of(note, SMALL) + GAP if note else 0
        size, bold = (BODY, True) if strand.goal else (SMALL, False)
        return [*wrapped(strand.title, room, size, most=self.frame.lines, bold=bold)] or [""], room, note

    @property
    def left(self) -> float:
        """Where the titles of themes begin."""
        return self.frame.knot + 10 + self.digits + GAP

    def more(self, strand: Strand) -> float:
        """Return how high the lines of a title are beyond the first."""
        return (len(self.title(strand)[0]) - 1) * LEAD * (BODY if strand.goal else SMALL)

    def high(self, strand: Strand) -> float:
        return (TALL if strand.goal else ROW) + self.more(strand)

    def under(self, strand: Strand) -> float:
        """Return how far the knot of a theme stands below the middle of its row."""
        return UNDER + self.more(strand) / 2 if strand.goal else 0

    def strand(self, palette: str, strand: Strand, y: float) -> None:
        """Place a theme: its knot, how many proposals it unites, its title, and the figure or reason beside it."""
        frame, left, more, knot = self.frame, self.left, self.more(strand), y + self.under(strand)
        lines, room, note = self.title(strand)
        size, above, base = (BODY, more, knot - 6) if strand.goal else (SMALL, more / 2, y + 4.5)
        tone, bold = "soft" if strand.state == "ended" else "ink", bool(strand.goal)
        taken = width_of(note, SMALL)
        self.drawing.labels += [
            Label(figure(strand.count), frame.knot + 10, base, self.digits, SMALL, bold=True, end=True),
            *(
                Label(text, left, base - above + place * LEAD * size, room, size, tone, bold=bold)
                for place, text in enumerate(lines)
            ),
            *([Label(note, frame.bend - GAP - taken, base, taken, SMALL, "soft", end=True)] if note else []),
        ]
        self.drawing.marks.append(Mark(frame.knot, knot, palette, strand.state))
        if strand.goal:
            ends = (frame.knot, knot), (frame.bend, knot)
            self.drawing.lines.append(Line(*ends, palette, strand.state, THREAD))
            self.places.get(strand.goal, []).append(knot)

    def goals(self, goals: Sequence[Goal], top: float) -> float:
        """Place the goals, each as near to its themes as the others let it; return where the last one ends."""
        ordered = sorted(goals, key=lambda goal: _middle(self.places[goal.key]))
        room = self.frame.width - self.frame.goal - 16
        names = [wrapped(goal.title, room, BODY, most=self.frame.lines + 2, bold=True) for goal in ordered]
        notes = [wrapped(goal.note, room, SMALL, most=self.frame.lines + 1) for goal in ordered]
        heights = [LEAD * (BODY * len(a) + SMALL * len(b)) + 14 for a, b in zip(names, notes, strict=True)]
        wanted = [_middle(self.places[goal.key]) - 14 for goal in ordered]
        starts = spread(wanted, heights, top)
        for goal, name, note, start in zip(ordered, names, notes, starts, strict=True):
            at = self.say(name, self.frame.goal + 16, start - 4, room, bold=True)
            self.say(note, self.frame.goal + 16, at, room)
            end = (self.frame.goal, start + 9)
            self.drawing.marks.append(Mark(*end, goal.palette, goal.state, 6))
            for place in self.places[goal.key]:
                line = Line((self.frame.bend, place), end, goal.palette, goal.state, THREAD)
                self.drawing.lines.append(line)
        return max((start + high for start, high in zip(starts, heights, strict=True)), default=top)


def figure(value: int) -> str:
    """Return a number as the house writes it: a thin space parts thousands."""
    return f"{value:,}".replace(",", "\u202f")


def _middle(places: Sequence[float]) -> float:
    return sum(places) / len(places) if places else 1e6


def spread(wanted: Sequence[float], heights: Sequence[float], top: float) -> list[float]:
    """Return where boxes begin that stand one below the other in this order, as near as can be to where they want.

    Boxes that want the same place share the way that they are moved (pool of adjacent violators).
    """
    pools: list[tuple[float, float, int]] = []  # where it wants to begin, its height, how many boxes
    for want, height in zip(wanted, heights, strict=True):
        pool = (max(want, top), height, 1)
        while pools and pools[-1][0] + pools[-1][1] > pool[0]:
            start, high, many = pools.pop()
            # The later boxes want to begin `high` after the first one does.
            mean = (start * many + (pool[0] - high) * pool[2]) / (many + pool[2])
            pool = (max(mean, top), high + pool[1], many + pool[2])
        pools.append(pool)
    starts: list[float] = []
    for start, _height, many in pools:
        place = start
        for height in heights[len(starts) : len(starts) + many]:
            starts.append(place)
            place += height
    return starts
