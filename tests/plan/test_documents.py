"""The finished documents of a plan: complete, honest about what is missing, and unbreakable by any text."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn
from pypdf import PdfReader

from gacocrea.plan.archive_json import to_json
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.docx import to_docx
from gacocrea.plan.odt import to_odt
from gacocrea.plan.paper.html import to_html
from gacocrea.plan.paper.literal import MARK, breakable, printable
from gacocrea.plan.paper.sheets import to_sheet
from gacocrea.plan.pdf import to_pdf
from gacocrea.plan.pdf.wall import to_wall
from gacocrea.plan.tables import to_csv
from tests.plan import plans

NAUGHTY = Path("/work/shared/data/text_lists/blns.json")

NASTY = (
    "",
    " ",
    "\n\n",
    "control \x01\x08\x0b\x0c\x1b\x7f\x85 characters",
    "abc\u202edcba\u202c \u2066aislado\u2069",
    "cero\u200bancho\u200d\ufeff",
    "a" * 3000,
    "👩‍👩‍👧‍👦 🇪🇨 ❤️ 👍🏽",
    "田中さんにあげて下さい ثم نفس سقطت",
    "Z̡͖̜̖̰̣͉̜a̖̰͙̬͡l̲̫̳͍̩g̡̟̼̱͚̞̬ͅo̗͜.̟ e\u20dd",
    "\ue000\uf8ff\U000f0000 privado",
    "\ufffe\uffff\ufdd0\U0001fffe noncharacters",
    "#panic() #read(\"plan.typ\") $x$ *b* @x <y> \\ ]] `",
    "{number} {0} {page} %s %(x)s {{",
    "<w:p/> & ]]> &amp; &#0; <script>alert(1)</script>",
    '=HYPERLINK("http://x")',
    "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1",
    '"comillas", comas; y\r\nlíneas',
)  # fmt: skip


def say(text: str) -> str:
    return text


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def told(document: bytes) -> str:
    """Return what an editable document says: a DOCX or an ODT, one paragraph a line."""
    if document[30:38] == b"mimetype":
        content = ET.fromstring(zipfile.ZipFile(BytesIO(document)).read("content.xml"))
        space = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
        return "\n".join(
            "".join(node.itertext()) for node in content.iter() if node.tag in (f"{space}p", f"{space}h")
        )
    body = docx.Document(BytesIO(document)).element.body
    return "\n".join("".join(node.itertext(qn("w:t"))) for node in body.iter(qn("w:p")))


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(table.decode("utf-8-sig"), newline="")))


def fill(value: Any, words_: Callable[[], str], kept: frozenset[str]) -> Any:
    """Put other words into every text of a plan except the fields in `kept`."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                field.name: fill(getattr(value, field.name), words_, kept)
                for field in fields(value)
                if field.name not in kept
            },
        )
    if isinstance(value, tuple):
        return tuple(fill(item, words_, kept) for item in value)
    return words_() if isinstance(value, str) else value


def spoiled(texts: tuple[str, ...]) -> PlanDocument:
    """A plan in whose fields every one of `texts` stands at least once."""
    turn = iter(range(10**9))
    kept = frozenset({"language", "timezone"})
    whole = plans.plan(commitments=2, proposals=max(12, len(texts)))
    return fill(whole, lambda: texts[next(turn) % len(texts)], kept)  # type: ignore[no-any-return]


