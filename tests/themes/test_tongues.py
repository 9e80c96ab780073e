"""Themes are read in other languages, and the original stays one step away."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Phase, Role
from gacocrea.core.words import fingerprint
from gacocrea.cycle.actions import mark_of, translate
from gacocrea.cycle.tongues import in_tongue
from gacocrea.themes.models import Theme, ThemeWording
from tests.factories import actor_of, make_account, make_member
from tests.support import NOON
from tests.themes.desk import Desk, make_desk

LIST = "/ecuador/2026-2028/temas"


def offer(desk: Desk, *languages: str) -> None:
    desk.forum.languages = list(languages)
    desk.session.commit()


def say(desk: Desk, theme: Theme, language: str = "en", **given: Any) -> list[str]:
    originals = {"title": theme.title, "summary": theme.summary}
    values: dict[str, Any] = {"actor": desk.actor(desk.ana), "seen": mark_of(originals), "is_fixed": False}
    values |= {"texts": {"title": "Works in sight"}} | given
    changed = translate(
        desk.session, cycle=desk.cycle, table=ThemeWording, owner=("theme_id", theme.id), subject="T-001",
        language=language, originals=originals, now=NOON, **values,
    )  # fmt: skip
    desk.session.commit()
    return changed


def english(browser, path, **given):
    return browser().get(path, headers={"Accept-Language": "en-GB"}, **given)


@pytest.fixture
def translated(desk: Desk):
    offer(desk, "en", "qu")
    theme = desk.theme()
    say(desk, theme)
    return theme


def test_a_list_shows_titles_in_the_readers_language_marked_as_such(desk, translated, browser, count_statements):
    with count_statements() as spanish:
        assert "Obras a la vista" in browser().get(LIST).words
    with count_statements() as other:
        page = english(browser, LIST)
    assert "Works in sight" in page.words
    assert len(other) <= len(spanish) + 1
    untranslated = page.soup.main.select_one('p span[lang="es"]').get_text()
    assert untranslated.startswith("Cada obra")


def test_the_original_is_one_step_away_and_leads_back(desk, translated, browser):
    page = english(browser, f"{LIST}/T-001")
    assert page.soup.h1.get_text() == "Works in sight"
    assert f"{LIST}/T-001?original=1" in page.links()
    page = english(browser, f"{LIST}/T-001?original=1")
    assert page.soup.h1.get_text() == "Obras a la vista"
    assert f"{LIST}/T-001" in page.links()


def test_a_reader_of_the_original_hears_nothing_of_translations(desk, translated, browser):
    page = browser().get(f"{LIST}/T-001")
    assert page.soup.h1.get_text() == "Obras a la vista"
    assert "original=1" not in page.body


def test_a_translation_says_that_its_original_has_changed_since(desk, translated, browser):
    before = english(browser, f"{LIST}/T-001").words
    translated.title = "Obras a la vista de todos"
    desk.session.commit()
    after = english(browser, f"{LIST}/T-001")
    assert after.soup.h1.get_text() == "Works in sight"
    assert len(after.words) > len(before)


def test_a_person_chooses_a_language_that_the_pages_do_not_speak(desk, translated, browser):
    say(desk, translated, language="qu", texts={"title": "Llamkaykuna"})
    ana = browser(desk.ana)
    page = ana.get(LIST)
    token = page.soup.select_one("[name=csrf_token]")["value"]
    ana.post("/lectura", {"tongue": "qu", "next": LIST, "csrf_token": token})
    page = ana.get(LIST)
    assert page.soup.html["lang"] == "es"
    assert page.soup.select_one('span[lang="qu"]').get_text() == "Llamkaykuna"
    desk.session.refresh(desk.ana)
    assert desk.ana.tongue == "qu"


def test_the_core_group_translates_beside_the_original_and_the_record_says_so(desk, browser):
    offer(desk, "en")
    theme = desk.theme()
    ana = browser(desk.ana)
    page = ana.get("/ecuador/2026-2028/mesa/traducciones")
    address = f"/ecuador/2026-2028/mesa/traducciones/en/tema/{theme.id}"
    assert address in page.links()
    page = ana.get(address)
    assert "Obras a la vista" in page.words
    page = ana.submit(page, title="Works in sight", summary="")
    assert page.path.endswith("/traducciones")
    assert "1 de 2" in page.words
    entry = desk.session.scalars(select(RecordEntry).where(RecordEntry.verb == "translation.kept")).one()
    assert entry.facts == {"language": "en", "fields": ["title"]}
    ana.submit(ana.get(address), title="")
    assert desk.session.scalar(select(ThemeWording)) is None


def test_an_original_that_changed_under_the_translator_is_shown_again_with_what_was_typed(desk, browser):
    offer(desk, "en")
    theme = desk.theme()
    ana, address = browser(desk.ana), f"/ecuador/2026-2028/mesa/traducciones/en/tema/{theme.id}"
    page = ana.get(address)
    theme.title = "Otra cosa"
    desk.session.commit()
    page = ana.submit(page, title="Works in sight")
    assert page.status == 422
    assert "Works in sight" in page.body
    assert desk.session.scalar(select(ThemeWording)) is None


def test_only_the_core_group_and_the_secretariat_translate(desk, browser, session):
    offer(desk, "en")
    theme = desk.theme()
    with pytest.raises(NotAllowed):
        say(desk, theme, actor=actor_of(make_account(session), Role.CITIZEN))
    secretary = make_member(session, desk.forum, Role.SECRETARIAT)
    assert browser(secretary).get("/ecuador/2026-2028/mesa/traducciones").status == 200


def test_nobody_translates_into_a_language_that_the_forum_does_not_offer(desk):
    with pytest.raises(Invalid, match="unknown_language"):
        say(desk, desk.theme())


def test_while_people_vote_the_translations_of_the_ballot_stand_still(desk, browser):
    offer(desk, "en")
    theme = desk.theme()
    with pytest.raises(Conflict, match="translation_fixed"):
        say(desk, theme, is_fixed=True)


def test_a_theme_on_an_open_ballot_cannot_be_translated_on_the_page(session, browser):
    desk = make_desk(session, Phase.ANALYSIS)
    offer(desk, "en")
    theme = desk.theme()
    theme.frozen_at = NOON
    for row in desk.cycle.phases:
        if row.phase is Phase.VOTING:
            row.opens_at, row.closes_at = NOON, row.closes_at
    session.commit()
    ana, address = browser(desk.ana), f"/ecuador/2026-2028/mesa/traducciones/en/tema/{theme.id}"
    page = ana.submit(ana.get(address), title="Works in sight")
    assert page.status == 409
    assert session.scalar(select(ThemeWording)) is None


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"field": "id"}, {"language": "xx"}, {"source": "short"}, {"theme_id": 999}]
)
def test_the_database_refuses_what_is_no_translation(desk, wrong):
    theme = desk.theme()
    row = {"theme_id": theme.id, "language": "en", "field": "title", "text": "Works", "source": fingerprint("x")}
    desk.session.add(ThemeWording(**(row | wrong), by_name="Ana", at=NOON))
    with pytest.raises(IntegrityError):
        desk.session.flush()
    desk.session.rollback()


def test_a_document_is_told_in_its_language_whatever_page_asks(app, desk, translated):
    with app.test_request_context("/"):
        tell = in_tongue(desk.forum, desk.cycle, "en")
        assert (tell(translated, "title"), tell(translated, "summary")) == ("Works in sight", translated.summary)
        assert in_tongue(desk.forum, desk.cycle, "es")(translated, "title") == "Obras a la vista"
