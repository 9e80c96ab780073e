"""The secretariat sets a cycle up in the browser; others see it once it is published, and never elsewhere."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gacocrea.core.terms import Phase, Role
from gacocrea.cycle.models import Cycle
from tests.factories import make_account, make_cycle, make_forum, make_member
from tests.support import NOON

SETUP = "/ecuador/secretaria/ciclo"
DRAFT = "/ecuador/2027-2029/secretaria/ciclo"


@pytest.fixture
def forum(session):
    return make_forum(session, internal_rules="1. Por consenso.")


@pytest.fixture
def secretary(session, forum, browser):
    return browser(make_member(session, forum, Role.SECRETARIAT))


@pytest.fixture
def draft(session, secretary):
    """A draft from the template, as the browser saves it."""
    page = secretary.get(SETUP, query_string={"desde": "2027-01-11"})
    return secretary.submit(page, "secretaria/ciclo", choices_max="4")


def test_the_secretariat_sets_a_cycle_up_from_the_template_and_publishes_it(
    session, forum, secretary, browser
):
    page = secretary.get("/ecuador/secretaria/")
    assert SETUP in page.links()
    page = secretary.get(SETUP, query_string={"desde": "2027-01-11"})
    typed = page.form("secretaria/ciclo")
    assert (typed["preparation_first"], typed["voting_first"], typed["slug"]) == (
        "2027-01-11",
        "2027-04-12",
        "2027-2029",
    )
    before = secretary.submit(page, "secretaria/ciclo", publish="1", choices_max="4")
    assert before.path == f"{DRAFT}/publicar"
    assert "Hasta 4 temas por pilar" in before.words
    assert "No se cumple" not in before.words
    shown = secretary.submit(before, "publicar")
    assert shown.path == "/ecuador/2027-2029/"
    assert "quedó publicado" in shown.words
    assert "Hasta 4 temas por pilar" in browser().get("/ecuador/2027-2029/").words
    cycle = session.scalar(select(Cycle))
    assert [pillar.key for pillar in cycle.pillars] == [
        "transparencia",
        "integridad",
        "participacion",
        "colaboracion",
    ]


def test_a_draft_is_seen_by_its_secretariat_alone(session, forum, secretary, draft, browser):
    preview = secretary.get("/ecuador/2027-2029/")
    assert "Vista previa" in preview.words
    others = (
        None,
        make_account(session),
        make_member(session, forum),
        make_member(session, forum, Role.OBSERVER),
    )
    for other in others:
        visitor = browser(other)
        unseen, absent = visitor.get("/ecuador/2027-2029/"), visitor.get("/ecuador/1999-2001/")
        assert (unseen.status, unseen.words) == (404, absent.words)
        assert "2027–2029" not in visitor.get("/ecuador/planes").body


def test_another_forums_cycle_looks_like_one_that_does_not_exist(session, forum, browser):
    make_cycle(session, forum)
    make_forum(session, "jalisco")
    visitor = browser()
    assert visitor.get("/ecuador/2026-2028/").status == 200
    foreign, absent = visitor.get("/jalisco/2026-2028/"), visitor.get("/jalisco/1999-2001/")
    assert (foreign.status, foreign.words) == (404, absent.words)


def test_another_forums_secretariat_neither_sees_nor_changes_a_draft(session, forum, draft, browser):
    stranger = browser(make_member(session, make_forum(session, "jalisco"), Role.SECRETARIAT))
    for path in (
        "/ecuador/secretaria/",
        SETUP,
        DRAFT,
        f"{DRAFT}/publicar",
        "/jalisco/2027-2029/secretaria/ciclo",
    ):
        assert stranger.get(path).status == 404, path


def test_the_desk_is_not_there_for_anyone_else(session, forum, browser):
    assert browser().get("/ecuador/secretaria/").path == "/entrar"
    for role in (Role.CORE_GROUP, Role.OBSERVER):
        assert browser(make_member(session, forum, role)).get(SETUP).status == 404


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(secretary, draft):
    wrong = {"slug": "mesa", "seats": "99", "pillars-1-palette": "blue", "title": "Ciclo del agua"}
    page = secretary.submit(secretary.get(DRAFT), "secretaria/ciclo", **wrong)
    assert page.status == 422
    assert page.form("secretaria/ciclo")["title"] == "Ciclo del agua"
    errors = {str(error["id"]) for error in page.soup.select("p.error")}
    assert errors == {"slug-error", "seats-error", "pillars-1-palette-error"}


def test_a_calendar_that_cannot_be_published_is_saved_and_says_so_beside_the_phase(secretary, draft):
    page = secretary.submit(secretary.get(DRAFT), "secretaria/ciclo", voting_first="2027-04-05")
    assert (page.status, page.path) == (200, DRAFT)
    assert (
        "Empieza antes de que termine otra fase (Análisis)"
        in page.soup.select_one("#voting_first-error").text
    )
    before = secretary.get(f"{DRAFT}/publicar")
    assert "Todavía no se puede publicar" in before.words
    forced = secretary.post(f"{DRAFT}/publicar", before.form("publicar"))
    assert forced.status == 422
    assert "Vista previa" in secretary.get("/ecuador/2027-2029/").words


def test_other_dates_are_suggested_for_a_draft_without_saving_them(session, secretary, draft):
    page = secretary.get(DRAFT, query_string={"desde": "2027-03-01"})
    assert page.form("secretaria/ciclo")["preparation_first"] == "2027-03-01"
    assert page.form("secretaria/ciclo")["choices_max"] == "4"
    assert secretary.get(DRAFT).form("secretaria/ciclo")["preparation_first"] == "2027-01-11"


@pytest.mark.parametrize("day", ["", "mañana", "0001-01-01", "9999-12-31", "2027-02-30"])
def test_a_start_that_is_no_day_falls_back_to_the_next_monday(secretary, day):
    page = secretary.get(SETUP, query_string={"desde": day})
    assert page.form("secretaria/ciclo")["preparation_first"] == "2026-06-15"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "", "x"])
def test_a_day_out_of_reach_is_refused_beside_its_field(secretary, draft, day):
    page = secretary.submit(secretary.get(DRAFT), "secretaria/ciclo", closed_last=day)
    assert (page.status, page.soup.select_one("#closed_last-error") is None) == (422, False)


def test_a_published_cycle_is_no_longer_set_up(secretary, draft):
    secretary.submit(secretary.get(f"{DRAFT}/publicar"), "publicar")
    assert secretary.get(DRAFT).status == 409
    assert secretary.get(f"{DRAFT}/publicar").status == 409


@pytest.mark.parametrize("phase", list(Phase))
def test_the_calendar_says_what_is_open_and_what_comes_next(session, forum, browser, phase):
    cycle = make_cycle(session, forum, phase=phase)
    page = browser().get("/ecuador/2026-2028/")
    current = [item.b.get_text() for item in page.soup.select(".phases .now")]
    assert len(current) == len(cycle.moment(NOON).open_phases)
    assert ("Después:" in page.words) == (phase is not Phase.CLOSED)


def test_the_thresholds_stand_in_the_footer_of_the_cycle(session, forum, browser):
    make_cycle(session, forum)
    footer = browser().get("/ecuador/2026-2028/").soup.footer.get_text(" ")
    assert "El calendario es público dos semanas antes" in footer


def test_the_cycles_page_costs_a_known_number_of_statements(session, forum, browser, count_statements):
    costs = []
    for number in range(2):
        make_cycle(session, forum, slug=f"ciclo-{number}", published_at=NOON - timedelta(days=number + 1))
        with count_statements() as seen:
            browser().get("/ecuador/planes")
        costs.append(len(seen))
    assert costs == [8, 8]  # three of them are for the running cycle that every page wears
    with count_statements() as seen:
        browser().get("/ecuador/ciclo-0/")
    assert len(seen) <= 12


def test_each_way_to_find_the_winners_says_what_it_means_and_what_it_makes_of_one_vote(secretary, session):
    page = secretary.get(SETUP)
    assert page.words.count("60 juntan 1,8") == page.words.count("Entran A, B y C") == 1
    secretary.submit(page, title="Proporcional", slug="proporcional", selection_rule="phragmen")
    assert session.scalar(select(Cycle.selection_rule).where(Cycle.slug == "proporcional")) == "phragmen"
    page = secretary.get("/ecuador/proporcional")
    assert "Proporcional, por turnos (Phragmén)" in page.words
    assert "se publican solo los totales y entran los temas más apoyados" in page.words
