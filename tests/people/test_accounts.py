"""Accounts: opened by letter, confirmed once, and silent about who is known."""

import re

from argon2 import PasswordHasher

from gacocrea.core import record
from gacocrea.people import actions
from tests.factories import make_account, make_cycle, make_forum
from tests.support import lift_guards

TYPED = {
    "name": "Rosa Elena",
    "email": "Rosa@Example.org",
    "password": "tres gallinas en la azotea",
    "of_age": "y",
    "consent": "y",
}


def token_in(letter):
    return re.search(r"/cuenta/\w+/([\w-]+)", letter.body).group(1)


def test_an_account_is_opened_confirmed_by_letter_and_signed_in(session, browser, letters):
    visitor = browser()
    sent = visitor.submit(visitor.get("/cuenta/nueva"), **TYPED)
    assert "rosa@example.org" in sent.words
    page = visitor.get(f"/cuenta/confirmar/{token_in(letters[0])}")
    mine = visitor.submit(page)
    assert mine.path == "/mi/"
    assert "Rosa Elena" in mine.words


def test_looking_at_a_confirmation_link_does_not_use_it(session, browser, letters):
    visitor = browser()
    visitor.submit(visitor.get("/cuenta/nueva"), **TYPED)
    address = f"/cuenta/confirmar/{token_in(letters[0])}"
    browser().get(address)
    assert browser().get("/mi/").path == "/entrar"
    assert visitor.submit(visitor.get(address)).path == "/mi/"


def test_a_confirmation_link_works_once(session, browser, letters):
    visitor = browser()
    visitor.submit(visitor.get("/cuenta/nueva"), **TYPED)
    address = f"/cuenta/confirmar/{token_in(letters[0])}"
    visitor.submit(visitor.get(address))
    again = browser()
    assert "ya se usó" in again.submit(again.get(address)).words


def test_a_known_address_gets_the_same_page_and_another_letter(session, browser, letters):
    make_account(session, email="rosa@example.org")
    visitor = browser()
    sent = visitor.submit(visitor.get("/cuenta/nueva"), **TYPED)
    assert "rosa@example.org" in sent.words
    assert letters[0].subject == "Usted ya tiene una cuenta"


def test_an_easy_password_is_refused_and_nothing_typed_is_lost(session, browser):
    visitor = browser()
    page = visitor.submit(visitor.get("/cuenta/nueva"), **TYPED | {"password": "gobiernoabierto"})
    assert page.status == 422
    assert page.form("/cuenta/nueva")["name"] == "Rosa Elena"


def test_a_new_password_ends_the_other_sessions(session, browser, letters):
    visitor = browser()
    visitor.submit(visitor.get("/cuenta/nueva"), **TYPED)
    visitor.submit(visitor.get(f"/cuenta/confirmar/{token_in(letters[0])}"))
    other = browser()
    other.submit(other.get("/cuenta/clave"), email="rosa@example.org")
    other.submit(other.get(f"/cuenta/clave/{token_in(letters[1])}"), password="cuatro gallinas y un gallo")
    assert other.get("/mi/").path == "/mi/"
    assert visitor.get("/mi/").path == "/entrar"


def test_signing_in_goes_back_to_where_one_was_and_nowhere_else(session, browser, letters):
    visitor = browser()
    visitor.submit(visitor.get("/cuenta/nueva"), **TYPED)
    visitor.submit(visitor.get(f"/cuenta/confirmar/{token_in(letters[0])}"))
    for evil in ("https://example.com/", "//example.com", "/\\example.com", "/\r\n"):
        again = browser()
        page = again.submit(
            again.get("/entrar", query_string={"next": evil}),
            email="rosa@example.org",
            password=TYPED["password"],
        )
        assert page.path == "/mi/"


def test_an_unconfirmed_person_is_told_to_look_at_the_letter(session, browser):
    forum = make_forum(session)
    make_cycle(session, forum)
    account = make_account(session, email_confirmed_at=None)
    assert "Falta confirmar" in browser(account).get("/mi/").words


def test_the_record_of_accounts_holds_no_names_and_its_chain_holds(session, browser, letters):
    visitor = browser()
    visitor.submit(visitor.get("/cuenta/nueva"), **TYPED)
    entry = session.query(record.RecordEntry).one()
    assert entry.actor_name == ""
    assert record.first_broken(session) is None
    lift_guards(session)
    session.query(record.RecordEntry).update({"verb": "account.stolen"})
    assert record.first_broken(session) is not None


def test_an_unknown_address_takes_as_long_as_a_known_one():
    """The hash that stands in for one keeps the parameters with which passwords are hashed."""
    assert not PasswordHasher().check_needs_rehash(actions.passwords._SLOW)
