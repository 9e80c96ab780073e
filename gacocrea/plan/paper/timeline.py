"""The line of time as a drawing: SVG for pages, PNG for the documents that people edit."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree as ET

from PIL import Image, ImageDraw, ImageFont

from gacocrea.plan.paper.blocks import Span, Timeline
from gacocrea.plan.paper.literal import one_line

WIDTH, _ROW, _TOP, _LEFT, _RIGHT = 640, 44, 34, 40, 14
_DONE, _TO_COME, _RULE, _INK, _SOFT = "#4A1D45", "#857561", "#D8CBB4", "#2B1B2E", "#5C4F55"
_SCALE = 3
_DASH = (11, 7)
_ANCHORS = ("start", "end")


def height(figure: Timeline) -> int:
    """Return how high the drawing is when it is 640 wide."""
    return _TOP + _ROW * len(figure.spans) + 10


def _x(share: float) -> float:
    return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)


def _y(place: int) -> float:
    return _TOP + _ROW * place + _ROW * 0.74


def to_svg(figure: Timeline) -> ET.Element:
    """Return the drawing with the names of the phases, in the colour of the text around it."""
    box = f"0 0 {WIDTH} {height(figure)}"
    drawing = ET.Element("svg", {"viewBox": box, "role": "img", "class": "time"})
    ET.SubElement(drawing, "title").text = one_line(figure.told)
    for share, text in figure.ticks:
        x = _x(share)
        pen = {"stroke": "currentColor", "stroke-opacity": "0.25", "stroke-width": "1"}
        ET.SubElement(drawing, "path", {"d": f"M{x} {_TOP}V{height(figure)}", **pen})
        _words(drawing, text, x, 18, "middle")
    for place, span in enumerate(figure.spans):
        _row(drawing, _y(place), span)
    return drawing


def _words(drawing: ET.Element, text: str, x: float, y: float, anchor: str) -> None:
    where = {"x": str(x), "y": str(round(y, 1)), "text-anchor": anchor, "font-size": "21"}
    where |= {"fill": "currentColor", "stroke": "none"}
    ET.SubElement(drawing, "text", where).text = text


def _row(drawing: ET.Element, y: float, span: Span) -> None:
    start, end = _x(span.start), max(_x(span.end), _x(span.start) + 2)
    at_end = span.start > 0.6
    _words(
        drawing, f"{span.number}. {one_line(span.name)}", end if at_end else start, y - 12, _ANCHORS[at_end]
    )
    pen = {"stroke": "currentColor", "stroke-width": "5", "fill": "none"}
    dash = {} if span.done else {"stroke-dasharray": f"{_DASH[0]} {_DASH[1]}"}
    ET.SubElement(drawing, "path", {"d": f"M{start + 6} {y:.1f}H{max(end, start + 8)}", **pen, **dash})
    ring = {"cx": str(start), "cy": f"{y:.1f}", "r": "6", **pen, "stroke-width": "3"}
    ET.SubElement(drawing, "circle", ring)


def to_png(figure: Timeline) -> bytes:
    """Return the drawing with the numbers of the phases alone: their names stand in the table beside it."""
    size = (WIDTH * _SCALE, height(figure) * _SCALE)
    image = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(13 * _SCALE)
    for share, text in figure.ticks:
        x = _x(share) * _SCALE
        pen.line((x, _TOP * _SCALE, x, size[1]), _RULE, 2)
        pen.text((x, 16 * _SCALE), text, _SOFT, font, anchor="mm")
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
