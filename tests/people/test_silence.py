"""No answer tells whether an address is known: same status, same headers, same words, about the same work."""

import re

import pytest

from tests.factories import make_account
from tests.people import timing
from tests.people.help import PHRASE, give_app, make_person

KNOWN, UNKNOWN = "conocida@example.org", "noconoci@example.org"  # as long as each other
WHERE = {
    "/entrar": {"password": "no es la de nadie"},
    "/entrar/enlace": {},
    "/cuenta/clave": {},
    "/cuenta/nueva": {"name": "Rosa Elena", "password": PHRASE, "consent": "y", "of_age": "y"},
}


def heard(visitor, path, email, typed):
    """Return what a page answers, without what every answer has of its own."""
    page = visitor.get(path)
    fields = {name: value for name, value in typed.items() if name in page.body} | {"email": email}
    answer = visitor.submit(page, **fields)
    body = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.body).replace(email, "")
    body = re.sub(r'(nonce|value|data-[a-z-]+)="[^"]{24,}"', "", body)
    headers = {name: value for name, value in answer.response.headers if name not in {"Set-Cookie", "Date"}}
    headers.pop("Content-Security-Policy", None)  # its nonce is each page's own
    return answer.status, answer.path, headers, body


@pytest.mark.parametrize("path", WHERE)
def test_a_page_answers_the_same_for_a_known_and_an_unknown_address(session, browser, path):
    make_account(session, email=KNOWN, password_hash="$argon2id$v=19$m=8,t=1,p=1$eA$eA")
    known, unknown = (heard(browser(), path, email, WHERE[path]) for email in (KNOWN, UNKNOWN))
    assert known == unknown


def test_asking_for_another_address_answers_the_same_whether_it_is_taken(session, browser):
    make_account(session, email=KNOWN)
    person = make_person(session)
    known, unknown = (heard(browser(person), "/mi/seguridad/correo", email, {}) for email in (KNOWN, UNKNOWN))
    assert known == unknown


def test_whether_an_account_has_an_app_is_told_only_after_the_password(session, browser, app):
    give_app(session, app, make_person(session, email=KNOWN))
    known, unknown = (heard(browser(), "/entrar", email, WHERE["/entrar"]) for email in (KNOWN, UNKNOWN))
    assert known == unknown


@pytest.mark.slow
def test_known_and_unknown_addresses_take_about_as_long():
    """A few rounds, with room for a busy machine; the figures come from `python -m tests.people.timing`."""
    assert all(0.5 < ratio < 2 for ratio in timing.ratios(rounds=5).values())
