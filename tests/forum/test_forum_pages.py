"""The forum's pages: who decides, when it meets, what it decided."""

from datetime import timedelta

import pytest

from gacocrea.core.terms import Actor, Role
from gacocrea.forum import actions
from tests.factories import make_forum, make_member
from tests.support import NOON

SECRETARY = Actor(name="Ana", roles=frozenset({Role.SECRETARIAT}))


@pytest.fixture
def forum(session):
    return make_forum(session, internal_rules="1. Quórum\n2. Consenso")


def call(session, forum, days, title="Sesión ordinaria"):
    start = NOON + timedelta(days=days)
    words = actions.MeetingWords(
        title, start, start + timedelta(hours=2), "Cuenca", "- Ríos; mares, montañas"
    )
    meeting = actions.call_meeting(session, actor=SECRETARY, forum=forum, words=words, now=NOON)
    session.commit()
    return meeting


def test_who_decides_shows_each_seat_and_the_rules(session, forum, browser):
    make_member(session, forum, name="Rosa Elena", sector=2)
    words = browser().get("/ecuador/quienes-deciden").words
    for shown in ("Grupo Núcleo", "Academia", "Institución 2", "Rosa Elena", "1 asiento", "Consenso"):
        assert shown in words


def test_meetings_are_coming_or_held_and_a_late_forum_is_told(session, forum, browser):
    call(session, forum, -200, "La de hace tiempo")
    words = browser().get("/ecuador/reuniones").words
    assert "La Alianza pide que el foro se reúna al menos cada seis meses" in words
    call(session, forum, 6, "La que viene")
    words = browser().get("/ecuador/reuniones").words
    assert words.index("La que viene") < words.index("La de hace tiempo")


def test_a_meeting_is_found_however_its_reference_is_typed(session, forum, browser):
    call(session, forum, 6)
    for code in ("R-01", "r1", "R-1"):
        assert browser().get(f"/ecuador/reuniones/{code}").status == 200
    for code in ("R-02", "D-01", "algo", "R-0"):
        assert browser().get(f"/ecuador/reuniones/{code}").status == 404


def test_another_forums_meeting_and_decision_are_not_there(session, forum, browser):
    make_forum(session, "jalisco")
    call(session, forum, 6)
    actions.record_decision(
        session, actor=SECRETARY, forum=forum, title="Se confirma", text="Razón", now=NOON
    )
    assert browser().get("/ecuador/decisiones/D-001").status == 200
    assert browser().get("/jalisco/decisiones/D-001").status == 404
    assert browser().get("/jalisco/reuniones/R-01").status == 404


def test_a_meeting_is_downloaded_for_a_calendar(session, forum, browser):
    call(session, forum, 6)
    page = browser().get("/ecuador/reuniones/R-01.ics")
    assert page.response.mimetype == "text/calendar"
    assert "DTSTART:20260618T170000Z" in page.body
    assert "DESCRIPTION:- Ríos\\; mares\\, montañas\\n" in page.body


def test_the_secretariat_calls_a_meeting_in_the_forums_time(session, forum, browser):
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    typed = {"title": "Sesión 05", "day": "2026-07-01", "starts": "10:00", "ends": "12:30", "place": "Loja"}
    page = secretary.submit(secretary.get("/ecuador/secretaria/reuniones/nueva"), **typed)
    assert page.path == "/ecuador/reuniones/R-01"
    assert "10:00 – 12:30" in page.words
    assert "DTSTART:20260701T150000Z" in secretary.get("/ecuador/reuniones/R-01.ics").body


def test_a_meeting_that_ends_before_it_starts_is_refused_beside_its_field(session, forum, browser):
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    typed = {"title": "Sesión 05", "day": "2026-07-01", "starts": "10:00", "ends": "09:00", "place": "Loja"}
    page = secretary.submit(secretary.get("/ecuador/secretaria/reuniones/nueva"), **typed)
    assert (page.status, page.soup.select_one("#ends-error") is None) == (422, False)
    assert page.form("reuniones/nueva")["place"] == "Loja"


def test_the_secretariat_publishes_minutes_and_everyone_reads_them(session, forum, browser):
    call(session, forum, -3)
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    desk = secretary.get("/ecuador/secretaria/")
    assert "/ecuador/secretaria/reuniones/R-01/acta" in desk.links()
    draft = secretary.submit(
        secretary.get("/ecuador/secretaria/reuniones/R-01/acta"), minutes="Hubo **consenso**."
    )
    assert "Hubo consenso ." not in browser().get("/ecuador/reuniones/R-01").words
    secretary.submit(draft, "publicar")
    page = browser().get("/ecuador/reuniones/R-01")
    assert "Hubo consenso ." in page.words
    assert "Corregir el acta" not in page.words


def test_the_forums_lists_cost_a_known_number_of_statements(session, forum, browser, count_statements):
    secretary = make_member(session, forum, Role.SECRETARIAT)
    costs = []
    for round_ in range(2):
        for serial in range(3):
            make_member(session, forum, sector=serial)
            call(session, forum, 6 + round_ * 3 + serial)
            actions.record_decision(
                session, actor=SECRETARY, forum=forum, title="Se confirma", text="Razón", now=NOON
            )
        for path in ("quienes-deciden", "reuniones", "decisiones"):
            with count_statements() as seen:
                browser().get(f"/ecuador/{path}")
            costs.append(len(seen))
        at_the_desk = browser(secretary)
        with count_statements() as seen:
            at_the_desk.get("/ecuador/secretaria/")
        costs.append(len(seen))
    assert costs[:4] == costs[4:]
    assert costs[:3] == [6, 5, 5]  # one asks for the running cycle: there is none
    assert costs[3] <= 25  # upper floors show their panels on the desk, and what waits
