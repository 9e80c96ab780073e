"""The line of time as a drawing: SVG for pages, PNG for the documents that people edit."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont

from gacocrea.plan.paper.blocks import Span, Timeline
from gacocrea.plan.paper.literal import one_line

WIDTH, _ROW, _TOP, _LEFT, _RIGHT = 640, 34, 34, 40, 14
_DONE, _TO_COME, _RULE, _INK, _SOFT = "#4A1D45", "#857561", "#D8CBB4", "#2B1B2E", "#5C4F55"
_SCALE = 3
_DASH = (11, 7)


def height(figure: Timeline) -> int:
    """Return how high the drawing is when it is 640 wide."""
    return _TOP + _ROW * len(figure.spans) + 10


def _x(share: float) -> float:
    return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)


def _y(place: int) -> float:
    return _TOP + _ROW * place + _ROW * 0.62


def to_svg(figure: Timeline) -> str:
    """Return the drawing with the names of the phases, its colours left to the page (classes of a stylesheet)."""
    tall = height(figure)
    parts = [
        f'<svg class="time" viewBox="0 0 {WIDTH} {tall}" role="img"><title>{escape(one_line(figure.told))}</title>'
    ]
    for share, text in figure.ticks:
        parts.append(f'<path class="tick" d="M{_x(share)} {_TOP}V{tall}"/>')
        anchor = "end" if share > 0.9 else "middle" if share > 0.05 else "start"
        parts.append(
            f'<text class="when" x="{_x(share)}" y="20" text-anchor="{anchor}">{escape(text)}</text>'
        )
    parts.extend(_row(place, span) for place, span in enumerate(figure.spans))
    return "".join((*parts, "</svg>"))


def _row(place: int, span: Span) -> str:
    y, start, end = _y(place), _x(span.start), _x(span.end)
    near_end = span.start > 0.6
    where = f'x="{end if near_end else start}" y="{y - 11}" text-anchor="{"end" if near_end else "start"}"'
    state = "done" if span.done else "todo"
    return (
        f'<text class="no" x="0" y="{y + 5}">{span.number}</text>'
        f'<text class="name" {where}>{escape(one_line(span.name))}</text>'
        f'<path class="{state}" d="M{start} {y}H{max(end, start + 2)}"/>'
        f'<circle class="{state}" cx="{start}" cy="{y}" r="6"/>'
    )


def to_png(figure: Timeline) -> bytes:
    """Return the drawing with the numbers of the phases alone: their names stand in the table beside it."""
    size = (WIDTH * _SCALE, height(figure) * _SCALE)
    image = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(13 * _SCALE)
    for share, text in figure.ticks:
        x = _x(share) * _SCALE
        pen.line((x, _TOP * _SCALE, x, size[1]), _RULE, 2)
        anchor = "rm" if share > 0.9 else "mm" if share > 0.05 else "lm"
        pen.text((x, 16 * _SCALE), text, _SOFT, font, anchor=anchor)
    for place, span in enumerate(figure.spans):
        _thread(pen, place, span)
        pen.text((0, _y(place) * _SCALE), str(span.number), _INK, font, anchor="lm")
    packed = BytesIO()
    image.save(packed, "PNG", optimize=True, dpi=(300, 300))
    return packed.getvalue()


def _thread(pen: ImageDraw.ImageDraw, place: int, span: Span) -> None:
    """Draw a phase: done is one line, what is to come is basted; a ring where it begins."""
    y, tone = _y(place) * _SCALE, _DONE if span.done else _TO_COME
    start, end = _x(span.start) * _SCALE, max(_x(span.end), _x(span.start) + 2) * _SCALE
    stitch, gap = (end - start + 1, 0) if span.done else (_DASH[0] * _SCALE, _DASH[1] * _SCALE)
    x = start
    while x < end:
        pen.line((x, y, min(x + stitch, end), y), tone, 5 * _SCALE)
        x += stitch + gap
    ring = 6 * _SCALE
    pen.ellipse((start - ring, y - ring, start + ring, y + ring), "white", tone, 3 * _SCALE)
