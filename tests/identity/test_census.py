"""A census is read, looked at, signed, and replaced; of its file only hashes stay."""

import io

import openpyxl
import pytest
from sqlalchemy import func, select

from gacocrea.core.errors import Conflict, NotAllowed
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Phase, Role
from gacocrea.identity import actions, queries
from gacocrea.identity.models import CensusRow, CensusState, Fact
from tests.factories import actor_of, make_account, make_cycle, make_member
from tests.identity.people import BORN, cedula, claim, office, put, read
from tests.support import NOON


def sheet_of(rows):
    """Return an XLSX file of rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def send(page, forum, content, name="padron.csv", **typed):
    """Send a census file as the secretariat's page does."""
    address = f"/{forum.slug}/secretaria/padron"
    form = page.get(address).form() | {"number_column": "cedula"} | typed
    return page.post(address, form | {"file": (io.BytesIO(content), name)})


def test_a_census_has_no_effect_before_it_is_signed(app, session, forum, secretary):
    census = read(app, session, forum, secretary, cedula(7))
    rosa, luis = make_account(session), make_account(session)
    claim(app, session, forum, rosa, cedula(9))
    put(session, forum, secretary, census)
    claim(app, session, forum, luis, cedula(8))
    assert (rosa.level, luis.level) == (1, 0)


def test_lines_that_are_wrong_are_named_and_the_others_are_read(app, session, forum, secretary):
    census = read(app, session, forum, secretary, cedula(7), "171003406", cedula(7), "", "=1+1", cedula(8))
    assert (census.accepted, census.refused) == (2, 4)
    assert census.problems == {
        "3": "document_form",
        "4": "census_twice",
        "5": "document_form",
        "6": "document_form",
    }


def test_a_new_census_takes_nobodys_level_and_says_how_many_it_lacks(app, session, forum, secretary):
    put(session, forum, secretary, read(app, session, forum, secretary, cedula(7), cedula(8)))
    rosa = make_account(session)
    claim(app, session, forum, rosa, cedula(7))
    second = read(app, session, forum, secretary, cedula(8), cedula(9))
    assert queries.difference(session, second) == queries.Difference(joining=1, leaving=1, lacking=1)
    put(session, forum, secretary, second)
    assert rosa.level == 1
    states = [census.state for census in queries.censuses(session, forum.id)]
    assert states == [CensusState.IN_FORCE, CensusState.REPLACED]
    assert session.scalar(select(func.count()).select_from(CensusRow)) == 2


def test_documents_that_wait_are_compared_with_the_next_census(app, session, forum, secretary):
    put(
        session,
        forum,
        secretary,
        read(app, session, forum, secretary, (cedula(8), "1980-01-01"), fact=Fact.BIRTH_DATE),
    )
    rosa, luis = make_account(session), make_account(session)
    claim(app, session, forum, rosa, cedula(7), BORN)
    claim(app, session, forum, luis, cedula(9), BORN)
    people = ((cedula(7), "1990-05-31"), (cedula(9), "1991-05-31"))
    put(session, forum, secretary, read(app, session, forum, secretary, *people, fact=Fact.BIRTH_DATE))
    assert (rosa.level, luis.level) == (1, 0)


def test_a_census_of_a_vote_that_asks_for_documents_takes_two_persons(app, session, forum, secretary):
    make_cycle(session, forum, phase=Phase.VOTING, vote_level=1)
    census = read(app, session, forum, secretary, cedula(7))
    put(session, forum, secretary, census)
    assert census.state is CensusState.READ
    with pytest.raises(Conflict, match="signed_already"):
        put(session, forum, secretary, census)
    member = make_member(session, forum, Role.CORE_GROUP)
    put(session, forum, secretary, census, actor=actor_of(member, Role.CORE_GROUP))
    assert census.state is CensusState.IN_FORCE


