"""Logs tell what happened, and nothing of what people typed, chose or were given to keep."""

import io
import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from gacocrea.people.actions.passwords import hashed
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Ballot
from gacocrea.web.edges import logs
from tests.browser import Browser
from tests.factories import make_account
from tests.support import NOON
from tests.voting.booth import make_booth, nonce

PASSWORD = "tres gallinas en la azotea"
BALLOT = "/ecuador/2026-2028/votacion/transparencia"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that any logger writes, from DEBUG on, as the program writes it and as the standard library does."""
    root, paper = logging.getLogger(), io.StringIO()
    before, levels = (
        root.handlers[:],
        {name: logging.getLogger(name).level for name in ("", "gacocrea", "sqlalchemy")},
    )
    logs.configure()
    handlers: list[logging.Handler] = [logging.StreamHandler(paper), logging.StreamHandler(paper)]
    handlers[0].setFormatter(logs.Line())
    root.handlers = handlers
    root.setLevel(logging.DEBUG)
    logging.getLogger("gacocrea").setLevel(logging.DEBUG)
    yield paper
    root.handlers = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def lines(paper: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in paper.getvalue().splitlines() if line.startswith("{")]


def token_in(body: str) -> str:
    found = re.search(r"/cuenta/[\w/-]+/([\w-]{20,})", body)
    assert found is not None
    return found[1]


def test_nothing_secret_is_in_any_log(app, session, browser, letters, written, clock) -> None:
    booth = make_booth(session, KeyRing(app.settings.keys))
    booth.open()
    visitor, secrets = browser(), {PASSWORD, "no es esta", "rosa@example.org", "Rosa Elena", "buscada"}
    typed = {
        "name": "Rosa Elena",
        "email": "rosa@example.org",
        "password": PASSWORD,
        "consent": "y",
        "of_age": "y",
    }
    visitor.submit(visitor.get("/cuenta/nueva"), **typed)
    secrets |= {token_in(letters[0].body)}
    visitor.submit(visitor.get(f"/cuenta/confirmar/{token_in(letters[0].body)}"))
    visitor.get("/ecuador/2026-2028/propuestas?q=buscada")
    other = browser()
    for password in ("no es esta", PASSWORD):
        other.submit(other.get("/entrar"), email="rosa@example.org", password=password)
    secrets |= {cookie_of(visitor), cookie_of(other), other.get("/mi/").form("/salir")["csrf_token"]}
    secrets |= vote(session, app)
    page = browser().get("/cuenta/clave")
    visitor = browser()
    visitor.submit(visitor.get("/cuenta/clave"), email="rosa@example.org")
    secrets |= {page.form()["proof"], token_in(letters[-1].body)}
    said = written.getvalue()
    assert "session.begun" in said
    assert sorted(secret for secret in secrets if secret in said) == []


def cookie_of(browser: Browser) -> str:
    cookie = browser.client.get_cookie("gacocrea")
    assert cookie is not None
    return cookie.value


def vote(session: Any, app: Any) -> set[str]:
    """Cast a ballot through the pages and return what nobody may read in a log."""
    voter = Browser(app, make_account(session, "Votante"))
    review = voter.post(BALLOT, voter.get(BALLOT).form("votacion") | {"choices": ["T-001"]})
    voter.post(BALLOT, review.form("votacion") | {"choices": ["T-001"], "deliver": "1", "nonce": nonce(5)})
    ballot = session.scalars(select(Ballot)).one()
    return {ballot.seal, ballot.voter_nonce, ballot.server_nonce, ballot.pseudonym, "T-001"}


def test_no_line_tells_that_somebody_voted(app, session, written, clock) -> None:
    booth = make_booth(session, KeyRing(app.settings.keys))
    booth.open()
    vote(session, app)
    told = [line for line in lines(written) if line["log"].startswith("gacocrea")]
    about = [line for line in told if "votacion" in line.get("rule", "") or "voting" in line.get("view", "")]
    assert about == []
    clock.instant = NOON + timedelta(hours=1)
    Browser(app).get(BALLOT)
    counted = [line for line in lines(written) if line["said"] == "votes"]
    assert [(line["hour"], line["requests"] > 2) for line in counted] == [("2026-06-12T17", True)]


def test_a_request_is_one_line_without_its_query_and_with_half_an_address(app, written) -> None:
    Browser(app).get(
        "/entrar?next=/mi/&email=rosa@example.org", environ_overrides={"REMOTE_ADDR": "203.0.113.9"}
    )
    (line,) = [line for line in lines(written) if line["log"] == "gacocrea.request"]
    assert (line["method"], line["rule"], line["status"], line["address"]) == (
        "GET",
        "/entrar",
        200,
        "203.0.113.0/24",
    )
    assert set(line) == {"at", "level", "log", "said", "method", "rule", "status", "ms", "address"}
    assert line["at"].endswith("+00:00")


@pytest.mark.parametrize(
    "evil", ['a\r\n{"said": "session.begun"}', "\x1b[2Jnada", "\u2028x\u2029", "\x00\x85"]
)
def test_nothing_typed_can_break_a_line_or_forge_one(evil: str, written) -> None:
    logging.getLogger("gacocrea.otro").warning("dijo %s", evil, extra={logs.FACTS: {"code": evil}})
    (line,) = written.getvalue().split("\n")[:1]
    assert json.loads(line)["code"] == evil
    assert line.isascii()
    assert line.isprintable()


def test_a_failure_is_written_with_its_place_and_without_its_words(written) -> None:
    try:
        int("clave de Rosa")
    except ValueError as error:
        logging.getLogger("gacocrea").exception("unexpected error", exc_info=error)
    line = lines(written)[0]
    assert line["error"] == "ValueError"
    assert "test_logs.py" in line["where"][0]
    assert "Rosa" not in json.dumps(line)


def test_refusals_are_security_events(app, session, written) -> None:
    owner = make_account(session, password_hash=hashed(PASSWORD))
    citizen, visitor = Browser(app, owner), Browser(app)
    make_booth(session, KeyRing(app.settings.keys))
    citizen.get("/ecuador/2026-2028/mesa/")
    visitor.post("/entrar", {"email": "x"})
    visitor.submit(visitor.get("/entrar"), email=owner.email, password="no es esta")
    said = [
        (line["said"], line.get("account")) for line in lines(written) if line["log"] == "gacocrea.security"
    ]
    assert ("right.refused", owner.id) in said
    assert ("token.refused", None) in said
    assert any(str(event).startswith("sign_in.failed") for event, _account in said)


def test_coming_and_going_is_written_with_the_account_and_half_an_address(app, session, written) -> None:
    rosa = make_account(session, email="rosa@example.org", password_hash=hashed(PASSWORD))
    browser = Browser(app)
    mine = browser.submit(browser.get("/entrar"), email="rosa@example.org", password=PASSWORD)
    browser.post("/salir", mine.form("/salir"))
    told = [line for line in lines(written) if line["log"] == "gacocrea.security"]
    begun = next(line for line in told if line["said"].startswith("session.begun"))
    assert f"account={rosa.id}" in begun["said"]
    assert (begun["view"], begun["address"]) == ("people.sign_in", "127.0.0.0/24")
    assert any(line["said"].startswith("session.ended") for line in told)
