"""The plan as a DOCX that a secretary can go on editing: real styles, contents, captions, headers."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.shared import Mm

from gacocrea.core.colour import palette_of
from gacocrea.core.words import N_
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper import ooxml
from gacocrea.plan.paper.blocks import (
    Blank,
    Block,
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
from gacocrea.plan.paper.literal import lines, one_line
from gacocrea.plan.paper.logo import logo_of
from gacocrea.plan.paper.speech import Say
from gacocrea.plan.paper.stylesheet import dress
from gacocrea.plan.paper.timeline import to_png
from gacocrea.plan.pdf.press import painted

# Word knows languages with a country; a plan that names none gets the common one.
_COUNTRIES = {"es": "es-ES", "en": "en-US", "pt": "pt-BR"}


def to_docx(plan: PlanDocument, say: Say) -> bytes:
    """Return the plan as a DOCX; the same plan always gives the same bytes."""
    return draw_docx(plan, on_paper(plan, say), say)


def draw_docx(plan: PlanDocument, paper: Paper, say: Say) -> bytes:
    """Return a document about `plan` as a DOCX."""
    document = docx.Document()
    dress(document, _COUNTRIES.get(plan.language, plan.language))
    _properties(document, plan, paper.cover)
    _frame(document, paper)
    writer = _Writer(document, say, painted([one.svg for one in paper.blocks if isinstance(one, Picture)]))
    if paper.front:
        writer.cover(paper.cover, *logo_of(plan))
        writer.contents(paper)
    for block in paper.blocks:
        writer.write(block)
    return _packed(document)


def _properties(document: Document, plan: PlanDocument, cover: Cover) -> None:
    known = document.core_properties
    known.title, known.author = one_line(cover.title)[:255], one_line(plan.forum)[:255]
    known.subject, known.language = one_line(plan.cycle)[:255], plan.language
    known.keywords = known.comments = known.last_modified_by = ""
    known.created = known.modified = plan.exported_at
    known.version = one_line(plan.version)[:255]


def _frame(document: Document, paper: Paper) -> None:
    """Set the page, and what is repeated on each but a cover."""
    cover = paper.cover
    section: Any = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22.5)
    section.top_margin = section.bottom_margin = Mm(25)
    section.different_first_page_header_footer = paper.front
    for part, parts in (
        (
            section.header,
            [ooxml.run(one_line(cover.short_title)), ooxml.tab(), ooxml.run(one_line(cover.running))],
        ),
        (section.footer, _page_number(cover)),
    ):
        place = part.paragraphs[0]._p  # noqa: SLF001 - python-docx has no fields of its own
        place.extend(parts)


def _page_number(cover: Cover) -> list[Any]:
    before, _, rest = cover.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    page, pages = ooxml.field("PAGE", "1"), ooxml.field("NUMPAGES", "1")
    return [
        ooxml.run(cover.example),
        ooxml.tab(),
        ooxml.run(before),
        *page,
        ooxml.run(between),
        *pages,
        ooxml.run(after),
    ]


class _Writer:
    """Writes blocks before the last element of the body, which holds the page set-up."""

    def __init__(self, document: Document, say: Say, painted: Iterable[bytes]) -> None:
        self.document, self.painted = document, iter(painted)
        self.end: Any = document.element.body[-1]
        self.words = {
            "Tabla": say(N_("Tabla {number}. {caption}")),
            "Figura": say(N_("Figura {number}. {caption}")),
        }
        self.counted = dict.fromkeys(self.words, 0)
        self.headings = 0

    def add(self, *elements: Any) -> None:
        for made in elements:
            self.end.addprevious(made)

    def text(self, style: str, text: str) -> None:
        self.add(*(ooxml.paragraph(style, ooxml.run(line)) for line in lines(text)))

    def cover(self, cover: Cover, logo: bytes, high: float) -> None:
        if logo:
            place = self.document.add_paragraph()
            place.add_run().add_picture(BytesIO(logo), height=Mm(high))
            _describe(place, cover.forum, "Logo")
        self.text("Subtitle", cover.forum)
        title = ooxml.paragraph("Title", ooxml.run(one_line(cover.title)))
        title.pPr.append(ooxml.element("w:spacing", before=4200, after=360))
        self.add(title)
        for text in (cover.cycle, cover.period, cover.version):
            self.text("Subtitle", text)
        for text in filter(None, (cover.exported, cover.example)):
            self.text("PlanNote", text)

    def contents(self, paper: Paper) -> None:
        """A table of contents that is already filled; updating it in the word processor adds page numbers.

        Asking for the update on opening would greet the secretary with a warning.
        """
        heading = ooxml.paragraph("TOCHeading", ooxml.run(paper.cover.contents))
        heading.pPr.append(ooxml.element("w:pageBreakBefore"))
        self.add(heading)
        begin, code, separate, _, end = ooxml.field(r'TOC \o "1-2" \h \z \u')
        entries = [
            ooxml.paragraph(f"toc{level}", ooxml.link(_anchor(number), ooxml.run(one_line(text))))
            for number, (level, text) in enumerate(filter(None, map(heading_of, paper.blocks)), 1)
            if level < 3
        ]
        for position, made in enumerate((begin, code, separate), 1):
            entries[0].insert(position, made)
        entries[-1].append(end)
        self.add(*entries)

    def heading(self, level: int, text: str) -> None:
        self.headings += 1
        runs = ooxml.bookmark(self.headings, _anchor(self.headings), ooxml.run(one_line(text)))
        self.add(ooxml.paragraph(f"Heading{level}", *runs))

    def write(self, block: Block) -> None:
        match block:
            case Heading(level, text):
                self.heading(level, text)
            case Opening():
                self.opening(block)
            case Prose(body, note):
                self.text("PlanNote" if note else "Normal", body)
            case Facts(rows):
                self.add(ooxml.facts(rows), ooxml.paragraph("PlanGap"))
            case Numbers(items):
                self.add(ooxml.numbers(items), ooxml.paragraph("PlanGap"))
            case Table():
                self.table(block)
            case Timeline():
                self.figure(block, to_png(block))
            case Picture(share=share):
                self.figure(block, next(self.painted), share)
            case Blank(name, hint):
                self.add(ooxml.control(f"gacocrea.{name}", hint, ooxml.paragraph("PlanBlank")))

    def opening(self, block: Opening) -> None:
        self.heading(block.level, title_of(block))
        self.end.getprevious().pPr.append(ooxml.element("w:pageBreakBefore"))
        pillar = ooxml.paragraph("PlanNote", ooxml.run(f"{one_line(block.pillar)} · {one_line(block.note)}"))
        colour = palette_of(block.palette).strand.light.removeprefix("#")
        edge = ooxml.element("w:left", val="single", sz=36, space=8, color=colour)
        pillar.pPr.append(ooxml.element("w:pBdr", edge))
        self.add(pillar)
        self.text("PlanLead", block.brief)

    def captioned(self, kind: str, caption: str) -> None:
        """Write the caption of a table or a figure with the number that its own sequence gives."""
        self.counted[kind] += 1
        before, _, rest = self.words[kind].partition("{number}")
        words = one_line(rest.replace("{caption}", caption))
        sequence = ooxml.field(rf"SEQ {kind} \* ARABIC", str(self.counted[kind]))
        self.add(ooxml.paragraph("Caption", ooxml.run(before), *sequence, ooxml.run(words)))

    def table(self, block: Table) -> None:
        self.captioned("Tabla", block.caption)
        self.add(ooxml.table(block), ooxml.paragraph("PlanGap"))

    def figure(self, block: Timeline | Picture, picture: bytes, share: float = 1) -> None:
        """A picture that says in words what it shows; a table has the same data."""
        self.captioned("Figura", block.caption)
        place = self.document.add_paragraph()
        place.add_run().add_picture(BytesIO(picture), width=Mm(165 * share))
        _describe(place, block.told, block.caption)


def _describe(place: Any, told: str, name: str) -> None:
    """Say in words what a picture shows."""
    drawn: Any = place._p.xpath(".//wp:docPr")[0]  # noqa: SLF001 - python-docx has no words for it
    drawn.set("descr", one_line(told))
    drawn.set("name", one_line(name)[:80])
    for side in "TBLR":  # unsaid, it is 3 mm, and the picture leaves the margin
        drawn.getparent().set(f"dist{side}", "0")


def _anchor(number: int) -> str:
    return f"_Toc{number:08}"


def _packed(document: Document) -> bytes:
    """Save without the sample picture of python-docx, and with no time of day inside."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(key)
    raw, packed = BytesIO(), BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
