"""What the documents hold: each fact once in every format, in three languages, and nothing ever read as markup."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from flask_babel import force_locale, gettext

from gacocrea.plan.document import Commitment, PlanDocument
from gacocrea.plan.docx import draw_docx, to_docx
from gacocrea.plan.odt import draw_odt, to_odt
from gacocrea.plan.paper.blocks import Picture, Timeline
from gacocrea.plan.paper.chapters import on_paper, sheet_on_paper
from gacocrea.plan.paper.html import to_html
from gacocrea.plan.paper.process import process
from gacocrea.plan.paper.sheets import to_sheet, to_sheets
from gacocrea.plan.paper.speech import Speech
from gacocrea.plan.paper.template import STEPS, Asked, answers, template_on_paper
from gacocrea.plan.paper.timeline import to_png
from gacocrea.plan.pdf import to_pdf
from gacocrea.plan.pdf.wall import to_wall
from gacocrea.plan.reading.filled import filled_template
from gacocrea.web.application import Gacocrea
from tests.plan import plans
from tests.plan.test_documents import NASTY, say, spoiled, told, words

Write = Callable[[PlanDocument, Callable[[str], str]], bytes]


class _Read(HTMLParser):
    """The words of a page as a reader sees them, its tags and its addresses."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.hidden = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.hidden = tag in {"style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def page_words(page: bytes) -> str:
    return " ".join(" ".join(_Read(page).words).split())


READ: dict[Write, Callable[[bytes], str]] = {to_docx: told, to_odt: told, to_pdf: words, to_html: page_words}


def facts(plan: PlanDocument) -> Iterator[str]:
    """What each document says exactly once outside its table of contents."""
    yield from (commitment.brief for commitment in plan.commitments)
    yield from (step.output for commitment in plan.commitments for step in commitment.milestones)
    yield from (proposal.title for proposal in plan.proposals)
    for meeting in plan.meetings:
        yield from (meeting.place, meeting.disagreements, *(one.text for one in meeting.agreements))
    yield from (one.text for one in plan.decisions)
    yield from (row.name for earlier in plan.earlier for row in earlier.commitments)
    yield from (poll.root for poll in plan.polls)
    yield from (member.organisation for sector in plan.sectors for member in sector.members)
    yield plan.foreword
    yield plan.efforts


def distinct(plan: PlanDocument) -> PlanDocument:
    """Give every fact words of its own, short enough for no line to break them."""

    def told_apart(item: Commitment) -> Commitment:
        steps = (replace(step, output=f"Producto{item.ref[2:]}x{step.number}") for step in item.milestones)
        return replace(item, brief=f"Resumen{item.ref[2:]}", milestones=tuple(steps))

    return replace(
        plan,
        foreword="Palabras nuestras",
        efforts="Hechos anteriores",
        commitments=tuple(map(told_apart, plan.commitments)),
        proposals=tuple(replace(row, title=f"Pedido{row.ref[2:]}") for row in plan.proposals),
        polls=tuple(replace(poll, root=f"raiz{place}cafe") for place, poll in enumerate(plan.polls)),
        sectors=tuple(
            replace(
                sector,
                members=tuple(replace(one, organisation=f"Casa{place}") for one in sector.members),
            )
            for place, sector in enumerate(plan.sectors)
        ),
        meetings=tuple(
            replace(one, place="Riobamba", disagreements="Discordia", present=(), agreements=tuple(
                replace(agreed, text=f"Acuerdo{place}") for place, agreed in enumerate(one.agreements)
            ))
            for one in plan.meetings
        ),
        decisions=tuple(replace(one, text="Apruébase") for one in plan.decisions),
        earlier=tuple(
            replace(one, commitments=tuple(
                replace(row, name=f"Anterior{place}") for place, row in enumerate(one.commitments)
            ))
            for one in plan.earlier
        ),
    )  # fmt: skip


@pytest.mark.parametrize("write", READ)
def test_every_fact_stands_once_in_every_readable_document(write: Write) -> None:
    plan = distinct(plans.plan(commitments=3, proposals=25))
    text = READ[write](write(plan, say))
    counts = {fact: len(re.findall(rf"\b{re.escape(fact)}\b", text)) for fact in facts(plan)}
    assert {fact: count for fact, count in counts.items() if count != 1} == {}


