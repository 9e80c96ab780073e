"""The plan as an ODT (OpenDocument 1.3) that a secretary can go on editing in free software."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from gacocrea.core.colour import is_palette
from gacocrea.core.words import N_
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper import odt_parts
from gacocrea.plan.paper.blocks import (
    Blank,
    Block,
    Cell,
    Cover,
    Facts,
    Heading,
    Numbers,
    Opening,
    Paper,
    Picture,
    Prose,
    Table,
    Timeline,
    heading_of,
    title_of,
)
from gacocrea.plan.paper.chapters import on_paper
from gacocrea.plan.paper.literal import one_line
from gacocrea.plan.paper.logo import logo_of, shape_of
from gacocrea.plan.paper.opendocument import (
    VERSION,
    element,
    mixed,
    paragraph,
    paragraphs,
    written,
)
from gacocrea.plan.paper.speech import Say
from gacocrea.plan.paper.timeline import WIDTH, height, to_png
from gacocrea.plan.pdf.press import painted


def to_odt(plan: PlanDocument, say: Say) -> bytes:
    """Return the plan as an ODT; the same plan always gives the same bytes."""
    return draw_odt(plan, on_paper(plan, say), say)


def draw_odt(plan: PlanDocument, paper: Paper, say: Say) -> bytes:
    """Return a document about `plan` as an ODT."""
    writer = _Writer(say, painted([one.svg for one in paper.blocks if isinstance(one, Picture)]))
    content = _content(writer, paper, logo_of(plan))
    files = {
        "META-INF/manifest.xml": odt_parts.manifest(writer.pictures),
        "meta.xml": odt_parts.meta(plan, paper.cover),
        "styles.xml": odt_parts.styles(plan, paper.cover),
        "content.xml": content,
        **writer.pictures,
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        # The first entry says what the file is, and stands there uncompressed.
        target.writestr(zipfile.ZipInfo("mimetype"), odt_parts.MIME, zipfile.ZIP_STORED)
        for name, data in files.items():
            target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _content(writer: _Writer, paper: Paper, logo: tuple[bytes, float]) -> bytes:
    if paper.front:
        writer.cover(paper.cover, *logo)
        writer.contents(paper)
    for block in paper.blocks:
        writer.write(block)
    root = element("office:document-content", office__version=VERSION)
    styles = odt_parts.table_styles(writer.shares)
    styles.extend(map(odt_parts.pillar_style, paper.worn))
    return written(root, [styles, element("office:body", writer.body)])


class _Writer:
    """Writes blocks into the body, one after the other."""

    def __init__(self, say: Say, painted: Iterable[bytes]) -> None:
        self.painted = iter(painted)
        self.body = element("office:text")
        self.words = {"Table": say(N_("Tabla {number}. {caption}")), "Figure": say(N_("Figura {number}. {caption}"))}
        self.counted = dict.fromkeys(self.words, 0)
        self.headings = 0
        self.shares: set[tuple[int, int]] = set()
        self.pictures: dict[str, bytes] = {}
        names = (
            element("text:sequence-decl", text__display_outline_level="0", text__name=name) for name in self.words
        )
        self.body.append(element("text:sequence-decls", *names))

    def add(self, *elements: Any) -> None:
        self.body.extend(elements)

    def cover(self, cover: Cover, logo: bytes, high: float) -> None:
        if logo:
            self.picture("logo", logo, high * shape_of(logo), high, cover.forum)
        self.add(paragraph("Cover", one_line(cover.forum)), paragraph("Title", one_line(cover.title)))
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
                self.heading(block.level, title_of(block), "Opening")
                style = f"Pillar-{block.palette}" if is_palette(block.palette) else "Note"
                self.add(paragraph(style, f"{one_line(block.pillar)} · {block.note}"))
                self.add(*paragraphs("Lead", block.brief))
            case Prose(body, note):
                self.add(*paragraphs("Note" if note else "Standard", body))
            case Facts(rows):
                cells = [
                    [_cell("Cell", Cell(strong=name)), _cell("Cell", Cell(value))] for name, value in rows
                ]
                self.add(self.grid((4, 6), [], cells), paragraph("Gap"))
            case Numbers(items):
                cells = [_number(*item) for item in items] + [_number("", "") for _gap in range(-len(items) % 3)]
                self.add(self.grid((1, 1, 1), [], list(_threes(cells))))
            case Table():
                self.table(block)
            case Timeline():
                self.figure(block, to_png(block), height(block) / WIDTH)
            case Picture(ratio=ratio, share=share):
                self.figure(block, next(self.painted), ratio, share)
            case Blank(name, _, size):
                room = (paragraph("Blank") for _line in range(size))
                self.add(element("text:section", *room, text__name=f"gacocrea.{name}"))

    def captioned(self, kind: str, caption: str) -> None:
        """Write the caption of a table or a figure with the number that its own sequence gives."""
        self.counted[kind] += 1
        before, _, rest = self.words[kind].partition("{number}")
        number = element(
            "text:sequence", text__name=kind, text__formula=f"ooow:{kind}+1", words=str(self.counted[kind])
        )
        self.add(paragraph("Caption", before, number, one_line(rest.replace("{caption}", caption))))

    def figure(
        self, block: Timeline | Picture, picture: bytes, ratio: float, share: float = 1
    ) -> None:
        """A picture, as high as `ratio` of its width, that says in words what it shows; a table has the same data."""
        self.captioned("Figure", block.caption)
        wide = 165 * share
        self.picture(f"figure{self.counted['Figure']}", picture, wide, wide * ratio, block.told)

    def picture(self, name: str, content: bytes, wide: float, high: float, told: str) -> None:
        """Add a picture, in millimetres, with what it shows in words."""
        path = f"Pictures/{name}.png"
        self.pictures[path] = content
        image = element("draw:image", xlink__href=path, xlink__type="simple", xlink__show="embed")
        frame = element(
            "draw:frame", image, element("svg:desc", words=one_line(told)), draw__name=name.capitalize(),
            text__anchor_type="as-char", svg__width=f"{wide:.1f}mm", svg__height=f"{high:.1f}mm",
        )  # fmt: skip
        self.add(paragraph("Standard", frame))

    def table(self, block: Table) -> None:
        self.captioned("Table", block.caption)
        heads = [_cell("CellHead", Cell(text), "Head") for text in block.header]
        rows = [
            [_cell("CellRight" if place in block.numeric else "Cell", cell) for place, cell in enumerate(row)]
            for row in block.rows
        ]
        named = {"table__name": "gacocrea.milestones"} if block.fields else {}
        self.add(self.grid(block.widths, heads, rows, **named), paragraph("Gap"))

    def grid(self, widths: tuple[int, ...], heads: list[Any], rows: list[list[Any]], **named: str) -> Any:
        """Return a table whose columns share its width as `widths` say."""
        whole = sum(widths)
        self.shares.update((share, whole) for share in widths)
        made = element("table:table", table__style_name="Table", **named)
        names = (f"Column{share}of{whole}" for share in widths)
        made.extend(element("table:table-column", table__style_name=name) for name in names)
        if heads:
            made.append(element("table:table-header-rows", element("table:table-row", *heads)))
        made.extend(element("table:table-row", *row, table__style_name="Row") for row in rows)
        return made


def _cell(style: str, cell: Cell, box: str = "Line") -> Any:
    made = element("table:table-cell", table__style_name=box, office__value_type="string")
    strong = [paragraph(style, _strong(one_line(cell.strong)))] if cell.strong else []
    made.extend([*strong, *(paragraphs(style, cell.text) if cell.text or not strong else [])])
    return made


def _threes(cells: list[Any]) -> Iterator[list[Any]]:
    yield from (cells[start : start + 3] for start in range(0, len(cells), 3))


def _number(value: str, name: str) -> Any:
    words = (paragraph("Numeral", value), paragraph("Figure", name))
    return element("table:table-cell", *words, table__style_name="Open", office__value_type="string")


def _strong(text: str) -> Any:
    return element("text:span", text__style_name="Strong", words=text)


def _link(anchor: str, text: str) -> Any:
    plain = {"text__style_name": "Plain", "text__visited_style_name": "Plain"}
    return element("text:a", xlink__type="simple", xlink__href=anchor, words=text, **plain)
