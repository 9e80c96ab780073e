"""The little of WordprocessingML that python-docx has no words for. Text only ever enters as text nodes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from gacocrea.plan.paper.blocks import Cell, Table
from gacocrea.plan.paper.literal import lines

WIDTH = 9354  # twips between the margins


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """Return an element such as `element("w:b", val="0")`; attributes are in the namespace w."""
    made: Any = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str, style: str = "") -> Any:
    """Return a run with `text` as it is, in a character style."""
    words = element("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return (
        element("w:r", element("w:rPr", element("w:rStyle", val=style)), words)
        if style
        else element("w:r", words)
    )


def paragraph(style: str, *runs: Any) -> Any:
    return element("w:p", element("w:pPr", element("w:pStyle", val=style)), *runs)


def tab() -> Any:
    return element("w:r", element("w:tab"))


def field(code: str, shown: str = "") -> list[Any]:
    """Return the runs of a field, with what it shows until it is computed again."""
    instruction = element("w:instrText")
    instruction.text = f" {code} "
    return [
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", instruction),
        element("w:r", element("w:fldChar", fldCharType="separate")),
        run(shown),
        element("w:r", element("w:fldChar", fldCharType="end")),
    ]


def link(anchor: str, *runs: Any) -> Any:
    return element("w:hyperlink", *runs, anchor=anchor, history=1)


def bookmark(number: int, name: str, *runs: Any) -> list[Any]:
    return [element("w:bookmarkStart", id=number, name=name), *runs, element("w:bookmarkEnd", id=number)]


def table(block: Table) -> Any:
    """Return a table whose first row is repeated on every page and read as its header."""
    total = sum(block.widths)
    widths = [WIDTH * share // total for share in block.widths]
    made = _frame(widths, header=1, caption=block.caption)
    header = _row(widths, block.numeric)
    header[0].append(element("w:tblHeader"))
    _fill(header, [Cell(strong=name) for name in block.header])
    made.append(header)
    blank = _row(widths, block.numeric)
    for number, cells in enumerate(block.rows, 1):
        filled = deepcopy(blank)
        _fill(filled, cells)
        if block.fields:
            _control_each(filled, number, block)
        made.append(filled)
    return made


def _control_each(row: Any, number: int, block: Table) -> None:
    for column, name in zip(row.iterchildren(qn("w:tc")), block.fields, strict=True):
        place = column[-1]
        column.remove(place)
        column.append(control(f"gacocrea.milestones.{number}.{name}", "…", place))
        column.append(element("w:p", element("w:pPr", element("w:pStyle", val="PlanGap"))))


def control(tag: str, hint: str, place: Any) -> Any:
    """Return a paragraph inside a content control: it shows `hint` until somebody writes, and is found by `tag`."""
    for made in place.findall(qn("w:r")):
        place.remove(made)
    place.append(run(hint, "PlanHint"))
    properties = element(
        "w:sdtPr",
        element("w:alias", val=" ".join(lines(hint))[:60]),
        element("w:tag", val=tag),
        element("w:id", val=zlib.crc32(tag.encode()) >> 1),
        element("w:showingPlcHdr"),
    )
    return element("w:sdt", properties, element("w:sdtContent", place))


def facts(rows: Iterable[tuple[str, str]]) -> Any:
    """Return a table of two columns whose first column names the second."""
    widths = [WIDTH * 36 // 100, WIDTH * 64 // 100]
    made = _frame(widths, header=0)
    blank = _row(widths, frozenset())
    for name, value in rows:
        filled = deepcopy(blank)
        _fill(filled, (Cell(strong=name), Cell(value)))
        made.append(filled)
    return made


def numbers(items: Sequence[tuple[str, str]]) -> Any:
    """Return large numerals three in a row, each over what it counts."""
    widths = [WIDTH // 3] * 3
    made = _frame(widths, header=0, style="PlanNumbers")
    for start in range(0, len(items), 3):
        row = _row(widths, frozenset())
        for column, (value, name) in zip(row.iterchildren(qn("w:tc")), items[start : start + 3], strict=False):
            column.remove(column[-1])
            column.extend((paragraph("PlanNumeral", run(value)), paragraph("PlanFigure", run(name))))
        made.append(row)
    return made


def _frame(widths: list[int], header: int, caption: str = "", style: str = "PlanTable") -> Any:
    # Old readers know the same only as a number.
    look = {
        "val": "0620" if header else "0680",
        "firstRow": header,
        "firstColumn": 1 - header,
        "lastRow": 0,
        "lastColumn": 0,
        "noHBand": 1,
        "noVBand": 1,
    }
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val=style),
        element("w:tblW", w=WIDTH, type="dxa"),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", **look),
    )
    if caption:
        properties.append(element("w:tblCaption", val=" ".join(lines(caption))))
    return element(
        "w:tbl", properties, element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
    )


def _row(widths: list[int], numeric: frozenset[int]) -> Any:
    cells = []
    for column, width in enumerate(widths):
        style = "PlanNumber" if column in numeric else "PlanCell"
        cells.append(
            element("w:tc", element("w:tcPr", element("w:tcW", w=width, type="dxa")), paragraph(style))
        )
    return element("w:tr", element("w:trPr", element("w:cantSplit")), *cells)


def _fill(row: Any, cells: Iterable[Cell]) -> None:
    """Put each cell into the empty paragraph that its column has; further lines are further paragraphs."""
    for column, cell in zip(row.iterchildren(qn("w:tc")), cells, strict=True):
        first = column[-1]
        said = [(line, "Strong") for line in lines(cell.strong)] if cell.strong else []
        said += [(line, "") for line in lines(cell.text) if line or not said]
        rest = [deepcopy(first) for _ in said[1:]]
        column.extend(rest)
        for place, (line, style) in zip((first, *rest), said, strict=True):
            place.append(run(line, style))
