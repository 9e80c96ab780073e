"""Cards in other sites' frames: they know nobody, run nothing, weigh little, and alone may be framed."""

from datetime import timedelta
from typing import Any

import pytest

from gacocrea.core.colour import HOUSE
from gacocrea.core.terms import Phase
from gacocrea.web.edges.assets import _content
from gacocrea.web.edges.headers import ALWAYS
from tests.sharing.cards import CARDS, HERE, make_shown

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; frame-ancestors *; base-uri 'none'"


@pytest.mark.parametrize("path", CARDS)
def test_a_card_may_be_framed_by_anyone_and_nothing_else_changes(make: Any, browser: Any, path: str) -> None:
    make_shown(make)
    headers = browser().get(path).response.headers
    assert headers["Content-Security-Policy"] == POLICY
    assert "X-Frame-Options" not in headers
    loose = {"Content-Security-Policy", "X-Frame-Options", "Cross-Origin-Resource-Policy"}
    assert {name: headers[name] for name in ALWAYS if name not in loose} == {
        name: value for name, value in ALWAYS.items() if name not in loose
    }


@pytest.mark.parametrize("path", CARDS)
def test_a_card_is_the_same_for_everybody(make: Any, browser: Any, path: str) -> None:
    thread = make_shown(make)
    official, stranger = browser(thread.secretary), browser()
    official.client.set_cookie("lectura", "en.dark.more")
    shown = [one.get(f"{path}?idioma=pt").response for one in (official, stranger)]
    assert shown[0].data == shown[1].data
    for answer in shown:
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Vary"] == "Accept-Language"
        assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert [*shown[0].headers] == [*shown[1].headers]


@pytest.mark.parametrize("path", CARDS)
def test_a_card_runs_nothing_sends_nothing_and_leads_to_the_site_in_a_new_window(
    make: Any, browser: Any, path: str
) -> None:
    make_shown(make)
    page = browser().get(path)
    assert not page.soup.select("script, form, img, iframe, input, [style]")
    for link in page.soup.select("a[href]"):
        assert str(link["href"]).startswith(browser().app.settings.public_url)
        assert link["target"] == "_blank"
        assert "noopener" in link["rel"]


def test_the_style_of_the_cards_is_small_and_their_own() -> None:
    assert len(_content("tarjeta.css")) < 4096
    assert all(f".p-{name}".encode() in _content("tarjeta.css") for name in HOUSE)
    assert b"tarjeta" not in _content("gacocrea.css")


def test_a_card_takes_colours_and_language_from_its_address(make: Any, browser: Any) -> None:
    make_shown(make)
    page = browser().get(f"{HERE}/incrustar/avance?tema=oscuro&idioma=en")
    assert page.soup.html["data-theme"] == "dark"
    assert page.soup.html["lang"] == "en"
    plain = browser().get(f"{HERE}/incrustar/avance?tema=x&idioma=x")
    assert not plain.soup.html.has_attr("data-theme")


def test_the_card_of_a_result_tells_what_was_chosen_once_it_is_published(make: Any, browser: Any) -> None:
    page = browser()
    make_shown(make)
    told = page.get(CARDS[0])
    assert "11" in told.body
    assert "Obra a la vista" in told.body
    assert told.soup.select("rect.on")


def test_before_publication_the_card_of_a_result_tells_nothing(make: Any, browser: Any) -> None:
    thread = make(Phase.VOTING)
    thread.theme(title="Obra a la vista")
    page = browser().get(CARDS[0])
    assert "Todavía no hay resultado" in page.body
    assert "Obra a la vista" not in page.body
    assert not page.soup.select("rect, li")


def test_what_has_no_card_is_not_found_and_not_framed(make: Any, browser: Any, session: Any) -> None:
    thread = make_shown(make)
    for path in ("resultado/nada", "compromiso/C-99", "compromiso/P-0001", "nada"):
        answer = browser().get(f"{HERE}/incrustar/{path}").response
        assert answer.status_code == 404, path
        assert answer.headers["X-Frame-Options"] == "DENY"
    thread.cycle.published_at = None
    session.commit()
    assert {browser(thread.secretary).get(path).status for path in CARDS} == {404}


def test_the_page_that_explains_shows_the_code_and_a_preview(make: Any, browser: Any) -> None:
    make_shown(make)
    page = browser().get(f"{HERE}/incrustar?tarjeta=compromiso-C-01&tema=claro&idioma=en")
    code = page.soup.select_one("textarea")
    assert code is not None
    site = browser().app.settings.public_url
    assert f'<iframe src="{site}{CARDS[2]}?idioma=en&amp;tema=claro"' in code.get_text()
    assert page.soup.select_one("iframe")["src"] == f"{CARDS[2]}?idioma=en&tema=claro"
    policy = page.response.headers["Content-Security-Policy"]
    assert policy == ALWAYS["Content-Security-Policy"] + "; frame-src 'self'"
    assert page.response.headers["X-Frame-Options"] == "DENY"


def test_the_plan_has_a_card_before_it_begins(make: Any, browser: Any) -> None:
    thread = make(Phase.DRAFTING)
    begins = thread.window(Phase.IMPLEMENTATION).opens_at
    assert begins - timedelta(days=1) > thread.window(Phase.DRAFTING).opens_at
    assert "todavía no empieza" in browser().get(f"{HERE}/incrustar/avance").body
