"""The little of OpenDocument that a plan needs. Text only ever enters as text nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from gacocrea.plan.paper.literal import lines

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
VERSION = "1.3"
FONTS = "Calibri, Carlito, 'Liberation Sans', sans-serif"
KEPT = {"fo:keep-with-next": "always"}
NEW_PAGE = {**KEPT, "fo:break-before": "page"}
INK, SOFT, BRAND = "#2B1B2E", "#5C4F55", "#4A1D45"

for _prefix, _space in SPACES.items():
    ET.register_namespace(_prefix, _space)


class Look(NamedTuple):
    """A paragraph style; sizes and spaces in points."""

    name: str
    parent: str
    size: float
    colour: str
    bold: bool
    before: float
    after: float
    more: Mapping[str, str]


LOOKS = (
    Look("Standard", "", 11, INK, False, 0, 7, {}),
    Look("Title", "Standard", 34, BRAND, True, 120, 18, {}),
    Look("Subtitle", "Standard", 15, SOFT, False, 0, 6, {}),
    Look("Cover", "Subtitle", 15, SOFT, False, 0, 6, {}),
    Look("Heading_20_1", "Standard", 26, BRAND, True, 0, 14, NEW_PAGE),
    Look("Heading_20_2", "Standard", 18, BRAND, True, 18, 8, KEPT),
    Look("Opening", "Heading_20_2", 18, BRAND, True, 0, 8, NEW_PAGE),
    Look("Heading_20_3", "Standard", 14, BRAND, True, 16, 6, KEPT),
    Look("Heading_20_4", "Standard", 11, INK, True, 10, 3, KEPT),
    Look("Contents_20_Heading", "Heading_20_1", 26, BRAND, True, 0, 14, {"fo:break-before": "page"}),
    Look("Contents_20_1", "Standard", 11, INK, True, 8, 2, {}),
    Look("Contents_20_2", "Standard", 11, INK, False, 0, 2, {"fo:margin-left": "6mm"}),
    Look("Caption", "Standard", 9.5, SOFT, False, 12, 4, KEPT),
    Look("Header", "Standard", 9, SOFT, False, 0, 0, {}),
    Look("Footer", "Standard", 9, SOFT, False, 0, 0, {}),
    Look("Lead", "Standard", 13, INK, False, 0, 10, {}),
    Look("Note", "Standard", 11, SOFT, False, 0, 7, {}),
    Look("Figure", "Standard", 10, SOFT, False, 0, 9, {}),
    Look("Numeral", "Standard", 26, BRAND, True, 0, 0, KEPT),
    Look("Gap", "Standard", 4, SOFT, False, 0, 4, {}),
    Look("Blank", "Standard", 11, INK, False, 0, 0, {"fo:background-color": "#F7F1E6", "fo:padding": "1.5mm"}),
    Look("Cell", "Standard", 9.5, INK, False, 0, 2, {}),
    Look("CellRight", "Cell", 9.5, INK, False, 0, 2, {"fo:text-align": "end"}),
    Look("CellHead", "Cell", 9.5, SOFT, True, 0, 2, {}),
)  # fmt: skip


def element(tag: str, *children: Any, words: str = "", **attributes: object) -> Any:
    """Return an element such as `element("text:p", text__style_name="Lead", words="…")`.

    In the name of an attribute "__" stands for the colon and "_" for a hyphen.
    """
    made = ET.Element(_named(tag))
    for name, value in attributes.items():
        made.set(_named(name.replace("__", ":").replace("_", "-")), str(value))
    made.text = words or None
    made.extend(children)
    return made


def _named(tag: str) -> str:
    space, _, name = tag.partition(":")
    return f"{{{SPACES[space]}}}{name}"


def paragraphs(style: str, text: str) -> list[Any]:
    """Return one paragraph for each line of `text`."""
    return [paragraph(style, line) for line in lines(text)]


def paragraph(style: str, *parts: Any) -> Any:
    """Return a paragraph of strings and elements in their order."""
    return mixed(element("text:p", text__style_name=style), *parts)


def mixed(made: Any, *parts: Any) -> Any:
    """Add strings and elements to an element, in their order."""
    for part in parts:
        if not isinstance(part, str):
            made.append(part)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + part
        else:
            made.text = (made.text or "") + part
    return made


def style_of(look: Look) -> Any:
    """Return a named paragraph style; headings say their level, so that the contents find them."""
    space = {"fo:margin-top": f"{look.before}pt", "fo:margin-bottom": f"{look.after}pt", **look.more}
    weight = "bold" if look.bold else "normal"
    text = {
        "fo:font-family": FONTS,
        "fo:font-size": f"{look.size}pt",
        "fo:color": look.colour,
        "fo:font-weight": weight,
    }
    made = element("style:style", style__name=look.name, style__family="paragraph")
    made.set(_named("style:display-name"), look.name.replace("_20_", " "))
    if look.parent:
        made.set(_named("style:parent-style-name"), look.parent)
    if look.name.startswith("Heading"):
        made.set(_named("style:default-outline-level"), look.name[-1])
    if look.name == "Cover":
        made.set(_named("style:master-page-name"), "First")
    properties = _with("style:paragraph-properties", space)
    if look.name in {"Header", "Footer"}:
        stop = element("style:tab-stop", style__position="165mm", style__type="right")
        properties.append(element("style:tab-stops", stop))
    made.append(properties)
    made.append(_with("style:text-properties", text))
    return made


def _with(tag: str, properties: Mapping[str, str]) -> Any:
    made = element(tag)
    for name, value in properties.items():
        made.set(_named(name), value)
    return made


def written(root: Any, children: Iterable[Any] = ()) -> bytes:
    """Return a part of the package as XML."""
    root.extend(children)
    content: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content
