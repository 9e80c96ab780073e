"""Passkeys and providers in a browser: what its own authenticator and its own policy make of our pages."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from gacocrea.people.models import Passkey
from gacocrea.people.outside import Client
from gacocrea.web.application import Gacocrea
from tests.chromium.drive import Screen
from tests.chromium.test_screen import sign_in
from tests.factories import make_account
from tests.people.issuer import Issuer
from tests.people.test_outside import linked
from tests.people.test_outside_http import served
from tests.voting.booth import Booth

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WORDS = "document.querySelector('main')?.innerText ?? ''"


@pytest.fixture
def place(app: Gacocrea, site: str) -> Iterator[str]:
    """The site under a name, as passkeys and providers know it."""
    before, address = app.settings, f"http://localhost:{urlsplit(site).port}"
    app.settings = replace(before, public_url=address)
    yield address
    app.settings = before


def click(screen: Screen) -> None:
    """Press the button of the form that asks the device, as soon as there is one."""
    screen.until("document.querySelector('form[data-module=passkey]')?.hidden === false")
    screen.run("document.querySelector('form[data-module=passkey] button').click()")


def test_a_passkey_is_made_opens_the_account_and_proves_who_one_is(
    app: Gacocrea, booth: Booth, place: str, screen: Screen
) -> None:
    rosa = make_account(booth.session, "Rosa Elena")
    screen.ask("WebAuthn.enable")
    device = screen.ask("WebAuthn.addVirtualAuthenticator", options=DEVICE)["authenticatorId"]
    sign_in(screen, place, app, rosa)
    screen.show(f"{place}/mi/seguridad/llave", width=360)
    screen.run("document.querySelector('#name').value = 'Mi teléfono'")
    click(screen)
    screen.until("location.pathname === '/mi/seguridad' && document.readyState === 'complete'")
    assert "Mi teléfono" in screen.run(WORDS)
    assert booth.session.query(Passkey).one().account_id == rosa.id
    booth.session.commit()  # or nobody else could write
    screen.ask("Network.clearBrowserCookies")
    screen.show(f"{place}/entrar?next=/mi/seguridad", width=360)
    assert screen.run("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    click(screen)
    screen.until("location.pathname === '/mi/seguridad' && document.readyState === 'complete'")
    assert "Mi teléfono" in screen.run(WORDS)
    screen.ask("WebAuthn.setUserVerified", authenticatorId=device, isUserVerified=False)
    screen.ask("Network.clearBrowserCookies")
    screen.show(f"{place}/entrar", width=360)
    click(screen)
    screen.until("document.querySelector('form[data-module=passkey] [role=status]').textContent.length > 0")
    assert screen.run("location.pathname") == "/entrar"
    assert screen.complaints == []


def test_a_provider_is_left_for_and_come_back_from_without_another_click(
    app: Gacocrea, booth: Booth, place: str, screen: Screen
) -> None:
    before, issuer = app.extensions["outside"], Issuer()
    with served(issuer) as address:
        issuer.issuer = address
        app.extensions["outside"] = {"nube": Client(issuer.provider)}
        linked(booth.session, issuer, make_account(booth.session, "Rosa Elena"))
        screen.show(f"{place}/entrar", width=360)
        screen.run("document.querySelector('form[action*=\"/con/nube\"] button').click()")
        screen.until("location.pathname === '/mi/' && document.readyState === 'complete'")
        assert "Rosa Elena" in screen.run(WORDS)
        assert screen.complaints == []
    app.extensions["outside"] = before
