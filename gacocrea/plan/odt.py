"""The plan as an ODT (OpenDocument 1.3) that a secretary can go on editing in free software."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from gacocrea.core.words import N_
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper.blocks import (
    Block,
    Cell,
    Cover,
    Facts,
    Heading,
    Numbers,
    Opening,
    Paper,
    Prose,
    Table,
    heading_of,
    title_of,
)
from gacocrea.plan.paper.chapters import on_paper
from gacocrea.plan.paper.literal import one_line
from gacocrea.plan.paper.opendocument import (
    LOOKS,
    VERSION,
    element,
    mixed,
    paragraph,
    paragraphs,
    style_of,
    written,
)
from gacocrea.plan.paper.speech import Say

MIME = "application/vnd.oasis.opendocument.text"


def to_odt(plan: PlanDocument, say: Say) -> bytes:
    """Return the plan as an ODT; the same plan always gives the same bytes."""
    paper = on_paper(plan, say)
    files = {
        "META-INF/manifest.xml": _manifest(),
        "meta.xml": _meta(plan),
        "styles.xml": _styles(plan, paper.cover),
        "content.xml": _content(paper, say(N_("Tabla {number}. {caption}"))),
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        # The first entry says what the file is, and stands there uncompressed.
        target.writestr(zipfile.ZipInfo("mimetype"), MIME, zipfile.ZIP_STORED)
        for name, content in files.items():
            target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _manifest() -> bytes:
    kinds = {"/": MIME, **dict.fromkeys(("content.xml", "styles.xml", "meta.xml"), "text/xml")}
    entries = [
        element("manifest:file-entry", manifest__full_path=path, manifest__media_type=kind)
        for path, kind in kinds.items()
    ]
    return written(element("manifest:manifest", manifest__version=VERSION), entries)


def _meta(plan: PlanDocument) -> bytes:
    when = plan.exported_at.isoformat(timespec="seconds")
    facts = [
        element("meta:generator", words="gacocrea"),
        element("dc:title", words=one_line(plan.title)),
        element("dc:creator", words=one_line(plan.forum)),
        element("dc:language", words=plan.language),
        element("dc:date", words=when),
        element("meta:creation-date", words=when),
    ]
    return written(element("office:document-meta", office__version=VERSION), [element("office:meta", *facts)])


def _styles(plan: PlanDocument, cover: Cover) -> bytes:
    language, _, country = plan.language.partition("-")
    tongue = element("style:text-properties", fo__language=language, fo__country=country or "none")
    default = element("style:default-style", tongue, style__family="paragraph")
    looks = element("office:styles", default, *map(style_of, LOOKS))
    looks.append(element("style:style", element("style:text-properties", fo__font_weight="bold"),
                         style__name="Strong", style__family="text"))  # fmt: skip
    margins = dict.fromkeys(("fo__margin_left", "fo__margin_right"), "22.5mm")
    margins |= dict.fromkeys(("fo__margin_top", "fo__margin_bottom"), "20mm")
    page = element("style:page-layout-properties", fo__page_width="210mm", fo__page_height="297mm", **margins)
    layout = element("office:automatic-styles", element("style:page-layout", page, style__name="A4"))
    header = element(
        "style:header", paragraph("Header", f"{one_line(cover.short_title)} · {one_line(cover.running)}")
    )
    footer = element("style:footer", _page_number(cover))
    master = element(
        "style:master-page", header, footer, style__name="Standard", style__page_layout_name="A4"
    )
    return written(
        element("office:document-styles", office__version=VERSION),
        [looks, layout, element("office:master-styles", master)],
    )


def _page_number(cover: Cover) -> Any:
    before, _, rest = cover.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    page = element("text:page-number", text__select_page="current", words="1")
    pages = element("text:page-count", words="1")
    example = [f"{cover.example} "] if cover.example else []
    return paragraph("Footer", *example, before, page, between, pages, after)


def _content(paper: Paper, caption: str) -> bytes:
    writer = _Writer(caption)
    writer.cover(paper.cover)
    writer.contents(paper)
    for block in paper.blocks:
        writer.write(block)
    root = element("office:document-content", office__version=VERSION)
    return written(root, [_table_styles(writer.shares), element("office:body", writer.body)])


def _table_styles(shares: set[int]) -> Any:
    line = element("style:table-cell-properties", fo__padding="1mm", fo__border_bottom="0.4pt solid #D8CBB4")
    head = element("style:table-cell-properties", fo__padding="1mm", fo__border_bottom="1pt solid #2B1B2E")
    table = element("style:table-properties", style__width="165mm", table__align="margins")
    columns = [
        element("style:style", element("style:table-column-properties", style__rel_column_width=f"{share}*"),
                style__name=f"Column{share}", style__family="table-column")
        for share in sorted(shares)
    ]  # fmt: skip
    return element(
        "office:automatic-styles",
        *columns,
        element("style:style", table, style__name="Table", style__family="table"),
        element("style:style", line, style__name="Line", style__family="table-cell"),
        element("style:style", head, style__name="Head", style__family="table-cell"),
    )


class _Writer:
    """Writes blocks into the body, one after the other."""

    def __init__(self, caption: str) -> None:
        self.body = element("office:text")
        self.caption = caption
        self.headings = self.tables = 0
        self.shares: set[int] = set()
        sequence = element("text:sequence-decl", text__display_outline_level="0", text__name="Table")
        self.body.append(element("text:sequence-decls", sequence))

    def add(self, *elements: Any) -> None:
        self.body.extend(elements)

    def cover(self, cover: Cover) -> None:
        self.add(*paragraphs("Subtitle", cover.forum), paragraph("Title", one_line(cover.title)))
        for text in (cover.cycle, cover.period, cover.version):
            self.add(*paragraphs("Subtitle", text))
        for text in filter(None, (cover.exported, cover.example)):
            self.add(*paragraphs("Note", text))

    def contents(self, paper: Paper) -> None:
        """A table of contents that is already filled; updating it adds the page numbers."""
        entries = [
            paragraph(f"Contents_20_{level}", _link(f"#h{number}", one_line(text)))
            for number, (level, text) in enumerate(filter(None, map(heading_of, paper.blocks)), 1)
            if level < 3
        ]
        title = element("text:index-title", paragraph("Contents_20_Heading", one_line(paper.cover.contents)),
                        text__name="contents-title")  # fmt: skip
        source = element("text:table-of-content-source", text__outline_level="2")
        body = element("text:index-body", title, *entries)
        self.add(
            element("text:table-of-content", source, body, text__name="contents", text__protected="false")
        )

    def heading(self, level: int, text: str, style: str = "") -> None:
        self.headings += 1
        made = element("text:h", text__style_name=style or f"Heading_20_{level}", text__outline_level=level)
        self.add(mixed(made, element("text:bookmark", text__name=f"h{self.headings}"), one_line(text)))

    def write(self, block: Block) -> None:
        match block:
            case Heading(level, text):
                self.heading(level, text)
            case Opening():
                self.heading(2, title_of(block), "Opening")
                self.add(paragraph("Note", f"{one_line(block.pillar)} · {block.note}"))
                self.add(*paragraphs("Lead", block.brief))
            case Prose(body, note):
                self.add(*paragraphs("Note" if note else "Standard", body))
            case Facts(rows):
                cells = [
                    [_cell("Cell", Cell(strong=name)), _cell("Cell", Cell(value))] for name, value in rows
                ]
                self.add(self.grid((4, 6), [], cells))
            case Numbers(items):
                for value, name in items:
                    self.add(paragraph("Figure", _strong(value), f"  {name}"))
            case Table():
                self.table(block)

    def table(self, block: Table) -> None:
        self.tables += 1
        before, _, rest = self.caption.partition("{number}")
        number = element(
            "text:sequence", text__name="Table", text__formula="ooow:Table+1", words=str(self.tables)
        )
        self.add(paragraph("Caption", before, number, one_line(rest.replace("{caption}", block.caption))))
        heads = [_cell("CellHead", Cell(text), "Head") for text in block.header]
        rows = [
            [_cell("CellRight" if place in block.numeric else "Cell", cell) for place, cell in enumerate(row)]
            for row in block.rows
        ]
        self.add(self.grid(block.widths, heads, rows))

    def grid(self, widths: tuple[int, ...], heads: list[Any], rows: list[list[Any]]) -> Any:
        """Return a table whose columns share its width as `widths` say."""
        self.shares.update(widths)
        made = element("table:table", table__style_name="Table")
        made.extend(element("table:table-column", table__style_name=f"Column{share}") for share in widths)
        if heads:
            made.append(element("table:table-header-rows", element("table:table-row", *heads)))
        made.extend(element("table:table-row", *row) for row in rows)
        return made


def _cell(style: str, cell: Cell, box: str = "Line") -> Any:
    made = element("table:table-cell", table__style_name=box, office__value_type="string")
    strong = [paragraph(style, _strong(one_line(cell.strong)))] if cell.strong else []
    made.extend([*strong, *(paragraphs(style, cell.text) if cell.text or not strong else [])])
    return made


def _strong(text: str) -> Any:
    return element("text:span", text__style_name="Strong", words=text)


def _link(anchor: str, text: str) -> Any:
    return element("text:a", xlink__type="simple", xlink__href=anchor, words=text)
