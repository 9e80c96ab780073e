"""Requests that no page of ours makes: refused in time, and nothing is stored."""

import re
import time
from collections.abc import Iterator
from contextvars import Context
from typing import Any

import pytest
from flask_wtf import FlaskForm
from sqlalchemy import select, text
from werkzeug.routing import Rule

from gacocrea.core.terms import Phase
from gacocrea.people.models import Account
from gacocrea.web.application import SAFE, Gacocrea
from gacocrea.web.extensions import csrf
from gacocrea.web.reading import safe_path
from tests.browser import Browser
from tests.factories import make_account
from tests.journey.hostile import addresses, method_of, stored, values_for
from tests.journey.test_hostile_input import REAL

VALUES = dict.fromkeys(("provider", "kind", "number", "code", "ref", "mark", "token", "name"), "1") | REAL
MAIL_PROGRAM = "gacocrea.notices.views.following.leave"
"""A mail program sends it without having seen a page (RFC 8058); its address holds a signed token of its own."""
PATIENCE = 2.0  # seconds


def rules(app: Gacocrea, method: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]


def path_of(app: Gacocrea, rule: Rule, method: str) -> str:
    known = VALUES | {part: VALUES.get(part, "1") for part in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, values_for(rule, known), method=method)


def send(browser: Browser, path: str, method: str, **given: Any) -> Any:
    return Context().run(browser.client.open, path, method=method, **given)


@pytest.fixture
def place(make: Any) -> Any:
    return make(Phase.DRAFTING)


def token_of(browser: Browser) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/").body)
    assert found is not None
    return found[1]


def test_no_view_but_the_one_for_mail_programs_is_exempt_from_the_token(app: Gacocrea) -> None:
    assert csrf._exempt_views <= {MAIL_PROGRAM, "tests.house.test_routes.scribble"}
    assert csrf._exempt_blueprints == set()
    assert app.config["WTF_CSRF_CHECK_DEFAULT"]
    off = [form.__name__ for form in all_forms(FlaskForm) if not getattr(form.Meta, "csrf", True)]
    assert set(off) <= {"ColourForm", "ExtraForm", "MilestoneForm"}  # rows inside a form that has its token


def all_forms(form: Any) -> Iterator[Any]:
    for one in form.__subclasses__():
        yield one
        yield from all_forms(one)


@pytest.mark.slow
def test_every_address_that_changes_something_asks_for_the_token_of_this_session(
    app: Gacocrea, session: Any, place: Any
) -> None:
    secretary, other = Browser(app, place.secretary), Browser(app, make_account(session))
    stolen = token_of(other)
    token_of(secretary)
    before = stored(session)
    posted = [rule for rule in rules(app, "POST") if rule.endpoint != "notices.leave"]
    assert len(posted) > 80
    for rule in posted:
        path = path_of(app, rule, "POST")
        for data in ({}, {"csrf_token": stolen}):
            answer = send(secretary, path, "POST", data=data)
            assert answer.status_code == 400, f"{path} {data}: {answer.status_code}"
    assert stored(session) == before


@pytest.mark.slow
def test_methods_that_no_page_uses_are_refused(app: Gacocrea, place: Any) -> None:
    browser = Browser(app)
    for rule in app.url_map.iter_rules():
        path = path_of(app, rule, method_of(rule))
        for method in ("TRACE", "PUT", "DELETE", "PATCH", "CONNECT"):
            assert send(browser, path, method).status_code == 405, (method, path)
    assert {method for rule in app.url_map.iter_rules() for method in rule.methods or ()} <= {*SAFE, "POST"}


WORDS = """
    //evil.example ///evil.example /////evil.example \\\\evil.example /\\evil.example \\/evil.example
    /%09/evil.example /%0a/evil.example /%0d%0aSet-Cookie:x=1 /%2f/evil.example /%2fevil.example /%5cevil.example
    /%252fevil.example /%25252f%252fevil.example/x http:evil.example https:/evil.example https://evil.example
    http:///evil.example javascript:alert(1) data:text/html,x evil.example @evil.example /@evil.example//x
    /／evil.example ／／evil.example /∕/evil.example// //[::1 http://[ ?x . /a/../..//evil.example /;//evil.example
    //google.com/%2f..
"""
ELSEWHERE = (
    *WORDS.split(),
    *(
        "",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "\x00//evil.example",
        "/ecuador/\r\nX: y",
    ),
    *("/\u2028/evil.example//", "/ecuador\u2028"),
)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_way_back_to_elsewhere_leads_to_the_front(target: str) -> None:
    assert safe_path(target) == "/"


@pytest.mark.parametrize(
    "target",
    ["/", "/ecuador/2026-2028/propuestas?q=agua%20limpia&p=2", "/mi/#datos", "/a?next=//b", "/votación"],
)
def test_a_way_back_on_this_site_is_taken(target: str) -> None:
    assert safe_path(target) == target