def all_formats(plan: PlanDocument) -> None:
    assert len(told(to_docx(plan, say))) > 100
    assert len(told(to_odt(plan, say))) > 100
    assert len(PdfReader(BytesIO(to_pdf(plan, say))).pages) > 2
    assert len(PdfReader(BytesIO(to_wall(plan, say))).pages) == 1
    assert BeautifulSoup(to_html(plan, say), "html.parser").find(["script", "img", "iframe", "object"]) is None
    assert len(to_sheet(plan, plan.commitments[0].ref, "html", say)) > 1000
    assert json.loads(to_json(plan))["forum"] == plan.forum
    for table in to_csv(plan).values():
        for row in rows(table):
            assert not any(str(cell).startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


@pytest.mark.parametrize("write", [to_docx, to_odt, to_pdf])
def test_every_commitment_milestone_and_proposal_is_in_the_readable_documents(
    write: Callable[[PlanDocument, Callable[[str], str]], bytes],
) -> None:
    plan = plans.plan(commitments=3, proposals=25)
    document = write(plan, say)
    text = words(document) if write is to_pdf else told(document)
    for commitment in plan.commitments:
        assert commitment.name.split()[0] in text
        assert commitment.ref in text
    assert text.count("Formato único de página") == 3 * 4
    for proposal in plan.proposals:
        assert proposal.ref in text
    for part in ("Definición del problema", "Análisis del compromiso", "Anexo. Integrantes del foro"):
        assert part in text


def test_a_plan_of_which_nothing_is_written_yet_says_so() -> None:
    text = told(to_docx(plans.empty(), say))
    assert "Este plan todavía no tiene compromisos." in text
    assert "En este ciclo todavía no hay propuestas recibidas." in text
    assert "Presentación" not in text
    assert "Integrantes" not in text
    assert "todavía no tiene compromisos" in words(to_pdf(plans.empty(), say))


def test_a_field_that_is_not_written_yet_is_named_as_pending() -> None:
    plan = plans.plan(commitments=1)
    pending = replace(
        plan.commitments[0], causes="", lead="", starts=None, ends=None, milestones=(), themes=()
    )
    text = told(to_docx(replace(plan, commitments=(pending,)), say))
    for sentence in ("Por redactar.", "Por definir", "todavía no tiene hitos", "no está unido a ningún tema"):
        assert sentence in text


def test_the_pdf_is_tagged_accessible_and_archivable() -> None:
    reader = PdfReader(BytesIO(to_pdf(plans.plan(), say)))
    catalogue: Any = reader.trailer["/Root"].get_object()
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "es"
    assert "/StructTreeRoot" in catalogue
    about = catalogue["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part>1<", about)
    assert re.search(r"pdfaid:part>2<", about)
    assert len(reader.outline) > 3


def test_the_docx_has_real_headings_contents_header_rows_and_language() -> None:
    document = docx.Document(BytesIO(to_docx(plans.plan(), say)))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption", "toc 1"} <= set(styles)
    body = document.element.body
    codes = [code.text or "" for code in body.iter(qn("w:instrText"))]
    assert sum("TOC " in code for code in codes) == 1
    targets = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert targets <= {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    captions = [code for code in codes if code.startswith(" SEQ Tabla")]
    assert len(captions) == len(list(body.iter(qn("w:tblHeader"))))
    assert document.core_properties.language == "es"
    assert document.core_properties.title == plans.empty().title
    assert {tag.get(qn("w:val")) for tag in document.styles.element.iter(qn("w:lang"))} == {"es-ES"}


def test_the_same_plan_gives_the_same_bytes() -> None:
    plan = plans.plan(commitments=2)
    assert to_docx(plan, say) == to_docx(plan, say)
    assert to_odt(plan, say) == to_odt(plan, say)
    assert to_pdf(plan, say) == to_pdf(plan, say)
    assert to_json(plan) == to_json(plan)


def test_dates_numbers_and_words_are_in_the_language_of_the_document() -> None:
    english = replace(plans.plan(), language="en")
    spoken = told(to_docx(english, lambda text: {"Contenido": "Contents"}.get(text, text)))
    assert "Contents" in spoken
    assert "January 1, 2027" in spoken
    assert "5,204" in spoken
    assert "1 de enero de 2027" in told(to_docx(plans.plan(), say))


def test_the_last_day_of_a_phase_is_the_last_one_inside_it() -> None:
    plan = plans.plan()
    phase = replace(plan.phases[0], ends=plan.phases[0].starts.replace(month=12, day=1, hour=5, minute=0))
    assert "30 nov 2026" in told(to_docx(replace(plan, phases=(phase,)), say))


def test_json_keeps_what_ogp_keeps_about_a_commitment() -> None:
    content = json.loads(to_json(plans.plan()))
    assert content["format"] == "gacocrea-plan"
    commitment = content["commitments"][0]
    assert commitment["ogp"]["lead_institution"] == commitment["lead"]
    assert commitment["ogp"]["completion"] is None
    assert commitment["themes"][0]["proposals"][0]["author"] == "Rosa Elena Quishpe"
    assert content["exported_at"] == "2026-11-20T21:30:00Z"


def test_the_tables_have_a_row_for_each_commitment_milestone_and_proposal() -> None:
    tables = to_csv(plans.plan(commitments=3, proposals=25, milestones=5))
    assert all(table.startswith(b"\xef\xbb\xbf") for table in tables.values())
    sizes = {name: len(rows(table)) for name, table in tables.items()}
    assert sizes == {"commitments.csv": 3, "milestones.csv": 15, "proposals.csv": 25}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_a_table_is_a_formula(text: str) -> None:
    plan = plans.plan()
    proposals = (replace(plan.proposals[0], title=text),)
    assert rows(to_csv(replace(plan, proposals=proposals))["proposals.csv"])[0]["title"] == f"'{text}"


@pytest.mark.slow
def test_nasty_text_in_every_field_exports_in_every_format() -> None:
    for shift in range(0, len(NASTY), 4):
        all_formats(spoiled(NASTY[shift:] + NASTY[:shift]))


@pytest.mark.slow
def test_text_is_never_read_as_markup() -> None:
    text = '#panic() #read("plan.typ") $x$ <b>&amp;</b>'
    plan = replace(plans.plan(), foreword=text)
    assert text in told(to_docx(plan, say))
    assert text in told(to_odt(plan, say))
    assert text in words(to_pdf(plan, say))
    assert json.loads(to_json(plan))["foreword"] == text


@pytest.mark.slow
def test_a_character_that_paper_cannot_hold_leaves_a_mark() -> None:
    assert printable("a\x01b\x0bc\ufffed\u202ee") == f"a{MARK}b{MARK}c{MARK}d{MARK}e"
    plan = replace(plans.plan(), foreword="tres\x01cuatro")
    assert f"tres{MARK}cuatro" in told(to_docx(plan, say))
    assert f"tres{MARK}cuatro" in words(to_pdf(plan, say))
    assert json.loads(to_json(plan))["foreword"] == "tres\x01cuatro"


def test_only_words_too_long_for_a_column_may_be_broken_anywhere() -> None:
    assert breakable("electroencefalografista") == "electroencefalografista"
    assert max(map(len, breakable("x" * 400).split("\u200b"))) <= 12


@pytest.mark.real
@pytest.mark.parametrize("part", range(4))
def test_every_naughty_string_in_every_format(part: int) -> None:
    texts = tuple(json.loads(NAUGHTY.read_text("utf-8")))[part::4]
    all_formats(spoiled(texts))
