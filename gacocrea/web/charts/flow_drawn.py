"""The flow as SVG: lines, knots and words where `flow` put them."""

from markupsafe import Markup

from gacocrea.web.charts import canvas
from gacocrea.web.charts.flow import Flow, State
from gacocrea.web.charts.loom import WIDE, Drawing, Frame, Label, Line, Mark, laid_out

DASH = "7 6"
"""What is promised, and not done yet."""


def flow_svg(flow: Flow, title: str, desc: str, frame: Frame = WIDE) -> Markup:
    """Return the drawing of a flow; `desc` says its finding."""
    return drawn(laid_out(flow, frame), title, desc)


def drawn(drawing: Drawing, title: str, desc: str) -> Markup:
    """Return what is laid out as one SVG: threads first, then knots, then words."""
    parts = [*map(_line, drawing.lines), *map(_mark, drawing.marks), *map(_label, drawing.labels)]
    return canvas.figure(drawing.width, drawing.height, title, desc, *parts)


def _line(line: Line) -> Markup:
    (x1, y1), (x2, y2) = line.start, line.end
    reach = 0.5 * (x2 - x1)
    d = f"M{x1:.1f} {y1:.1f}C{x1 + reach:.1f} {y1:.1f} {x2 - reach:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    dash = DASH if line.state == "ahead" else ""
    return canvas.path(d, stroke="strand", palette=line.palette, weight=line.weight, dash=dash)


def _mark(mark: Mark) -> Markup:
    """A full knot where the thread goes on, a thin one where that is to come, an open ring where it ends."""
    fill = "strand" if mark.state in {"kept", "ahead"} else "paper"
    return canvas.dot(
        mark.x, mark.y, mark.radius, fill=fill, stroke="strand", palette=mark.palette, weight=2.5
    )


def _label(label: Label) -> Markup:
    x = label.x + label.width if label.end else label.x
    anchor = "end" if label.end else "start"
    fill = label.tone if label.tone in canvas.COLOURS else "ink"
    return canvas.text(x, label.y, label.text, size=label.size, bold=label.bold, anchor=anchor, fill=fill)


def stitch(count: int, state: State, palette: str) -> Markup:
    """Return the thread of one theme as an ornament beside its name: as many lines as proposals, up to nine."""
    lines = min(count, 9)
    spread = [(10 + (one - (lines - 1) / 2) * 2, 10 + (one - (lines - 1) / 2) * 0.9) for one in range(lines)]
    parts = [_line(Line((1, start), (30, end), palette, "kept", 1.2)) for start, end in spread]
    if state in {"kept", "ahead"}:
        parts.append(_line(Line((30, 10), (63, 10), palette, state, 3)))
    parts.append(_mark(Mark(30, 10, palette, state)))
    return Markup(
        '<svg viewBox="0 0 64 20" width="64" height="20" fill="none" aria-hidden="true">{}</svg>'
    ).format(Markup("").join(parts))
