"""How close a result is: the last who enters and the first who stays out, and how many ballots would change it."""

from dataclasses import dataclass

from markupsafe import Markup

from gacocrea.web.charts.canvas import Drawn, figure, leading, line, rect, text
from gacocrea.web.charts.words import width_of, wrapped

BAR = 18


@dataclass(frozen=True)
class Side:
    """A theme at the cut, with its ballots and the words for them."""

    title: str
    value: float
    said: str


@dataclass(frozen=True)
class Margin:
    """Both themes at the cut, and what part of all ballots would have to be false."""

    winner: Side
    loser: Side
    apart: str
    """Words: how many ballots separate them."""
    ballots: int
    false: int
    """Ballots that would have to be false, of `ballots`."""
    exact: bool
    """Whether that many are enough; otherwise it is proven that fewer are not."""
    all_said: str
    false_said: str


def margin(title: str, desc: str, found: Margin, palette: str, *, width: float) -> Markup:
    """Return both bars with what separates them, and under them all ballots with the part that would have to be false.

    A number that is only a lower bound ends in a basted line: it may take more.
    """
    longest = max(found.winner.value, found.loser.value) or 1
    above, y = _named(found.winner, 0, width, bold=True)
    bars = [
        rect(0, y, width * found.winner.value / longest, BAR, radius=3, fill="strand", palette=palette),
        *_outlined(width * found.loser.value / longest, y + BAR + 6, width, palette),
    ]
    below, y = _named(found.loser, y + 2 * BAR + 12, width)
    said = text(width, y + 12, found.apart, size=13, bold=True, anchor="end")
    y += 40
    drawn, high = _false(found, palette, y, width)
    return figure(width, y + high, title, desc, *above, *bars, *below, said, *drawn)


def _named(side: Side, y: float, width: float, *, bold: bool = False) -> Drawn:
    """Write a theme and its ballots over or under its bar; return where the next thing may stand."""
    room, most = width - width_of(side.said, 15, bold=True) - 12, 2 if width > 400 else 4
    words = wrapped(side.title, room, 15, most=most, bold=bold)
    drawn = [
        text(0, y + 14, words, size=15, bold=bold),
        text(width, y + 14, side.said, size=15, bold=True, anchor="end"),
    ]
    return drawn, y + len(words) * leading(15) + 4


def _outlined(long: float, y: float, width: float, palette: str) -> list[Markup]:
    """Draw the bar of who stays out, and from its end to that of the other what is between them."""
    middle = y + BAR / 2
    bar = rect(
        1, y + 1, long - 2, BAR - 2, radius=3, fill="paper", stroke="strand", palette=palette, weight=2
    )
    between = line(long + 4, middle, width - 2, middle, stroke="ink", weight=3)
    ends = [line(x, y + 3, x, y + BAR - 3, stroke="ink", weight=3) for x in (long + 4, width - 2)]
    return [bar, *([between, *ends] if width - long > 8 else [ends[1]])]


def _false(found: Margin, palette: str, y: float, width: float) -> Drawn:
    """Draw all ballots as one line, and on it the part that would have to be false."""
    words = wrapped(found.false_said, width, 13, most=3)
    middle = y + len(words) * leading(13) + 8
    end = max(4.0, width * min(1.0, found.false / max(1, found.ballots)))
    drawn = [
        text(0, y + 12, words, size=13),
        line(4, middle, width - 4, middle, stroke="rule", weight=8),
        line(4, middle, end, middle, stroke="strand", palette=palette, weight=8),
        text(0, middle + 22, wrapped(found.all_said, width, 13, most=1), size=13, fill="soft"),
    ]
    if not found.exact:
        far = min(width - 4, end + 64)
        drawn.append(
            line(end + 8, middle, far, middle, stroke="strand", palette=palette, weight=3, dash="7 6")
        )
    return drawn, middle + 30 - y
