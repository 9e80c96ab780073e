"""An earlier plan comes in from a file, whole where it was exported here, and what could not be read is listed."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy.orm import Session

from gacocrea.commitments.queries import all_of
from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.terms import Actor, Role
from gacocrea.forum.models import Forum
from gacocrea.plan.actions import PlanWords, bring_in, drop_reading, keep_reading
from gacocrea.plan.archive_json import to_json
from gacocrea.plan.docx import to_docx
from gacocrea.plan.models import PlanReading
from gacocrea.plan.queries import adopted_version
from gacocrea.plan.reading import Found, decode, read_plan
from gacocrea.plan.reading.days import day_of, span_of
from gacocrea.plan.reading.names import field_of
from gacocrea.plan.tables import to_csv
from gacocrea.plan.views import gather
from tests.browser import Browser
from tests.factories import make_forum, make_member
from tests.plan.plans import empty as empty_plan
from tests.plan.plans import plan as believable_plan
from tests.support import NOON

SECRETARY = Actor(name="Ana", roles=frozenset({Role.SECRETARIAT}))
WORDS = PlanWords("2019-2022", "Primer plan", date(2019, 1, 1), date(2022, 12, 31))
TABLE = """No;Compromiso;Entidad responsable;Pilar;Inicio;Fin;Costo
1;Datos abiertos;Ministerio de Telecomunicaciones;Transparencia;2019-01;agosto de 2022;=1+1
2;;Nadie;Transparencia;;;
3;Presupuestos participativos;Municipio;Participación;el próximo año;31/12/2021;
"""


@pytest.fixture
def forum(session: Session) -> Forum:
    return make_forum(session)


def kept(session: Session, forum: Forum, found: Found, name: str = "plan.json") -> PlanReading:
    return keep_reading(
        session, actor=SECRETARY, forum=forum, found=found, name=name, sha256="ab" * 32, now=NOON
    )


def read(tmp_path: Path, name: str, content: bytes) -> Found:
    path = tmp_path / name
    path.write_bytes(content)
    return read_plan(path, name)


@pytest.mark.parametrize("plan", [believable_plan(), empty_plan()], ids=["believable", "empty"])
def test_a_plan_reads_back_from_its_json_as_it_was(plan: Any) -> None:
    found = decode(json.loads(to_json(plan)))
    assert (found.plan, found.unread) == (plan, ())
    assert to_json(found.plan) == to_json(plan)


def test_exported_json_imported_elsewhere_exports_the_same_bytes(
    tmp_path: Path, session: Session, forum: Forum
) -> None:
    exported = to_json(believable_plan())
    reading = kept(session, forum, read(tmp_path, "plan.json", exported))
    plan = believable_plan()
    words = PlanWords("2024-2026", plan.title, plan.starts, plan.ends)
    cycle = bring_in(session, actor=SECRETARY, forum=forum, reading=reading, words=words, now=NOON)
    assert to_json(gather(forum, cycle, "es")) == exported
    rows = all_of(session, cycle.id)
    assert [row.name for row in rows] == [item.name for item in plan.commitments]
    assert [len(row.milestones) for row in rows] == [len(item.milestones) for item in plan.commitments]
    assert adopted_version(session, cycle.id) is not None


def test_what_a_json_says_that_is_no_part_of_a_plan_is_listed_and_the_rest_is_read() -> None:
    content = json.loads(to_json(believable_plan()))
    content["commitments"][0]["lead"] = 12
    content["commitments"][0]["colour"] = "red"
    content["phases"].append({"name": "x"})
    found = decode(content)
    assert [(one.where, one.code) for one in found.unread] == [
        (f"phases[{len(content['phases'])}]", "unread_value"),
        ("commitments[1].lead", "unread_value"),
        ("commitments[1].colour", "unread_name"),
    ]
    assert found.plan.commitments[0].lead == ""


def test_a_table_is_read_by_what_its_columns_mean(tmp_path: Path) -> None:
    found = read(tmp_path, "plan.csv", TABLE.encode("cp1252"))
    one, other = found.plan.commitments
    assert (one.name, one.lead, one.pillar) == (
        "Datos abiertos", "Ministerio de Telecomunicaciones", "transparencia",
    )  # fmt: skip
    assert (one.starts, one.ends) == (date(2019, 1, 1), date(2022, 8, 31))
    assert [(extra.label, extra.text) for extra in one.extras] == [("Costo", "=1+1")]
    assert (other.starts, other.ends) == (None, date(2021, 12, 31))
    assert [one.code for one in found.unread] == ["unread_nameless", "unread_day"]


def test_our_own_tables_read_back_with_their_milestones(tmp_path: Path) -> None:
    import zipfile

    plan, packed = believable_plan(), BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in to_csv(plan).items():
            archive.writestr(name, content)
    found = read(tmp_path, "plan.zip", packed.getvalue())
    assert [item.name for item in found.plan.commitments] == [item.name for item in plan.commitments]
    for item, origin in zip(found.plan.commitments, plan.commitments, strict=True):
        assert item.milestones == origin.milestones
        assert (item.problem, item.starts, item.ends) == (origin.problem, origin.starts, origin.ends)


def test_our_own_document_reads_back_with_every_answer_and_milestone(tmp_path: Path) -> None:
    plan = believable_plan()
    found = read(tmp_path, "plan.docx", to_docx(plan, say=str))
    assert [item.name for item in found.plan.commitments] == [item.name for item in plan.commitments]
    for item, origin in zip(found.plan.commitments, plan.commitments, strict=True):
        for name in ("problem", "causes", "solution", "results", "transparency", "accountability", "lead"):
            assert getattr(item, name).split() == getattr(origin, name).split(), name
        assert [step.name for step in item.milestones] == [step.name for step in origin.milestones]


def test_a_document_of_tables_as_members_write_it_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Introducción", 1)
    document.add_paragraph("Palabras que no son de ningún compromiso.")
    table = document.add_table(rows=0, cols=2)
    for label, words in (
        ("Nombre del compromiso", "Obras a la vista"),
        ("Institución responsable", "Ministerio de Obras"),
        ("¿Cuál es el problema que el compromiso busca abordar?", "Nadie sabe cuánto cuestan."),
        ("Periodo", "2019-2022"),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, words
    steps = document.add_table(rows=2, cols=3)
    for place, (head, words) in enumerate((("Hito", "Publicar"), ("Producto", "Mapa"), ("Plazo", "junio de 2020"))):
        steps.rows[0].cells[place].text, steps.rows[1].cells[place].text = head, words
    file = BytesIO()
    document.save(file)
    found = read(tmp_path, "plan.docx", file.getvalue())
    (item,) = found.plan.commitments
    assert (item.name, item.lead, item.problem) == (
        "Obras a la vista", "Ministerio de Obras", "Nadie sabe cuánto cuestan.",
    )  # fmt: skip
    assert (item.starts, item.ends) == (date(2019, 1, 1), date(2022, 12, 31))
    assert [(step.name, step.output, step.ends) for step in item.milestones] == [
        ("Publicar", "Mapa", date(2020, 6, 30))
    ]
    assert [(one.where, one.code) for one in found.unread] == [("Introducción", "unread_words")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("plan.exe", b"MZ", "plan_file_kind"),
        ("plan.json", b"[" * 100_000, "plan_file_broken"),
        ("plan.json", b'{"format": "otro"}', "plan_file_broken"),
        ("plan.json", b'{"format": "gacocrea-plan", "format_version": 99}', "plan_file_version"),
        ("plan.docx", b"PK\x03\x04nada", "plan_file_broken"),
        ("plan.docx", b"\x89PNG\r\n", "plan_file_broken"),
        ("plan.zip", b"nada", "plan_file_broken"),
        ("plan.csv", b"a;b\n1;2\n", "plan_file_empty"),
        ("plan.csv", b"\x89PNG\r\n\x00\x00", "plan_file_broken"),
        ("plan.xlsx", b"nada", "plan_file_broken"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        read(tmp_path, name, content)
    assert (refusal.value.field, refusal.value.code) == ("file", code)


@given(some.text(max_size=60))
def test_no_text_breaks_the_reading_of_days_and_names(text: str) -> None:
    day_of(text)
    span_of(text)
    field_of(text)


@given(some.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_in_each_way_of_writing_it(day: date) -> None:
    assert day_of(day.isoformat()) == day
    assert day_of(f"{day.day}/{day.month}/{day.year}") == day
    assert day_of(f"{day:%Y-%m}") == day.replace(day=1)


def test_days_that_a_file_does_not_say_are_those_of_the_plan(session: Session, forum: Forum, tmp_path: Path) -> None:
    found = read(tmp_path, "plan.csv", TABLE.encode())
    reading = kept(session, forum, found, "plan.csv")
    cycle = bring_in(session, actor=SECRETARY, forum=forum, reading=reading, words=WORDS, now=NOON)
    rows = all_of(session, cycle.id)
    assert [(row.starts_on, row.ends_on) for row in rows] == [
        (date(2019, 1, 1), date(2022, 8, 31)), (date(2019, 1, 1), date(2021, 12, 31)),
    ]  # fmt: skip
    assert [pillar.name for pillar in cycle.pillars] == ["Transparencia", "Participación"]
    assert gather(forum, cycle, "es").member == forum.jurisdiction


def test_a_plan_is_brought_in_once_and_by_the_secretariat(session: Session, forum: Forum) -> None:
    who: dict[str, Any] = {"forum": forum, "reading": kept(session, forum, Found(believable_plan())), "now": NOON}
    with pytest.raises(NotAllowed):
        bring_in(session, actor=Actor(1, "Luis", frozenset({Role.CORE_GROUP})), words=WORDS, **who)
    with pytest.raises(Invalid, match="plan_backwards"):
        bring_in(session, actor=SECRETARY, words=replace(WORDS, ends_on=WORDS.starts_on), **who)
    bring_in(session, actor=SECRETARY, words=WORDS, **who)
    for again in (lambda: bring_in(session, actor=SECRETARY, words=WORDS, **who),
                  lambda: drop_reading(session, actor=SECRETARY, **who)):  # fmt: skip
        with pytest.raises(Conflict, match="plan_brought_in"):
            again()


def test_the_secretariat_reads_a_file_sees_what_is_missing_and_brings_it_in(
    session: Session, forum: Forum, browser: Callable[..., Browser]
) -> None:
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    page = secretary.get("/ecuador/secretaria/planes/traer")
    wrong = secretary.submit(page, file=(BytesIO(b"x"), "plan.txt"))
    assert "Ese archivo no se lee" in wrong.words
    shown = secretary.submit(page, file=(BytesIO(TABLE.encode()), "<b>plan.csv"))
    assert "Se leyeron 2 compromisos" in shown.words
    assert "La fila no nombra ningún compromiso." in shown.words
    typed = {"title": "Primer plan", "slug": "2019-2022", "starts_on": "2019-01-01", "ends_on": "2022-12-31"}
    refused = secretary.submit(shown, shown.path, **typed | {"slug": "Plan Uno"})
    assert refused.status == 422
    assert refused.form(refused.path)["title"] == "Primer plan"
    plan = secretary.submit(shown, shown.path, **typed)
    assert "El plan quedó incorporado." in plan.words
    assert "Datos abiertos" in browser().get("/ecuador/2019-2022/compromisos").words
    assert browser().get("/ecuador/2019-2022/compromisos/C-01").status == 200
    assert browser().get("/ecuador/2019-2022/").status == 200
    other = secretary.submit(page, file=(BytesIO(TABLE.encode()), "plan.csv"))
    assert "Lo leído quedó descartado." in secretary.submit(other, f"{other.path}/descartar").words
