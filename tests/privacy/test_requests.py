"""Requests about data: each with the term of the forum's country, answered in writing, late ones in sight."""

from datetime import date, timedelta

import pytest

from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Role
from gacocrea.privacy import actions, queries
from gacocrea.privacy.models import DataRequest, RequestKind
from gacocrea.privacy.rules import COUNTRIES, Term, due_date
from tests.factories import actor_of, make_account, make_forum, make_member
from tests.support import NOON

FRIDAY = NOON.date()
TEXT = "Quiero saber qué datos míos tienen."


@pytest.fixture
def forum(session):
    return make_forum(session)


def keep(session, forum, country):
    actions.set_keeper(
        session, actor=actor_of(make_account(session), Role.SECRETARIAT), forum=forum, controller="Presidencia",
        contact="datos@ejemplo.org", country=country, least_age=15, now=NOON,
    )  # fmt: skip
    session.commit()


def enter(session, forum, kind=RequestKind.RECTIFICATION, received_on=FRIDAY):
    row = actions.enter(
        session, actor=actor_of(make_account(session, "Secretaria"), Role.SECRETARIAT), forum=forum, kind=kind,
        name="Ana Paz", contact="Calle 1", text=TEXT, received_on=received_on, now=NOON,
    )  # fmt: skip
    session.commit()
    return row


def test_every_day_counts_where_the_law_counts_every_day():
    assert due_date(FRIDAY, Term(15, working=False), holidays=()) == FRIDAY + timedelta(days=15)


@pytest.mark.parametrize(
    ("days", "holidays", "last"),
    [
        (1, (), date(2026, 6, 15)),  # the Monday after
        (5, (), date(2026, 6, 19)),
        (5, (date(2026, 6, 15),), date(2026, 6, 22)),  # a day off moves the end over the next weekend
        (15, (date(2026, 6, 20),), date(2026, 7, 3)),  # a day off on a Saturday moves nothing
    ],
)
def test_working_days_leave_out_weekends_and_days_off(days, holidays, last):
    assert due_date(FRIDAY, Term(days, working=True), holidays=holidays) == last


@pytest.mark.parametrize(
    ("country", "kind", "last"),
    [
        ("EC", RequestKind.ACCESS, date(2026, 6, 27)),
        ("CO", RequestKind.ACCESS, date(2026, 6, 26)),
        ("CO", RequestKind.DELETION, date(2026, 7, 3)),
        ("MX", RequestKind.OBJECTION, date(2026, 7, 10)),
    ],
)
def test_a_request_has_the_term_of_the_forums_country(session, forum, country, kind, last):
    keep(session, forum, country)
    assert enter(session, forum, kind).due_on == last


def test_every_country_names_its_law_and_answers_every_kind():
    for country in COUNTRIES.values():
        assert country.law
        assert country.terms.keys() == set(RequestKind)
        assert 10 <= country.least_age <= 21


def test_days_off_are_data_of_the_forum_and_move_no_term_that_runs(session, forum):
    keep(session, forum, "CO")
    first = enter(session, forum)
    secretary = actor_of(make_account(session), Role.SECRETARIAT)
    actions.set_holiday(
        session, actor=secretary, forum=forum, day=date(2026, 6, 15), name="Corpus Christi", now=NOON
    )
    assert enter(session, forum).due_on > first.due_on
    assert session.get(DataRequest, first.id).due_on == date(2026, 7, 3)


def test_a_person_asks_from_their_page_and_reads_the_answer_there(session, browser, letters, forum):
    keep(session, forum, "EC")
    person = browser(make_account(session, "Rosa", email="rosa@example.org"))
    told = person.submit(person.get("/mi/datos/solicitud"), forum="ecuador", kind="access", text=TEXT)
    assert "27 de junio de 2026" in told.body
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    page = secretary.get("/ecuador/secretaria/datos/1")
    assert TEXT in page.words
    secretary.submit(page, text="Estos son todos los datos que tenemos.")
    assert [letter.to for letter in letters] == ["rosa@example.org"] * 2
    assert "todos los datos" not in letters[1].body
    assert "Estos son todos los datos" in person.get("/mi/datos").words


def test_a_request_on_paper_is_typed_in_and_its_term_runs_from_the_day_it_came(session, browser, forum):
    keep(session, forum, "EC")
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    told = secretary.submit(
        secretary.get("/ecuador/secretaria/datos/anotar"), name="Ana Paz", contact="Calle 1", kind="deletion",
        received_on="2026-06-02", text=TEXT,
    )  # fmt: skip
    assert "17 de junio" in told.words
    with pytest.raises(Invalid):
        enter(session, forum, received_on=FRIDAY + timedelta(days=1))


def test_what_waits_and_what_is_late_is_in_sight_of_the_secretariat_alone(session, browser, forum, clock):
    keep(session, forum, "EC")
    enter(session, forum, received_on=FRIDAY - timedelta(days=20))
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    assert "Responder la solicitud 1" in secretary.get("/mi/").words
    assert "1 solicitud pasó su plazo" in secretary.get("/ecuador/secretaria/datos").words
    citizen = browser(make_account(session))
    assert "Responder la solicitud" not in citizen.get("/mi/").words
    assert citizen.get("/ecuador/secretaria/datos").status == 404


def test_nobody_answers_their_own_request_and_none_is_answered_twice(session, forum):
    account = make_account(session)
    secretary = actor_of(account, Role.SECRETARIAT)
    own = actions.ask(
        session, actor=secretary, account=account, forum=forum, kind=RequestKind.ACCESS, text=TEXT, address="",
        now=NOON,
    )  # fmt: skip
    given = {"forum": forum, "text": "Aquí está la respuesta.", "address": "", "now": NOON}
    with pytest.raises(Conflict):
        actions.answer(session, actor=secretary, row=own, **given)
    row = enter(session, forum)
    actions.answer(session, actor=secretary, row=row, **given)
    with pytest.raises(Conflict):
        actions.answer(session, actor=secretary, row=row, **given)
    with pytest.raises(NotAllowed):
        actions.answer(session, actor=actor_of(make_account(session)), row=row, **given)


def test_the_public_record_says_that_there_was_a_request_never_of_whom_nor_what(session, forum):
    account = make_account(session, "Rosa Elena")
    actions.ask(
        session, actor=actor_of(account), account=account, forum=forum, kind=RequestKind.ACCESS, text=TEXT,
        address="", now=NOON,
    )  # fmt: skip
    entry = session.query(RecordEntry).one()
    assert (entry.actor_id, entry.actor_name, entry.reason) == (None, "", "")
    assert TEXT not in str(entry.facts)


def test_a_request_of_one_forum_is_none_in_another(session, browser, forum):
    enter(session, forum)
    other = make_forum(session, "jalisco")
    assert (
        browser(make_member(session, other, Role.SECRETARIAT)).get("/jalisco/secretaria/datos/1").status
        == 404
    )
    assert queries.requests_of(session, other.id) == []
