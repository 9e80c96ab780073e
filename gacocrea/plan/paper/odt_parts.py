"""The parts of an ODT around its text: the list of files, the properties, the styles and the pages."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from gacocrea.core.colour import palette_of
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper.blocks import Cover
from gacocrea.plan.paper.literal import one_line
from gacocrea.plan.paper.opendocument import (
    INK,
    LOOKS,
    SOFT,
    VERSION,
    Look,
    element,
    paragraph,
    style_of,
    written,
)

MIME = "application/vnd.oasis.opendocument.text"


def manifest(pictures: Iterable[str]) -> bytes:
    """Return the list of files."""
    kinds = {"/": MIME, **dict.fromkeys(("content.xml", "styles.xml", "meta.xml"), "text/xml")}
    kinds |= dict.fromkeys(pictures, "image/png")
    entries = [
        element("manifest:file-entry", manifest__full_path=path, manifest__media_type=kind)
        for path, kind in kinds.items()
    ]
    return written(element("manifest:manifest", manifest__version=VERSION), entries)


def meta(plan: PlanDocument, cover: Cover) -> bytes:
    """Return who wrote what, when, in which language."""
    when = plan.exported_at.isoformat(timespec="seconds")
    facts = [
        element("meta:generator", words="gacocrea"),
        element("dc:title", words=one_line(cover.title)),
        element("dc:creator", words=one_line(plan.forum)),
        element("dc:language", words=plan.language),
        element("dc:date", words=when),
        element("meta:creation-date", words=when),
    ]
    return written(element("office:document-meta", office__version=VERSION), [element("office:meta", *facts)])


def styles(plan: PlanDocument, cover: Cover) -> bytes:
    """Return the styles, the page, and what is repeated on each page but a cover."""
    margins = dict.fromkeys(("fo__margin_left", "fo__margin_right"), "22.5mm")
    margins |= dict.fromkeys(("fo__margin_top", "fo__margin_bottom"), "20mm")
    page = element("style:page-layout-properties", fo__page_width="210mm", fo__page_height="297mm", **margins)
    gaps = (("style:header-style", "fo__margin_bottom"), ("style:footer-style", "fo__margin_top"))
    kept = [
        element(name, element("style:header-footer-properties", fo__min_height="12mm", **{side: "7mm"}))
        for name, side in gaps
    ]
    bare = element("style:page-layout", deepcopy(page), style__name="Bare")
    layout = element(
        "office:automatic-styles", element("style:page-layout", page, *kept, style__name="A4"), bare
    )
    header = element("style:header", _ends("Header", one_line(cover.short_title), one_line(cover.running)))
    footer = element("style:footer", _page_number(cover))
    standard = element(
        "style:master-page", header, footer, style__name="Standard", style__page_layout_name="A4"
    )
    first = element("style:master-page", style__name="First", style__page_layout_name="Bare",
                    style__next_style_name="Standard")  # fmt: skip
    return written(
        element("office:document-styles", office__version=VERSION),
        [_looks(plan.language), layout, element("office:master-styles", standard, first)],
    )


def _looks(tag: str) -> Any:
    language, _, country = tag.partition("-")
    tongue = element("style:text-properties", fo__language=language, fo__country=country or "none")
    default = element("style:default-style", tongue, style__family="paragraph")
    looks = element("office:styles", default, *map(style_of, LOOKS))
    weight, plain = {"fo__font_weight": "bold"}, {"fo__color": INK, "style__text_underline_style": "none"}
    for name, properties in (("Strong", weight), ("Plain", plain)):
        text = element("style:text-properties", **properties)
        looks.append(element("style:style", text, style__name=name, style__family="text"))
    return looks


def _ends(style: str, left: str, *right: Any) -> Any:
    """Return a line with something at its left end and something at its right end."""
    return paragraph(style, left, element("text:tab"), *right)


def _page_number(cover: Cover) -> Any:
    before, _, rest = cover.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    page = element("text:page-number", text__select_page="current", words="1")
    pages = element("text:page-count", words="1")
    return _ends("Footer", cover.example, before, page, between, pages, after)


def pillar_style(palette: str) -> Any:
    """Return the style of the line that names a pillar: its colour stands beside it."""
    edge = {"fo:border-left": f"4.5pt solid {palette_of(palette).strand.light}", "fo:padding-left": "3mm"}
    return style_of(Look(f"Pillar-{palette}", "Note", 11, SOFT, False, 0, 7, edge))


def table_styles(shares: set[tuple[int, int]]) -> Any:
    """Return the automatic styles of tables; `shares` are columns as parts of a whole."""
    line = element("style:table-cell-properties", fo__padding="1mm", fo__border_bottom="0.4pt solid #D8CBB4")
    head = element("style:table-cell-properties", fo__padding="1mm", fo__border_bottom="1pt solid #2B1B2E")
    table = element("style:table-properties", style__width="165mm", table__align="margins")
    columns = [
        element("style:style",
                element("style:table-column-properties", style__column_width=f"{165 * share / whole:.2f}mm"),
                style__name=f"Column{share}of{whole}", style__family="table-column")
        for share, whole in sorted(shares)
    ]  # fmt: skip
    row = element("style:table-row-properties", fo__keep_together="always")
    return element(
        "office:automatic-styles",
        *columns,
        element("style:style", table, style__name="Table", style__family="table"),
        element("style:style", row, style__name="Row", style__family="table-row"),
        element("style:style", line, style__name="Line", style__family="table-cell"),
        element(
            "style:style",
            element("style:table-cell-properties", fo__padding="1mm"),
            style__name="Open",
            style__family="table-cell",
        ),
        element("style:style", head, style__name="Head", style__family="table-cell"),
    )