def bodies() -> Iterator[dict[str, Any]]:
    """What costs work where somebody forgot a limit."""
    form, parts = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
    yield {"data": b"a=" + b"b" * 3_000_000, "content_type": form}
    yield {"data": b"&".join(b"a%d=1" % n for n in range(100_000)), "content_type": form}
    yield {"data": b"a[" * 100_000, "content_type": form}
    yield {"data": part * 3000 + b"--x--", "content_type": parts}
    yield {
        "data": b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"b" * 3_000_000,
        "content_type": parts,
    }
    yield {"data": b"\r" * 2_000_000, "content_type": parts}
    yield {"data": b"a", "content_type": f"multipart/form-data; boundary={'x' * 100_000}"}
    yield {"data": b"[" * 100_000, "content_type": "application/json"}
    yield {"data": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "content_type": "application/xml"}
    yield {"data": b"x" * 21_000_000, "content_type": "text/plain"}
    yield {"data": b"\x00" * 1000, "content_type": "\x7f/\x7f"}


@pytest.mark.parametrize("path", ["/entrar", "/lectura", "/cuenta/nueva"])
def test_a_body_that_no_form_sends_is_refused_in_time(path: str, browser: Any) -> None:
    for body in bodies():
        started = time.process_time()
        answer = send(browser(), path, "POST", **body)
        assert 400 <= answer.status_code < 500, (path, body["content_type"][:40], answer.status_code)
        assert time.process_time() - started < PATIENCE


QUERIES = (
    "q=" + "a" * 60_000, "&".join(f"a{n}=1" for n in range(20_000)), "q=" + "%00" * 1000, "q=%ff%fe", "q=" + "[" * 5000,
    "p=1&p=2&p=x&p[]=1", "&" * 5000, "q=a&q=b&pilar=x&pilar=integridad", "p=" + "9" * 5000, ";" * 1000,
)  # fmt: skip


def test_a_query_that_no_page_makes_is_answered_in_time(place: Any, browser: Any) -> None:
    for query in QUERIES:
        started = time.process_time()
        answer = send(browser(), f"/ecuador/2026-2028/propuestas?{query}", "GET")
        assert answer.status_code < 500, query[:40]
        assert time.process_time() - started < PATIENCE, query[:40]


def test_any_word_in_an_address_is_answered_in_time(app: Gacocrea, place: Any, browser: Any) -> None:
    visitor = browser()
    parts = {part: "1" for rule in app.url_map.iter_rules() for part in rule.arguments} | VALUES
    for method, path in addresses(app, parts, ("a%2f..%2fb\x00",)):
        assert send(visitor, path, method).status_code < 500, path


def test_fields_that_no_form_has_change_nothing(session: Any, browser: Any) -> None:
    visitor = browser()
    page = visitor.get("/cuenta/nueva")
    more = {
        "level": "3",
        "is_administrator": "1",
        "id": "7",
        "email_confirmed_at": "2020-01-01",
        "role": "secretariat",
    }
    typed = {
        "name": "Rosa",
        "email": "rosa@example.org",
        "password": "tres gallinas en la azotea",
        "of_age": "y",
        "consent": "y",
    }
    assert visitor.post(page.path, page.form() | typed | more).status == 200
    rosa = session.scalars(select(Account)).one()
    assert (rosa.level, rosa.is_administrator, rosa.email_confirmed_at) == (0, False, None)


def test_of_a_field_sent_twice_one_value_counts_everywhere(session: Any, browser: Any, letters: Any) -> None:
    make_account(session, email="rosa@example.org")
    visitor = browser()
    page = visitor.get("/cuenta/clave")
    visitor.post(page.path, page.form() | {"email": ["rosa@example.org", "ladron@example.com"]})
    assert [letter.to for letter in letters] == ["rosa@example.org"]


def test_a_forged_host_is_in_no_letter(session: Any, browser: Any, letters: Any) -> None:
    make_account(session, email="rosa@example.org")
    visitor = browser()
    page = visitor.get("/cuenta/clave")
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
        "Forwarded": "host=evil.example",
    }
    visitor.post(page.path, page.form() | {"email": "rosa@example.org"}, headers=forged)
    assert "http://127.0.0.1:8000/cuenta/clave/" in letters[0].body
    assert "evil.example" not in letters[0].body


def test_without_its_database_every_answer_is_plain_and_in_time(app: Gacocrea, session: Any, browser: Any) -> None:
    visitor = browser()
    visitor.get("/entrar")
    session.execute(text("ALTER TABLE forum RENAME TO away"))
    session.commit()
    answers = [send(visitor, "/entrar", method, data={"a": "1"}) for method in ("GET", "POST", "PUT", "TRACE")]
    session.execute(text("ALTER TABLE away RENAME TO forum"))
    session.commit()
    assert [answer.status_code for answer in answers] == [503, 400, 405, 405]
    assert all("Traceback" not in answer.text and "sqlite" not in answer.text for answer in answers)
    assert answers[0].headers["Retry-After"] == "30"
