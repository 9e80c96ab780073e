"""What a visit leaves behind: nothing personal in addresses, caches, the browser's storage or letters."""

import json

import pytest

from gacocrea.core.terms import Role
from tests.factories import make_account, make_forum, make_member
from tests.house.tree import HOUSE

OWN = (
    "/mi/",
    "/mi/datos",
    "/mi/datos.json",
    "/mi/datos/nombre",
    "/mi/datos/solicitud",
    "/mi/baja",
    "/ecuador/privacidad",
)
OFFICE = (
    "/ecuador/secretaria/datos",
    "/ecuador/secretaria/datos/anotar",
    "/ecuador/secretaria/datos/responsable",
)
OPEN = ("/entrar", "/cuenta/nueva", "/cuenta/clave", "/privacidad")


@pytest.fixture
def forum(session):
    return make_forum(session)


def test_no_page_of_a_signed_in_person_is_kept_by_a_cache(session, browser, forum):
    person, secretary = browser(make_account(session)), browser(make_member(session, forum, Role.SECRETARIAT))
    for who, paths in ((person, OWN), (secretary, OFFICE)):
        for path in paths:
            page = who.get(path)
            assert page.status == 200, path
            assert "no-store" in page.response.headers["Cache-Control"], path


def test_what_is_personal_is_sent_in_the_body_never_in_an_address(session, browser, forum):
    person, secretary = browser(make_account(session)), browser(make_member(session, forum, Role.SECRETARIAT))
    for who, paths in ((person, OWN), (secretary, OFFICE), (browser(), OPEN)):
        for path in paths:
            for form in who.get(path).soup.select("form"):
                typed = form.select("input[type=email], input[type=password], textarea, input[name=name]")
                assert form.get("method") == "post" or not typed, path


def test_signing_out_tells_the_browser_to_forget(session, browser):
    person = browser(make_account(session))
    gone = person.client.post("/salir", data=person.get("/mi/").form("/salir"))
    assert "cache" in gone.headers["Clear-Site-Data"]


def test_the_browser_keeps_two_cookies_and_no_script_stores_anything(session, browser, forum):
    person = browser(make_account(session, email="rosa@example.org"))
    person.get("/mi/datos")
    kept = person.client.get_cookie("gacocrea")
    assert kept is not None
    assert kept.http_only
    assert "rosa" not in kept.value
    scripts = [path.read_text("utf-8") for path in (HOUSE / "web/static/js").rglob("*.mjs")]
    assert scripts
    assert not [
        text for text in scripts if "localStorage" in text or "sessionStorage" in text or "indexedDB" in text
    ]


def test_no_page_asks_anything_of_another_site(browser, forum):
    for path in ("/", "/privacidad", "/ecuador/", "/cuenta/nueva"):
        page = browser().get(path)
        sources = [
            str(tag.get("src") or tag.get("href"))
            for tag in page.soup.select("script[src], link[href], img[src]")
        ]
        assert not [source for source in sources if source.startswith(("http", "//"))], path


def test_a_file_of_ones_data_holds_no_key_that_opens_anything(session, browser):
    account = make_account(session, password_hash="$argon2id$secreto")
    told = browser(account).get("/mi/datos.json").body
    assert "argon2" not in told
    assert account.stamp not in told
    assert json.loads(told)["account"]
