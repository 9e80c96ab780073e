"""One drawing for each chapter of the primer, in the thread language of the house: pure functions to SVG.

Solid is done, dashes are to come, colours are the strands of the pillars. The shapes keep their weight at any width.
"""

import math
from collections.abc import Callable, Sequence

from markupsafe import Markup

WIDTH, HEIGHT = 320, 96
MIDDLE = HEIGHT / 2
PALETTES = ("blue", "brick", "ochre", "green")
"""The strands of a forum without a cycle."""
DASHES = "7 9"
Shape = Callable[[float], float]


def drawing(key: str, title: str, *, palettes: Sequence[str] = (), done: float = 0.4) -> Markup:
    """Return the drawing of a chapter; `title` says it in words. `done` is how far the cycle has come, from 0 to 1."""
    draw = _DRAWINGS.get(key, _plain)
    return Markup('<svg class="draw" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, title, draw(list(palettes) or list(PALETTES), done)
    )


def _cord(palettes: list[str], _done: float) -> Markup:
    """Loose threads come together, each with its wave, and leave as one cord."""
    return _woven(palettes, spread=22.0)


def _strands(palettes: list[str], _done: float) -> Markup:
    """Parallel strands, one by pillar, each from its own pin."""
    gap = min(20.0, 80.0 / max(1, len(palettes)))
    rows = [(MIDDLE + gap * (place - (len(palettes) - 1) / 2), name) for place, name in enumerate(palettes)]
    lines = [_path(f"M20 {y:.1f}H236Q276 {y:.1f} {WIDTH} {MIDDLE:.0f}", f"p-{name}") for y, name in rows]
    pins = [_pin(14, y, f"p-{name}") for y, name in rows]
    return _all(lines + pins)


def _round(_palettes: list[str], _done: float) -> Markup:
    """A turn of the plan: the thread goes round past three pins, and on to the next turn, still to be sewn."""
    turn = "M0 80H96C40 80 40 14 104 14S168 80 112 80H200"
    next_turn = "M200 80h20C176 80 176 26 226 26s50 54 6 54h88"
    return _all([_path(turn), _path(next_turn, todo=True), _pin(50, 47), _pin(104, 14), _pin(158, 47)])


def _way(_palettes: list[str], done: float) -> Markup:
    """Ten pins: taut up to where the cycle stands, slack and dashed from there."""
    here = 16 + 32 * round(9 * min(1.0, max(0.0, done)))
    slack = "q16 14 32 0" * ((304 - here) // 32)
    pins = [_pin(x, MIDDLE, full=x < here, large=x == here) for x in range(16, WIDTH, 32)]
    lines = [
        _path(f"M0 {MIDDLE:.0f}H{here}"),
        *([_path(f"M{here} {MIDDLE:.0f}{slack}", todo=True)] if slack else []),
    ]
    return _all(lines + pins)


def _untangled(_palettes: list[str], _done: float) -> Markup:
    """A tangle that becomes a straight line with one knot."""
    tangle = "M0 60C30 10 60 90 78 46S36 8 52 56s60 34 58-10-46-20-30 14 60 22 78-12"
    return _all([_path(tangle), _path("M158 48H320"), _pin(240, MIDDLE, large=True)])


def _sealed(palettes: list[str], _done: float) -> Markup:
    """Strands of every colour go behind a fold of paper and leave it alike, one by one, to be counted."""
    rows = [MIDDLE + 18 * (place - 1.5) for place in range(4)]
    names = [palettes[place % len(palettes)] for place in range(4)]
    ins = [_path(f"M0 {y:.0f}H128", f"p-{name}") for y, name in zip(rows, names, strict=True)]
    outs = [_path(f"M192 {y:.0f}H280") for y in reversed(rows)]
    fold = _path("M128 6H192V90H128ZM128 6L160 34L192 6")
    return _all([*ins, fold, *outs, *(_pin(288, y) for y in rows)])


def _stitched(_palettes: list[str], _done: float) -> Markup:
    """Done with stitches of evidence, then basted up to the end, which is a ring."""
    stitches = "M0 48H40l12-22 18 44 18-44 12 22h36l12-22 18 44 18-44 12 22"
    return _all([_path(stitches), _path("M196 48H296", todo=True), _pin(304, MIDDLE)])


def _plain(_palettes: list[str], _done: float) -> Markup:
    """A thread with one loop, for the chapters that a forum adds."""
    return _all([_path("M0 66H120C190 66 190 22 156 22S122 66 196 66H320")])


_DRAWINGS: dict[str, Callable[[list[str], float], Markup]] = {
    "gobierno-abierto": _cord,
    "pilares": _strands,
    "alianza": _round,
    "este-ciclo": _way,
    "proponer": _untangled,
    "votar": _sealed,
    "seguir": _stitched,
}


def _woven(palettes: list[str], *, spread: float) -> Markup:
    """Strands that start `spread` apart and twist round one line; what comes forward lies on a casing of paper."""
    count = len(palettes)
    behind, ahead = [], []
    for place, name in enumerate(palettes):
        line = _strand(math.tau * place / count, spread * (place - (count - 1) / 2))
        for x in range(0, WIDTH, 8):
            steps = " ".join(f"{at} {line(at):.1f}" for at in (x, x + 4, x + 8))
            rising = math.cos(math.tau * (x + 4) / 112 + math.tau * place / count) > 0
            if rising and x > 96:
                ahead += [_path(f"M{steps}", "cased"), _path(f"M{steps}", f"p-{name}")]
            else:
                behind.append(_path(f"M{steps}", f"p-{name}"))
    return _all(behind + ahead)


def _strand(phase: float, apart: float) -> Shape:
    def at(x: float) -> float:
        share = max(0.0, min(1.0, (x - 24) / 130))
        share = share * share * (3 - 2 * share)
        wave = 12 * math.sin(math.tau * x / 112 + phase)
        return MIDDLE + (1 - share) * apart + share * wave

    return at


def _path(d: str, name: str = "", *, todo: bool = False) -> Markup:
    dashes = Markup(' stroke-dasharray="{}"').format(DASHES) if todo else Markup()
    kind = Markup(' class="{}"').format(name) if name else Markup()
    return Markup('<path{} d="{}" vector-effect="non-scaling-stroke"{}/>').format(kind, d, dashes)


def _pin(x: float, y: float, name: str = "", *, full: bool = False, large: bool = False) -> Markup:
    """A pin as a short arc that closes: a path takes the colours of the strands, a circle would not."""
    r = 8 if large else 4
    return Markup(
        '<path class="{}" d="M{} {}a{} {} 0 1 1 0 .1z" fill="{}" vector-effect="non-scaling-stroke"/>'
    ).format(name or "pin", f"{x - r:g}", f"{y:g}", r, r, "currentColor" if full else "var(--paper)")


def _all(parts: Sequence[Markup]) -> Markup:
    return Markup("").join(parts)