@pytest.mark.parametrize(("phase", "level"), [(Phase.VOTING, 0), (Phase.DRAFTING, 1)])
def test_one_person_is_enough_where_no_vote_depends_on_the_census(
    phase, level, app, session, forum, secretary
):
    make_cycle(session, forum, phase=phase, vote_level=level)
    census = put(session, forum, secretary, read(app, session, forum, secretary, cedula(7)))
    assert census.state is CensusState.IN_FORCE


def test_a_settled_census_is_neither_signed_nor_dropped_again(app, session, forum, secretary):
    census = read(app, session, forum, secretary, cedula(7))
    actions.drop_census(session, actor=office(secretary), census=census, now=NOON)
    assert session.scalar(select(func.count()).select_from(CensusRow)) == 0
    for verb in (
        lambda: put(session, forum, secretary, census),
        lambda: actions.drop_census(session, actor=office(secretary), census=census, now=NOON),
    ):
        with pytest.raises(Conflict, match="census_settled"):
            verb()


def test_citizens_and_the_core_group_read_no_census(app, session, forum):
    member = make_member(session, forum, Role.CORE_GROUP)
    with pytest.raises(NotAllowed):
        actions.drop_census(session, actor=actor_of(member, Role.CORE_GROUP), census=None, now=NOON)


def test_the_record_says_who_read_a_census_and_how_many_never_whom(app, session, forum, secretary):
    put(session, forum, secretary, read(app, session, forum, secretary, cedula(7), "mal"))
    entries = list(session.scalars(select(RecordEntry).where(RecordEntry.subject == "census:1")))
    assert [entry.verb for entry in entries] == ["census.read", "census.in_force"]
    assert entries[0].facts == {"kind": "ec_ci", "accepted": 1, "refused": 1}


@pytest.mark.parametrize("name", ["padron.csv", "padron.xlsx"])
def test_the_secretariat_reads_a_file_sees_what_was_refused_and_puts_it_in_force(
    name, session, forum, secretary, browser
):
    rows = [("Cédula", "Nombre"), (cedula(7), "Rosa"), ("123", "Luis"), (int(cedula(8, 1)), "Eva")]
    content = (
        sheet_of(rows)
        if name.endswith("xlsx")
        else "\n".join(";".join(map(str, row)) for row in rows).encode("cp1252")
    )
    page = browser(secretary)
    preview = send(page, forum, content, name)
    assert "Línea 3 Ese número no tiene la forma" in preview.words
    assert "Rosa" not in preview.body
    done = page.submit(preview, "/padron/1")
    assert "En vigor" in done.words


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "padron.csv", "no es el de un archivo CSV"),
        (b"cedula\n" + b"\xff\xfe\0", "padron.csv", "no es el de un archivo CSV"),
        (b"cedula\n" + b"9" * 150_000, "padron.csv", "demasiado larga"),
        (b"<script>", "padron.exe", "No se reconoce el formato"),
        (b"", "padron.csv", "vacío"),
        (b"otra\n1710034065", "padron.csv", "Ninguna columna se llama"),
        (b"cedula\n=HYPERLINK(1)\n'--\n\xe2\x80\xae1710034065x", "padron.csv", "Ninguna línea"),
        (b"PK\x03\x04 no es nada", "padron.xlsx", "no es el de un archivo XLSX"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(content, name, words, session, forum, secretary, browser):
    answer = send(browser(secretary), forum, content, name)
    assert answer.status == 422
    assert words in answer.words
    assert session.scalar(select(func.count()).select_from(CensusRow)) == 0


def test_a_second_person_finds_the_census_that_waits(app, session, forum, secretary, browser):
    make_cycle(session, forum, phase=Phase.VOTING, vote_level=1)
    put(session, forum, secretary, read(app, session, forum, secretary, cedula(7)))
    second = make_member(session, forum, Role.CORE_GROUP)
    page = browser(second)
    assert "Firmar el padrón 1" in page.get("/mi/").words
    assert "en vigor" in page.submit(page.get(f"/{forum.slug}/secretaria/padron/1"), "/padron/1").words
