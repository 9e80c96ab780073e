"""The drawn thread, computed: rope, join, fan and the strip of the cycle; and the QR code of a text.

Pure functions from plain values to SVG. Every strand of a rope is a sine wave around a centre line; the half
that comes forward is drawn last, over a casing of paper, and that is all that makes it look twisted.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import segno
from markupsafe import Markup

AXIS = 12.0  # px from the left edge of the rope's box to its centre line
SWING = 9.0  # px from the centre line to the far side of a strand
STEP = 6.0  # px between the parallel strands of a phone
TURN = 49.5  # px, radius of the bend from the tiles into the margin
BASE = 84.0  # px from the tiles down to the horizontal rope
STEM = 14.0  # px of straight rope under the bend
WIDTH = 1104.0  # px, the tiles at full width; narrower pages squeeze the drawing sideways
GAP = 16.0  # px between two tiles
MANY = 4  # strands that lie side by side at their full weight; more of them are drawn thinner
GATHER = 108.0  # px in which the parallel strands of a phone become a rope


class Point(NamedTuple):
    """A place in user units of the drawing."""

    x: float
    y: float


Line = Callable[[float], Point]
Curve = tuple[Point, Point, Point, Point]


def qr(text: str, title: str) -> Markup:
    """Return `text` as a QR code in SVG with `title` for who does not see it; its margin is part of it.

    Level M survives a fold in the paper. A text of capitals, figures, spaces and `/-.:$%*+` makes a smaller one.
    """
    code = segno.make(text, error="m", micro=False, boost_error=False)
    drawn = code.svg_inline(omitsize=True, svgclass="qr", lineclass=None, title=title, light="#fff")
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))


def rope(palettes: Sequence[str]) -> Markup:
    """One turn of a rope straight down, as the pattern `#rope`; one strand per pillar, 3 to 6."""
    turn = _turn(palettes)

    def strand(phase: float) -> Line:
        return lambda s: Point(AXIS + SWING * math.sin(math.tau * s / turn + phase), s)

    drawn = _twist(palettes, strand, start=[0.0] * len(palettes), end=turn, turn=turn, bleed=turn / 2)
    return Markup(
        '<pattern id="rope" width="{}" height="{}" patternUnits="userSpaceOnUse">{}</pattern>'
    ).format(_n(2 * AXIS), _n(turn), drawn)


def join(palettes: Sequence[str]) -> Markup:
    """Strands fall from the tiles, twist, and turn down into the margin (or just gather, on a phone)."""
    drawn = _drop(palettes) + _bend(palettes) + _gather(palettes)
    many = " many" if len(palettes) > MANY else ""
    return Markup('<div class="join{}" aria-hidden="true">{}</div>').format(many, drawn)


def fan(counts: Sequence[int], *, per: int = 10) -> Markup:
    """A bundle that parts into one bundle per count; each line stands for `per` things, at least one."""
    lines = [max(1, round(count / per)) if count else 0 for count in counts]
    total, row = sum(lines), 100 / max(1, len(lines))
    step = min(0.62, 0.8 * row / max(1, *lines, 1))
    first = 50 - (total - 1) * 0.4
    path = "".join(
        _fan_line(first + 0.8 * (before + j), row * (i + 0.5) + (j - (many - 1) / 2) * step)
        for i, (many, before) in enumerate(zip(lines, accumulate([0, *lines]), strict=False))
        for j in range(many)
    )
    return _svg("fan-lines", "0 0 100 100", _stroke("", path), stretch=True)


def strip(done: int, total: int) -> Markup:
    """The thread of the cycle over `total` pins: taut to the one after `done` phases, then slack."""
    width = 100 * total
    if done >= total:
        return _svg("strip", f"0 0 {width} 20", _stroke("", f"M0 6H{width}"), stretch=True)
    here = 100 * done + 50
    slack = "q50 12 100 0" * (total - done - 1) + "q25 9 50 9"
    paths = _stroke("", f"M0 6H{here}") + _stroke("todo", f"M{here} 6{slack}")
    return _svg("strip", f"0 0 {width} 20", paths, stretch=True)


def _fan_line(start: float, end: float) -> str:
    return f"M0 {start:.1f}C55 {start:.1f} 45 {end:.1f} 100 {end:.1f}"


def _drop(palettes: Sequence[str]) -> Markup:
    """From the tiles to the bend: the part that is squeezed when the page is narrower."""
    count, turn = len(palettes), _turn(palettes)
    seam = -(TURN * math.pi / 2 + STEM)  # rope left to run, as a negative length, where the bend begins
    tile = (WIDTH - GAP * (count - 1)) / count

    def strand(phase: float) -> Line:
        return lambda s: Point(seam - s, BASE + SWING * math.sin(math.tau * s / turn + phase))

    starts, leads = [], []
    for i, palette in enumerate(palettes):
        middle = i * (tile + GAP) + tile / 2
        wave, phase = strand(_phase(i, count)), _phase(i, count)
        edges = _edges(seam - (middle - 60), seam, turn, phase)
        starts.append(edges[1] if len(edges) > 2 else seam)
        leads.append(_stroke(f"p-{palette}", _path([_fall(middle, wave, starts[i])])))
    drawn = _twist(palettes, strand, start=starts, end=seam, turn=turn)
    return _svg(
        "drop", f"0 0 {_n(WIDTH)} {_n(BASE + TURN + STEM)}", Markup("").join(leads) + drawn, stretch=True
    )


def _bend(palettes: Sequence[str]) -> Markup:
    """The quarter circle into the margin; never squeezed, so it meets the rope exactly."""
    turn, left = _turn(palettes), 30.5
    arc = TURN * math.pi / 2

    def strand(phase: float) -> Line:
        def at(s: float) -> Point:
            swing = SWING * math.sin(math.tau * s / turn + phase)
            if s >= -STEM:
                return Point(left + swing, BASE + TURN + STEM + s)
            angle = min(math.pi / 2, (s + STEM + arc) / TURN)
            far = max(0.0, -(s + STEM + arc))
            radius = TURN - swing
            return Point(left + TURN - radius * math.sin(angle) + far, BASE + TURN - radius * math.cos(angle))

        return at

    drawn = _twist(palettes, strand, start=[-arc - STEM] * len(palettes), end=0.0, turn=turn)
    return _svg("bend", f"0 0 80 {_n(BASE + TURN + STEM)}", drawn)


def _gather(palettes: Sequence[str]) -> Markup:
    """Parallel strands become a rope, straight down."""
    count, turn = len(palettes), _turn(palettes)

    def strand(phase: float) -> Line:
        apart = AXIS - SWING + STEP * round(phase * count / math.tau)

        def at(s: float) -> Point:
            u = max(0.0, min(1.0, (s + GATHER) / GATHER))
            u = u * u * (3 - 2 * u)
            wave = AXIS + SWING * math.sin(math.tau * s / turn + phase)
            return Point((1 - u) * apart + u * wave, GATHER + s)

        return at

    drawn = _twist(palettes, strand, start=[-GATHER] * count, end=0.0, turn=turn)
    return _svg("gather", f"0 0 {_n(2 * AXIS)} {_n(GATHER)}", drawn)


def _twist(
    palettes: Sequence[str],
    strand: Callable[[float], Line],
    *,
    start: Sequence[float],
    end: float,
    turn: float,
    bleed: float = 0.0,
) -> Markup:
    """All strands from their `start` to `end`: the halves that go behind, then those that come forward."""
    behind, ahead = [], []
    for i, palette in enumerate(palettes):
        phase = _phase(i, len(palettes))
        wave, halves = strand(phase), _edges(start[i] - bleed, end + bleed, turn, phase)
        back: list[Curve] = []
        front: list[Curve] = []
        for s0, s1 in pairwise(halves):
            middle = (s0 + s1) / 2
            rising = math.cos(math.tau * middle / turn + phase) > 0
            (front if rising else back).extend([_cubic(wave, s0, middle), _cubic(wave, middle, s1)])
        behind.append(_stroke(f"p-{palette}", _path(back)))
        ahead += [_stroke("cased", _path(front)), _stroke(f"p-{palette}", _path(front))]
    return Markup("").join(behind + ahead)


def _turn(palettes: Sequence[str]) -> float:
    """Length of rope in which a strand comes round once; more strands need more of it to lie as densely."""
    return 48 + 24.0 * len(palettes)


def _phase(index: int, count: int) -> float:
    return math.tau * index / count


def _edges(start: float, end: float, turn: float, phase: float) -> list[float]:
    """`start`, every extreme of the wave in between (where a strand changes sides), and `end`."""
    first = math.ceil((math.tau * start / turn + phase + math.pi / 2) / math.pi)
    return [start, *_extremes(first, start, end, turn, phase), end]


def _extremes(first: int, start: float, end: float, turn: float, phase: float) -> Iterator[float]:
    s = (first * math.pi - math.pi / 2 - phase) * turn / math.tau
    while s < end - 0.5:
        if s > start + 0.5:
            yield s
        s += turn / 2


def _slope(line: Line, s: float) -> Point:
    e = 1e-3
    a, b = line(s - e), line(s + e)
    return Point((b.x - a.x) / (2 * e), (b.y - a.y) / (2 * e))


def _cubic(line: Line, s0: float, s1: float) -> Curve:
    """The cubic Bézier that leaves and arrives as `line` does between s0 and s1."""
    third = (s1 - s0) / 3
    a, b, ta, tb = line(s0), line(s1), _slope(line, s0), _slope(line, s1)
    return (
        a,
        Point(a.x + ta.x * third, a.y + ta.y * third),
        Point(b.x - tb.x * third, b.y - tb.y * third),
        b,
    )


def _fall(x: float, wave: Line, s: float) -> Curve:
    """From under a tile down into the wave at s, arriving along it."""
    end, slope = wave(s), _slope(wave, s)
    reach = min(60.0, (x - end.x) * 0.8)
    return Point(x, 0), Point(x, 50), Point(end.x - slope.x * reach, end.y - slope.y * reach), end


def _path(curves: Sequence[Curve]) -> str:
    out, last = [], ""
    for a, c, d, b in curves:
        here = f"{_n(a.x)} {_n(a.y)}"
        move = "" if here == last else f"M{here}"
        out.append(move + "C" + " ".join(f"{_n(p.x)} {_n(p.y)}" for p in (c, d, b)))
        last = f"{_n(b.x)} {_n(b.y)}"
    return "".join(out)


def _n(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _stroke(name: str, d: str) -> Markup:
    return Markup('<path class="{}" d="{}"/>').format(name, d) if name else Markup('<path d="{}"/>').format(d)


def _svg(name: str, box: str, inside: Markup, *, stretch: bool = False) -> Markup:
    ratio = Markup(' preserveAspectRatio="none"') if stretch else ""
    return Markup('<svg class="{}" viewBox="{}"{} aria-hidden="true">{}</svg>').format(
        name, box, ratio, inside
    )
