"""A server of a test's own, and a tab that looks at it."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from gacocrea.voting.keys import KeyRing
from gacocrea.web.application import Gacocrea
from tests.chromium.demo import Example, example_for
from tests.chromium.drive import Screen, chromium
from tests.chromium.serving import serving
from tests.thread import answer, make_proposal
from tests.voting.booth import Booth, make_booth


@pytest.fixture
def booth(app: Gacocrea, session: Session) -> Booth:
    """Open polls, and a proposal that has its answer."""
    booth = make_booth(session, KeyRing(app.settings.keys))
    booth.open()
    answer(session, make_proposal(session, booth.cycle))
    return booth


@pytest.fixture
def site(app: Gacocrea, booth: Booth) -> Iterator[str]:
    """The address of a server of this test's own."""
    with serving(app) as address:
        yield address


@pytest.fixture(scope="session")
def program(browser_path: str) -> Iterator[Browser]:
    with chromium(browser_path) as program:
        yield program


@pytest.fixture
def screen(program: Browser) -> Iterator[Screen]:
    """An empty tab, of somebody who reads Spanish and has never been here."""
    context = program.new_context(locale="es")
    yield Screen(context.new_page())
    context.close()


@pytest.fixture
def example(app: Gacocrea, session: Session, tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The example forum, which stands in whatever phase it is told to; all test processes share its files."""
    base = tmp_path_factory.getbasetemp()
    return example_for(app, (base if "PYTEST_XDIST_WORKER" not in os.environ else base.parent) / "example")