@pytest.mark.parametrize("write", READ)
def test_what_was_counted_consulted_minuted_and_decided_is_told(write: Write) -> None:
    text = " ".join(READ[write](write(plans.plan(commitments=1), say)).split())
    for sentence in (
        "Observaciones al borrador publicado: 58. Personas que las hicieron: 31.",
        "territorios con propuestas",
        "La cocreación en el tiempo",
        "A favor: 9. En contra: 1. Abstenciones: 2.",
        "https://foro.example/recuento",
        "R-007. Sesión ordinaria de octubre",
        "Segundo Plan de Acción",
    ):
        assert sentence in text


@pytest.mark.parametrize(("tongue", "chapter"), [("es", "Anexo. "), ("en", "Annex. "), ("pt", "Anexo. ")])
def test_titles_are_in_the_language_of_the_document_and_texts_as_they_were_written(
    app: Gacocrea, tongue: str, chapter: str
) -> None:
    plan = replace(plans.plan(commitments=1), language=tongue)
    with app.app_context(), force_locale(tongue):
        pages = [read(write(plan, gettext)) for write, read in READ.items() if write is not to_pdf]
    for text in pages:
        assert chapter in text
        assert "Cada obra pública, a la vista de su barrio" in text


def test_the_line_of_time_draws_what_is_being_made_and_is_told_in_words() -> None:
    plan = plans.plan()
    last = replace(plan.phases[-1], cocreation=False)
    figure: Any = next(
        block
        for block in process(replace(plan, phases=(*plan.phases[:-1], last)), Speech.of(plan, say))
        if type(block).__name__ == "Timeline"
    )
    assert [span.name for span in figure.spans] == ["Preparación", "Propuestas", "Análisis", "Votación"]
    assert all(0 <= span.start < span.end <= 1 for span in figure.spans)
    assert "Votación: Del 18 feb 2027 al 20 mar 2027" in figure.told
    assert to_png(figure).startswith(b"\x89PNG")


def test_pictures_say_in_words_what_they_show() -> None:
    plan = plans.plan()
    told_of = [one.told for one in on_paper(plan, say).blocks if isinstance(one, Picture | Timeline)]
    assert "Preparación" in told_of[0]
    document = docx.Document(BytesIO(to_docx(plan, say)))
    pictures = [picture.get("descr") for picture in document.element.body.xpath(".//wp:docPr")]
    assert pictures == told_of
    assert all(map(str.strip, pictures))
    content = ET.fromstring(zipfile.ZipFile(BytesIO(to_odt(plan, say))).read("content.xml"))
    space = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
    assert [node.text for node in content.iter(f"{space}desc")] == told_of


