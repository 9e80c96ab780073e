"""The browser solves the small proof of work under the strict content policy, and the server takes it."""

import base64
import json
from collections.abc import Iterator

import pytest

from gacocrea.core.mail import Letter
from gacocrea.web.application import Gacocrea
from gacocrea.web.edges.proof import Work
from tests.chromium.drive import Screen
from tests.factories import make_account
from tests.voting.booth import Booth

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def work(app: Gacocrea) -> Iterator[None]:
    """Ask as much as people are asked, and take nothing without a solution for an hour."""
    before, app.extensions["proof"] = app.extensions["proof"], Work(wait=3600)
    yield
    app.extensions["proof"] = before


def test_a_form_is_solved_while_it_is_filled_in_and_sent(
    booth: Booth, site: str, screen: Screen, letters: list[Letter]
) -> None:
    make_account(booth.session, email="rosa@example.org")
    screen.show(f"{site}/cuenta/clave", width=360)
    screen.run("document.querySelector('[name=email]').value = 'rosa@example.org'")
    screen.run("document.querySelector('[name=email]').dispatchEvent(new Event('focusin', {bubbles: true}))")
    screen.until("atob(document.querySelector('[name=proof]').value).includes('solution')")
    solved = json.loads(base64.b64decode(screen.run("document.querySelector('[name=proof]').value")))
    assert solved["solution"]["time"] < 2000
    screen.press("main form button")
    assert "rosa@example.org" in screen.run("document.querySelector('main').innerText")
    assert [letter.to for letter in letters] == ["rosa@example.org"]
    assert screen.complaints == []
