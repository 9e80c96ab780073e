"""What only a browser can tell: that pages fit a phone, that the console is silent, that the scripts do their part."""

import pytest

from gacocrea.people.models import Account
from gacocrea.web.application import Gacocrea
from tests.browser import Browser
from tests.chromium.drive import Screen
from tests.factories import make_account
from tests.voting.booth import Booth

pytestmark = pytest.mark.browser

CYCLE = "/ecuador/2026-2028"
BALLOT = f"{CYCLE}/votacion/transparencia"
PAGES = [
    "/ecuador/",
    f"{CYCLE}/",
    f"{CYCLE}/propuestas",
    f"{CYCLE}/propuestas/P-0001",
    f"{CYCLE}/respuestas",
    f"{CYCLE}/votacion",
    f"{CYCLE}/resultados",
    f"{CYCLE}/mesa/",
    BALLOT,
    "/mi/",
    "/entrar",
    "/cuenta/nueva",
]


def sign_in(screen: Screen, site: str, app: Gacocrea, account: Account) -> None:
    """Give the screen the cookie of a person who has signed in."""
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = Browser(app, account).client.get_cookie(name)
    assert cookie is not None
    screen.ask("Network.setCookie", name=name, value=cookie.value, url=site)


@pytest.mark.parametrize("width", [320, 360])
def test_no_page_scrolls_sideways_on_a_phone(
    app: Gacocrea, booth: Booth, site: str, screen: Screen, width: int
) -> None:
    sign_in(screen, site, app, booth.core[0])
    wide = {}
    for path in PAGES:
        screen.show(site + path, width=width)
        wide[path] = screen.run("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == dict.fromkeys(PAGES, 0)
    assert screen.complaints == []


def test_the_voters_own_browser_makes_its_number_for_the_receipt(
    app: Gacocrea, booth: Booth, site: str, screen: Screen
) -> None:
    sign_in(screen, site, app, make_account(booth.session))
    screen.show(site + BALLOT, width=360)
    screen.run("document.querySelectorAll('.ballot [type=checkbox]')[1].click()")
    screen.press(".tally button")
    assert "Su selección todavía no está entregada" in screen.run("document.querySelector('main').innerText")
    screen.until("document.querySelector('[name=nonce]').value.length === 32")
    screen.press("main button.big")
    words = screen.run("document.querySelector('main').innerText")
    assert "Su boleta quedó registrada" in words
    assert "Su número, hecho en este navegador" in words
    assert screen.complaints == []