def test_the_page_asks_for_nothing_and_can_be_pointed_at() -> None:
    plan = plans.plan(commitments=2, proposals=6)
    page = _Read(to_html(plan, say))
    names = [tag for tag, _ in page.tags]
    assert not {"script", "img", "iframe", "object", "form"} & set(names)
    assert "@import" not in to_html(plan, say).decode()
    assert [attrs["href"] for tag, attrs in page.tags if tag == "link"] == [plan.address]
    places = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(places) == len(set(places))
    assert {"C-01", "C-02", "P-0001"} <= set(places)
    leads = {attrs["href"] for tag, attrs in page.tags if tag == "a"}
    assert all(str(lead).removeprefix("#") in places for lead in leads)
    levels = [int(tag[1]) for tag in names if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert next(attrs for tag, attrs in page.tags if tag == "html")["lang"] == "es"


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf", "html"])
def test_a_sheet_holds_one_commitment_and_no_other(kind: str) -> None:
    plan = plans.plan(commitments=3)
    sheet = to_sheet(plan, "C-02", kind, say)
    text = {"docx": told, "odt": told, "pdf": words, "html": page_words}[kind](sheet)
    assert "C-02. Presupuesto participativo con seguimiento" in " ".join(text.split())
    assert "C-01" not in text
    assert "C-03" not in text
    assert "Contenido" not in text


def test_all_sheets_come_in_one_package_that_is_always_the_same() -> None:
    plan, heard = plans.plan(commitments=2), list[tuple[int, int]]()
    package = to_sheets(plan, say, lambda done, all_: heard.append((done, all_)))
    names = zipfile.ZipFile(BytesIO(package)).namelist()
    assert sorted(names) == sorted(
        f"C-0{number}/C-0{number}.{kind}" for number in (1, 2) for kind in ("docx", "odt", "pdf", "html")
    )
    assert heard == [(1, 2), (2, 2)]
    assert package == to_sheets(plan, say)


def template() -> Document:
    paper = template_on_paper(
        plans.empty(), say, examples={"problem": "Nadie sabe"}, asked=(Asked("sdg", "ODS"),)
    )
    return docx.Document(BytesIO(draw_docx(plans.empty(), paper, say)))


def write_in(document: Document, said: dict[str, str]) -> None:
    """Type into the controls of a template as a word processor does."""
    for control in document.element.body.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        name = properties.find(qn("w:tag")).get(qn("w:val"))
        if name in said:
            properties.remove(properties.find(qn("w:showingPlcHdr")))
            next(control.iter(qn("w:t"))).text = said[name]


def test_the_empty_template_asks_everything_and_says_nothing() -> None:
    document = template()
    tags = [node.get(qn("w:val")) for node in document.element.body.iter(qn("w:tag"))]
    assert len(tags) == len(set(tags))
    for field in ("name", "brief", "lead", "problem", "participation", "starts", "contact", "extras.sdg"):
        assert f"gacocrea.{field}" in tags
    assert {f"gacocrea.milestones.1.{name}" for name in STEPS} <= set(tags)
    assert answers(document) == ({}, [])
    assert "Por ejemplo: Nadie sabe" in "\n".join(one.text for one in document.paragraphs)


def test_what_is_typed_into_the_template_is_read_back_whatever_its_language() -> None:
    document = template()
    typed = {
        "gacocrea.name": "Obras a la vista",
        "gacocrea.extras.sdg": "16.6",
        "gacocrea.milestones.3.name": "Publicar",
        "gacocrea.milestones.3.ends": "2028-01-31",
    }
    write_in(document, typed)
    saved = BytesIO()
    document.save(saved)
    said = answers(docx.Document(BytesIO(saved.getvalue())))
    assert said.fields == {"name": "Obras a la vista", "extras.sdg": "16.6"}
    assert said.milestones == [{"name": "Publicar", "ends": "2028-01-31"}]
    made = filled_template(docx.Document(BytesIO(saved.getvalue())))
    assert made is not None
    assert (made.name, made.problem, made.starts) == ("Obras a la vista", "", None)
    assert made.extras[0].key == "sdg"
    assert [(step.name, step.ends) for step in made.milestones] == [("Publicar", date(2028, 1, 31))]


def test_the_odt_template_names_each_place_to_write_in() -> None:
    paper = template_on_paper(plans.empty(), say, examples={})
    content = zipfile.ZipFile(BytesIO(draw_odt(plans.empty(), paper, say))).read("content.xml").decode()
    assert 'text:name="gacocrea.problem"' in content
    assert 'table:name="gacocrea.milestones"' in content


@pytest.mark.parametrize("size", ["a3", "a4"])
def test_the_page_for_the_wall_is_one_page_with_every_commitment(size: Any) -> None:
    plan = plans.plan(commitments=30)
    text = words(to_wall(plan, say, size))
    assert all(commitment.ref in text for commitment in plan.commitments)
    assert plan.address in text
    assert to_wall(plan, say, size).count(b"/Type /Page\n") <= 1
    assert "todavía no tiene compromisos" in words(to_wall(plans.empty(), say, size))


@pytest.mark.slow
def test_nasty_text_stays_text_in_pages_sheets_and_walls() -> None:
    plan = spoiled(NASTY)
    page = _Read(to_html(plan, say))
    assert "script" not in {tag for tag, _ in page.tags}
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert "<script>alert(1)</script>" in "".join(page.words)
    assert words(to_wall(plan, say))
    for item in plan.commitments:
        assert len(sheet_on_paper(plan, item.ref, say).blocks) > 10
        for kind in ("docx", "odt", "pdf", "html"):
            assert to_sheet(plan, item.ref, kind, say)
