"""How the DOCX looks: its styles, all of them real ones that a secretary can change in one place."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips

from gacocrea.plan.paper.ooxml import WIDTH, element

_DOTS, _SPACES = WD_TAB_LEADER.DOTS, WD_TAB_LEADER.SPACES
_FONT = "Calibri"
_INK = RGBColor.from_string("2B1B2E")
_SOFT = RGBColor.from_string("5C4F55")
_BRAND = RGBColor.from_string("4A1D45")

# Style, size, colour, bold, points before and after.
_LOOKS = (
    ("Normal", 11, _INK, False, 0, 7),
    ("Title", 34, _BRAND, True, 0, 18),
    ("Subtitle", 15, _SOFT, False, 0, 6),
    ("Heading 1", 26, _BRAND, True, 0, 14),
    ("Heading 2", 18, _BRAND, True, 18, 8),
    ("Heading 3", 14, _BRAND, True, 16, 6),
    ("Heading 4", 11, _INK, True, 10, 3),
    ("Caption", 9.5, _SOFT, False, 12, 4),
    ("Header", 9, _SOFT, False, 0, 0),
    ("Footer", 9, _SOFT, False, 0, 0),
    ("TOC Heading", 26, _BRAND, True, 0, 14),
    ("toc 1", 11, _INK, True, 8, 2),
    ("toc 2", 11, _INK, False, 0, 2),
    ("Plan Lead", 13, _INK, False, 0, 10),
    ("Plan Note", 11, _SOFT, False, 0, 7),
    ("Plan Figure", 10, _SOFT, False, 0, 9),
    ("Plan Numeral", 26, _BRAND, True, 0, 0),
    ("Plan Blank", 11, _INK, False, 2, 10),
    ("Plan Cell", 9.5, _INK, False, 2, 2),
    ("Plan Gap", 4, _SOFT, False, 0, 6),
    ("Plan Number", 9.5, _INK, False, 2, 2),
)


def dress(document: Document, tag: str) -> None:
    """Give the document its styles and its language, a tag such as es-ES."""
    for name, size, colour, bold, before, after in _LOOKS:
        _paragraph_style(document, name, size, colour, bold=bold, before=before, after=after)
    styles: Any = document.styles
    styles["Plan Number"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for name in ("Caption", "Heading 1", "Heading 2", "Heading 3", "Heading 4"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Heading 1"].paragraph_format.page_break_before = True
    styles["toc 2"].paragraph_format.left_indent = Pt(14)
    for name, leader in (("toc 1", _DOTS), ("toc 2", _DOTS), ("Header", _SPACES), ("Footer", _SPACES)):
        stops = styles[name].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(Twips(WIDTH), WD_TAB_ALIGNMENT.RIGHT, leader)
    hint = styles.add_style("Plan Hint", WD_STYLE_TYPE.CHARACTER)
    hint.font.color.rgb = _SOFT
    styles["Plan Blank"].element.get_or_add_pPr().insert(0, element("w:shd", val="clear", color="auto", fill="F7F1E6"))
    styles["Plan Numeral"].paragraph_format.keep_with_next = True
    document.styles.element.append(_table_style())
    document.styles.element.append(_bare_table_style())
    _language(document, tag)


def _paragraph_style(
    document: Document, name: str, size: float, colour: RGBColor, *, bold: bool, before: int, after: int
) -> None:
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
    style: Any = document.styles[name]
    style.hidden, style.quick_style = False, True
    style.font.name, style.font.size, style.font.bold, style.font.italic = _FONT, Pt(size), bold, False
    style.font.color.rgb = colour
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    fonts = style.element.rPr.rFonts
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    for border in style.element.pPr.findall(qn("w:pBdr")) if style.element.pPr is not None else ():
        style.element.pPr.remove(border)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)


def _table_style() -> Any:
    """Hairlines between rows, one ink line under the header, no boxes."""
    hairline = {"val": "single", "sz": 4, "space": 0, "color": "D8CBB4"}
    ink = {"val": "single", "sz": 8, "space": 0, "color": "2B1B2E"}
    strong = element("w:rPr", element("w:b"))
    borders = [
        element("w:top", **hairline),
        element("w:bottom", **hairline),
        element("w:insideH", **hairline),
    ]
    header = element("w:tcPr", element("w:tcBorders", element("w:bottom", **ink)))
    return element(
        "w:style",
        element("w:name", val="Plan Table"),
        element("w:basedOn", val="TableNormal"),
        element("w:qFormat"),
        element("w:tblPr", element("w:tblBorders", *borders)),
        element("w:tblStylePr", strong, header, type="firstRow"),
        type="table",
        customStyle=1,
        styleId="PlanTable",
    )


def _bare_table_style() -> Any:
    return element(
        "w:style",
        element("w:name", val="Plan Numbers"),
        element("w:basedOn", val="TableNormal"),
        type="table",
        customStyle=1,
        styleId="PlanNumbers",
    )


def _language(document: Document, tag: str) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)
    settings = document.settings.element
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), tag)
