"""The same over a real network: a provider of its own on this machine, and others that misbehave."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from werkzeug.serving import make_server

from gacocrea.people.outside import Client, Unreachable, fetch, fetching
from tests.factories import make_account
from tests.people.issuer import Issuer
from tests.people.test_outside import arrive, linked

SITE = "http://127.0.0.1:8000"


@contextmanager
def served(program: Any) -> Iterator[str]:
    """Serve a WSGI program on a port of its own and give its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, program, threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def answering(status, content, *headers):
    """Return a program that answers everything in the same way."""

    def program(_environ, start):
        start(status, list(headers))
        return content

    return program


@pytest.mark.slow
def test_a_person_signs_in_with_a_provider_over_http(app, session, browser):
    issuer = Issuer()
    before = app.extensions["outside"]
    with served(issuer) as address:
        issuer.issuer = address
        app.extensions["outside"] = {"nube": Client(issuer.provider)}
        linked(session, issuer, make_account(session, "Rosa Elena"))
        visitor = browser()
        page = visitor.submit(visitor.get("/entrar"), "/con/nube")
        away = urlsplit(page.soup.select_one("main a.btn")["href"])
        connection = HTTPConnection(away.hostname, away.port)
        connection.request("GET", f"{away.path}?{away.query}")  # the person's own browser
        back = connection.getresponse().headers["Location"].removeprefix(SITE)
        connection.close()
        assert "Rosa Elena" in arrive(visitor, back).words
    visitor = browser()
    page = visitor.submit(visitor.get("/entrar"), "/con/nube")  # what it said a minute ago is still known
    assert page.status == 200
    app.extensions["outside"] = {"nube": Client(issuer.provider)}
    page = visitor.submit(visitor.get("/entrar"), "/con/nube")
    assert (page.status, "no responde" in page.words) == (409, True)
    app.extensions["outside"] = before


def test_nobody_is_followed_elsewhere():
    asked = []

    def secret(environ, start):
        asked.append(environ["PATH_INFO"])
        start("200 OK", [])
        return [b"{}"]

    with served(secret) as inner:
        for status in ("301 Moved", "302 Found", "307 Temporary", "308 Permanent"):
            with (
                served(answering(status, [b"{}"], ("Location", inner))) as address,
                pytest.raises(Unreachable),
            ):
                fetch(address, None, {})
    assert asked == []


@pytest.mark.parametrize(
    "program",
    [
        answering("500 Broken", [b"{}"]),
        answering("200 OK", [b"<html>"]),
        answering("200 OK", [b"[]"]),
        answering("200 OK", [b"[" * 100_000]),
        answering("200 OK", [b"\xff\xfe"]),
        answering("200 OK", [b'{"a": "', b"x" * fetching.LIMIT, b'"}']),
    ],
)
def test_what_is_no_answer_counts_as_none(program):
    with served(program) as address, pytest.raises(Unreachable):
        fetch(address, {"code": "x"}, {})


def test_nobody_listening_counts_as_no_answer():
    with served(answering("200 OK", [b"{}"])) as address:
        assert fetch(address, None, {}) == (200, {})
    with pytest.raises(Unreachable):
        fetch(address, None, {})


def test_a_provider_that_dawdles_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(fetching, "TIMEOUT", 0.3)

    def dawdling(_environ, start):
        start("200 OK", [])
        for _piece in range(20):
            time.sleep(0.1)
            yield b" "

    began = time.monotonic()
    with served(dawdling) as address, pytest.raises(Unreachable):
        fetch(address, None, {})
    assert time.monotonic() - began < 1.9
