"""Reading the draft plan, and taking it away as a document."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from gacocrea.commitments.queries import find
from gacocrea.core.errors import NotThere
from gacocrea.core.terms import Role
from gacocrea.plan.commands import export_plan
from gacocrea.proposals.models import ProposalStatus
from gacocrea.themes.models import Outcome
from tests.browser import Browser
from tests.factories import make_account, make_cycle, make_member
from tests.thread import STEP, Thread, answer, make_proposal

Open = Callable[..., Browser]
HERE = "/ecuador/2026-2028"
EXPORT = f"{HERE}/secretaria/plan"


@pytest.fixture
def drafted(thread: Thread) -> Thread:
    """Two themes elected, one of them drafted; one proposal declined and one waiting."""
    theme = thread.theme(title="Obras a la vista")
    thread.elect(theme, theme, thread.theme(pillar=1))
    thread.draft(theme, lead="Contratación", problem="Nadie sabe cuánto cuesta.", milestones=(STEP,))
    answer(thread.session, make_proposal(thread.session, thread.cycle), Outcome.OTHER_BODY)
    make_proposal(thread.session, thread.cycle, "Espera su respuesta")
    return thread


@pytest.fixture
def secretary(browser: Open, drafted: Thread) -> Browser:
    return browser(drafted.secretary)


def exported(browser: Browser, kind: str) -> bytes:
    page = browser.get(f"{EXPORT}.{kind}?idioma=es")
    assert page.status == 200
    assert f"plan-ecuador-2026-2028.{'zip' if kind == 'csv' else kind}" in str(
        page.response.headers["Content-Disposition"]
    )
    return bytes(page.response.data)


def test_everyone_reads_the_plan_as_it_stands(drafted: Thread, browser: Open) -> None:
    page = browser().get(f"{HERE}/plan")
    assert "C-01. Obras a la vista" in page.words
    assert "2 boletas" in page.words
    assert "Borrador" in page.words
    assert f"{HERE}/secretaria/plan" not in page.links()


def test_a_plan_without_commitments_says_what_will_be_read_there(thread: Thread, browser: Open) -> None:
    assert "El plan todavía se teje" in browser().get(f"{HERE}/plan").words


def test_the_secretariat_finds_the_export_from_its_desk_and_from_the_plan(
    drafted: Thread, secretary: Browser
) -> None:
    assert EXPORT in secretary.get("/ecuador/secretaria/").links()
    assert EXPORT in secretary.get(f"{HERE}/plan").links()


def test_the_secretariat_is_told_what_still_waits_for_an_answer(drafted: Thread, secretary: Browser) -> None:
    page = secretary.get(EXPORT)
    assert "1 propuesta todavía no tiene respuesta razonada" in page.words
    assert f"{EXPORT}.docx" in page.body


def test_the_json_holds_the_whole_thread(drafted: Thread, secretary: Browser) -> None:
    plan = json.loads(exported(secretary, "json"))
    commitment = plan["commitments"][0]
    assert commitment["name"] == "Obras a la vista"
    assert commitment["milestones"][0]["name"] == STEP.text
    assert commitment["themes"][0]["votes"] == 2
    assert commitment["themes"][0]["proposals"][0]["ref"] == "P-0001"
    annex = {row["ref"]: (row["theme"], row["commitment"], row["outcome"]) for row in plan["proposals"]}
    assert annex["P-0001"] == ("T-001", "C-01", "Se recoge")
    assert annex["P-0003"] == ("", "", "Es de otra entidad")
    assert annex["P-0004"] == ("", "", "Espera respuesta")


def test_the_tables_open_and_credit_every_author(drafted: Thread, secretary: Browser) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(secretary, "csv"))) as archive:
        tables = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    rows = list(csv.DictReader(io.StringIO(tables["commitments.csv"])))
    assert [row["proposals"] for row in rows] == ["P-0001"]
    assert len(list(csv.DictReader(io.StringIO(tables["proposals.csv"])))) == 4


def test_the_document_to_edit_is_a_sound_package(drafted: Thread, secretary: Browser) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(secretary, "docx"))) as package:
        assert package.testzip() is None
        body = ET.fromstring(package.read("word/document.xml"))
    assert "Obras a la vista" in "".join(body.itertext())


def test_the_document_to_read_is_a_pdf(drafted: Thread, secretary: Browser) -> None:
    assert exported(secretary, "pdf").startswith(b"%PDF-")


def test_titles_come_in_the_language_that_was_asked_for(drafted: Thread, secretary: Browser) -> None:
    assert json.loads(secretary.get(f"{EXPORT}.json?idioma=pt").body)["language"] == "pt"
    assert json.loads(secretary.get(f"{EXPORT}.json?idioma=xx").body)["language"] == "es"


@pytest.mark.parametrize("place", ["", ".docx", ".pdf", ".json", ".csv"])
def test_to_all_but_the_secretariat_the_export_does_not_exist(
    drafted: Thread, session: Session, browser: Open, place: str
) -> None:
    observer = make_member(session, drafted.forum, Role.OBSERVER)
    for account in (make_account(session), drafted.core[0], observer):
        assert browser(account).get(f"{EXPORT}{place}").status == 404
    assert browser().get(f"{EXPORT}{place}").path == "/entrar"


def test_a_kind_of_file_that_there_is_not_is_not_there(drafted: Thread, secretary: Browser) -> None:
    assert secretary.get(f"{EXPORT}.exe").status == 404


def test_a_withdrawn_commitment_is_not_in_the_plan(drafted: Thread, secretary: Browser) -> None:
    commitment = find(drafted.session, drafted.cycle.id, 1)
    assert commitment is not None
    drafted.withdraw(commitment, "Se une a otro compromiso del ministerio.")
    plan = json.loads(exported(secretary, "json"))
    assert plan["commitments"] == []
    assert plan["proposals"][0]["commitment"] == ""


def test_a_proposal_that_came_back_changed_waits_again_in_the_annex(
    drafted: Thread, secretary: Browser
) -> None:
    proposal = make_proposal(drafted.session, drafted.cycle)
    answer(drafted.session, proposal, Outcome.RETURNED)
    proposal.status = ProposalStatus.SUBMITTED
    annex = {row["ref"]: row for row in json.loads(exported(secretary, "json"))["proposals"]}
    assert (annex["P-0005"]["outcome"], annex["P-0005"]["reason"]) == ("Espera respuesta", "")


def test_another_cycle_lends_nothing_to_this_plan(drafted: Thread, secretary: Browser) -> None:
    other = make_cycle(drafted.session, drafted.forum, slug="otro")
    make_proposal(drafted.session, other, "De otro ciclo")
    assert b"De otro ciclo" not in exported(secretary, "json")


def test_the_plan_reads_the_same_number_of_statements_when_rows_double(
    drafted: Thread, browser: Open, count_statements: Any
) -> None:
    themes = [drafted.theme() for _ in range(3)]
    assert themes
    found = []
    for more in range(2):
        with count_statements() as seen:
            browser().get(f"{HERE}/plan")
        found.append(len(seen))
        for _ in range(4 * (more + 1)):
            answer(drafted.session, make_proposal(drafted.session, drafted.cycle))
    assert found[0] == found[1] <= 45  # thirty-five for the plan, ten for the drawing of where it comes from


def test_the_command_writes_the_same_plan(drafted: Thread, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    place = ["--forum", "ecuador", "--cycle", "2026-2028", "--format", "json", "-o", str(path)]
    done = CliRunner().invoke(export_plan, place)
    assert done.exit_code == 0, done.output
    assert "Compromisos: 1; propuestas: 4" in done.output
    assert json.loads(path.read_text("utf-8"))["commitments"][0]["name"] == "Obras a la vista"


def test_the_command_says_in_a_sentence_what_it_does_not_find(drafted: Thread, tmp_path: Path) -> None:
    nowhere = ["--format", "json", "-o", str(tmp_path / "no" / "plan.json")]
    done = CliRunner().invoke(export_plan, ["--forum", "ecuador", "--cycle", "2026-2028", *nowhere])
    assert done.exit_code != 0
    assert "plan.json" in done.output
    with pytest.raises(NotThere):
        CliRunner().invoke(
            export_plan, ["--forum", "ecuador", "--cycle", "nunca", *nowhere], catch_exceptions=False
        )


def test_everyone_reads_the_whole_plan_as_a_page(drafted: Thread, browser: Open) -> None:
    page = browser().get(f"{HERE}/plan/documento")
    assert page.status == 200
    assert "C-01. Obras a la vista" in page.words
    assert "Anexo. Resultados de la votación" in page.words
    assert "Anexo. Qué pasó con cada propuesta" not in page.words, "the page leads to its table instead"
    assert f"{HERE}/plan/documento" in browser().get(f"{HERE}/plan").links()


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf", "html"])
def test_everyone_takes_the_sheet_of_a_commitment_from_its_page(
    drafted: Thread, browser: Open, kind: str
) -> None:
    address = f"{HERE}/compromisos/C-01/ficha.{kind}"
    assert address in browser().get(f"{HERE}/compromisos/C-01").links()
    sheet = browser().get(address)
    assert sheet.status == 200
    assert f"C-01.{kind}" in str(sheet.response.headers["Content-Disposition"])
    assert browser().get(f"{HERE}/compromisos/C-09/ficha.{kind}").status == 404
    assert browser().get(f"{HERE}/compromisos/C-01/ficha.exe").status == 404


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf"])
def test_the_empty_template_asks_what_the_forum_asks(drafted: Thread, browser: Open, kind: str) -> None:
    sheet = browser().get(f"{HERE}/plan/plantilla.{kind}?idioma=es")
    assert sheet.status == 200
    if kind == "docx":
        body = zipfile.ZipFile(io.BytesIO(sheet.response.data)).read("word/document.xml").decode()
        assert "Objetivos de Desarrollo Sostenible" in body
        assert "Calidad del agua por barrio" in body
    assert browser().get(f"{HERE}/plan/plantilla.exe").status == 404


@pytest.mark.parametrize(
    ("kind", "ending", "begins"),
    [("html", ".html", b"<!doctype"), ("fichas", "-fichas.zip", b"PK"), ("pared-a4", "-pared-a4.pdf", b"%PDF-")],
)
def test_the_secretariat_takes_the_page_the_sheets_and_the_wall(
    drafted: Thread, secretary: Browser, kind: str, ending: str, begins: bytes
) -> None:
    file = secretary.get(f"{EXPORT}.{kind}")
    assert file.response.data.startswith(begins)
    assert f"plan-ecuador-2026-2028{ending}" in str(file.response.headers["Content-Disposition"])
