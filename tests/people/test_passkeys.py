"""Passkeys: made with a fresh proof, good for one challenge of this site, blocked when they seem to be copied."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from webauthn.helpers import bytes_to_base64url

from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.terms import Role
from gacocrea.people import actions, queries
from gacocrea.people.models import Passkey
from gacocrea.people.rules import PASSKEYS_MAX, place_of
from tests.factories import make_account, make_forum, make_member
from tests.people.device import PRESENT, Device
from tests.support import NOON

ADD = "/mi/seguridad/llave"


@pytest.fixture(autouse=True)
def _named(app):
    """The installation under a name: browsers make no passkeys for a number."""
    before, app.settings = app.settings, replace(app.settings, public_url="http://localhost:8000")
    yield
    app.settings = before


@pytest.fixture
def rosa(session):
    return make_account(session, "Rosa Elena")


def options(page):
    return page.soup.select_one("form[data-options]")["data-options"]


def add(visitor, device, **typed):
    page = visitor.get(ADD)
    return visitor.submit(page, ADD, answer=device.create(options(page)), name="Mi teléfono", **typed)


def enter(visitor, device, target=""):
    page = visitor.get(f"/entrar?next={target}")
    return visitor.submit(page, "/entrar/llave", answer=device.get(options(page)))


@pytest.fixture
def device(browser, rosa):
    """A device that holds a key of Rosa Elena."""
    device = Device()
    assert "quedó lista" in add(browser(rosa), device).body
    return device


@pytest.mark.both_engines
def test_a_person_makes_a_key_and_enters_with_it_alone(browser, rosa, device, letters):
    visitor = browser()
    assert "Rosa Elena" in enter(visitor, device).words
    assert "Mi teléfono" in visitor.get("/mi/seguridad").words
    assert letters[0].subject == "Un cambio en la seguridad de su cuenta"


def test_a_key_counts_as_both_factors(browser, session, device):
    enter(visitor := browser(), device)
    with visitor.client.session_transaction() as kept:
        token = kept["_user_id"]
    row, _account = queries.session_of(session, token, NOON)
    assert row.second_factor_at == NOON
    assert row.how == "passkey"


def test_after_entering_one_is_where_one_wanted_to_be_and_nowhere_else(browser, device):
    assert enter(browser(), device, "/mi/seguridad").path == "/mi/seguridad"
    assert enter(browser(), device, "https://evil.example/").path == "/mi/"


def test_the_way_back_is_a_page_of_this_site(browser, device):
    visitor = browser()
    page = visitor.get("/entrar")
    answer = page.form("/entrar/llave") | {"answer": device.get(options(page))}
    assert visitor.post("/entrar/llave?next=//evil.example", answer).path == "/mi/"


LIES = {
    "of another site": {"origin": "https://evil.example"},
    "of another port": {"origin": "http://localhost:8001"},
    "for another host": {"host": "evil.example"},
    "to another challenge": {"challenge": bytes_to_base64url(b"x" * 64)},
    "without its owner verified": {"flags": PRESENT},
    "without anybody present": {"flags": 0x04},
    "of another account": {"handle": b"x" * 32},
    "of no account": {"handle": b""},
    "of a key that nobody knows": {"id": b"x" * 16},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=list(LIES))
def test_an_answer_that_lies_lets_nobody_in(browser, device, lie):
    for name, value in lie.items():
        setattr(device, name, value)
    visitor = browser()
    page = enter(visitor, device)
    assert (page.path, "no se pudo comprobar" in page.body) == ("/entrar", True)
    assert visitor.get("/mi/").path == "/entrar"


@pytest.mark.parametrize(
    "lie", [one for name, one in LIES.items() if "account" not in name and "key" not in name]
)
def test_a_key_that_lies_when_it_is_made_is_not_kept(session, browser, rosa, lie):
    device = Device()
    for name, value in lie.items():
        setattr(device, name, value)
    page = add(browser(rosa), device)
    assert (page.status, "no se pudo comprobar" in page.words) == (422, True)
    assert session.scalar(select(Passkey)) is None


def test_a_signature_of_another_key_lets_nobody_in(browser, device):
    other = Device()
    device.key = other.key
    assert enter(browser(), device).path == "/entrar"


def test_the_credential_of_another_person_does_not_open_ones_own_account(session, browser, device):
    """A thief presents Rosa's credential id with her own key, and her own id with Rosa's handle."""
    thief = Device()
    add(browser(make_account(session)), thief)
    forged = Device()
    forged.key, forged.id, forged.handle = thief.key, device.id, device.handle
    assert enter(browser(), forged).path == "/entrar"
    forged.id = thief.id
    assert enter(browser(), forged).path == "/entrar"


@pytest.mark.both_engines
def test_an_answer_works_once_even_with_the_cookie_of_then(app, browser, device):
    visitor, thief = browser(), browser()
    page = visitor.get("/entrar")
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = visitor.client.get_cookie(name).value
    answer = device.get(options(page))
    assert visitor.submit(page, "/entrar/llave", answer=answer).path == "/mi/"
    assert visitor.submit(page, "/entrar/llave", answer=answer).status == 400
    thief.client.set_cookie(name, cookie)
    assert "ya se usó" in thief.submit(page, "/entrar/llave", answer=answer).body
    assert thief.get("/mi/").path == "/entrar"


def test_an_answer_counts_only_in_the_browser_that_was_asked(browser, device):
    asked, other = browser().get("/entrar"), browser()
    page = other.submit(other.get("/entrar"), "/entrar/llave", answer=device.get(options(asked)))
    assert page.path == "/entrar"


def test_a_challenge_waits_a_quarter_of_an_hour(browser, clock, device):
    visitor = browser()
    page = visitor.get("/entrar")
    clock.instant += timedelta(minutes=16)
    assert visitor.submit(page, "/entrar/llave", answer=device.get(options(page))).path == "/entrar"


def test_two_tabs_do_not_spoil_each_other(browser, device):
    visitor = browser()
    first, _second = visitor.get("/entrar"), visitor.get("/entrar")
    assert visitor.submit(first, "/entrar/llave", answer=device.get(options(first))).path == "/mi/"


def test_a_count_that_goes_back_blocks_the_key_and_its_owner_is_told(session, browser, device, letters):
    device.count = 7
    assert enter(browser(), device).path == "/mi/"
    for count in (7, 6, 8):  # blocked is blocked, also for the true one
        device.count = count
        page = enter(visitor := browser(), device)
        assert (page.path, "parece una copia" in page.body) == ("/entrar", True)
        assert visitor.get("/mi/").path == "/entrar"
    assert session.scalars(select(Passkey.blocked_at)).one() is not None
    assert [letter for letter in letters if "parece una copia" in letter.body]


def test_a_device_that_does_not_count_is_believed_again_and_again(browser, device):
    assert [enter(browser(), device).path for _time in range(2)] == ["/mi/", "/mi/"]


def test_a_key_is_made_only_after_a_fresh_proof_by_a_confirmed_person(session, browser, clock, rosa):
    visitor = browser(rosa)
    visitor.stays_in = False
    clock.instant += timedelta(minutes=16)
    assert visitor.get(ADD).path == "/cuenta/confirmar-identidad"
    assert browser().get(ADD).path == "/entrar"
    waiting = browser(make_account(session, email_confirmed_at=None))
    assert "Falta confirmar" in waiting.get(ADD).words


def test_a_key_is_a_fresh_proof(browser, clock, rosa, device):
    visitor = browser(rosa)
    visitor.stays_in = False
    clock.instant += timedelta(minutes=16)
    page = visitor.get("/mi/seguridad/clave")
    page = visitor.submit(page, "/confirmar-identidad/llave", answer=device.get(options(page)))
    assert page.path == "/mi/seguridad/clave"


def test_who_has_a_key_changes_factors_only_with_it(session, browser, rosa, device):
    """A stolen password alone must not be worth a new factor, nor take the old one away."""
    thief = browser()
    thief.sign_in(rosa, with_factor=False)
    key = session.scalars(select(Passkey)).one()
    for address in (ADD, f"{ADD}/{key.id}/quitar", "/mi/seguridad/app"):
        assert thief.get(address).path == "/cuenta/segundo-factor"
    owner = browser()
    owner.sign_in(rosa, with_factor=False)
    page = owner.get(ADD)
    assert owner.submit(page, "/confirmar-identidad/llave", answer=device.get(options(page))).path == ADD


def test_a_blocked_key_is_removed_without_it(session, browser, rosa, device):
    key = session.scalars(select(Passkey)).one()
    key.blocked_at = NOON
    session.commit()
    owner = browser()
    owner.sign_in(rosa, with_factor=False)
    assert "fuera de su cuenta" in owner.submit(owner.get(f"{ADD}/{key.id}/quitar")).body


def test_an_official_may_work_with_a_key_in_the_place_of_the_app(session, browser):
    secretary = make_member(session, make_forum(session), Role.SECRETARIAT)
    visitor = browser()
    visitor.sign_in(secretary, with_factor=False)
    page = visitor.get("/ecuador/secretaria/")
    assert page.path == "/cuenta/segundo-factor"
    page = visitor.get(next(one for one in page.links() if one.startswith(ADD)))
    device = Device()
    page = visitor.submit(page, ADD, answer=device.create(options(page)), name="Mi llave")
    assert page.path == "/ecuador/secretaria/"
    again = browser()
    again.sign_in(secretary, with_factor=False)
    page = again.get("/ecuador/secretaria/")
    page = again.submit(page, "/confirmar-identidad/llave", answer=device.get(options(page)))
    assert page.path == "/ecuador/secretaria/"


def test_an_operator_takes_lost_keys_off_an_account(session, rosa, device):
    actions.forget_passkeys(session, account=rosa, now=NOON)
    assert session.scalar(select(Passkey)) is None


def test_anothers_key_is_no_proof(session, browser, clock, device):
    visitor = browser(make_account(session))
    add(visitor, Device())
    visitor.stays_in = False
    clock.instant += timedelta(minutes=16)
    page = visitor.get("/mi/seguridad/clave")
    page = visitor.submit(page, "/confirmar-identidad/llave", answer=device.get(options(page)))
    assert page.path == "/cuenta/confirmar-identidad"


def test_an_account_holds_ten_keys_and_no_key_twice(session, browser, rosa, device):
    visitor = browser(rosa)
    assert add(visitor, device).status == 422
    for _place in range(PASSKEYS_MAX - 1):
        assert add(visitor, Device()).path == "/mi/seguridad"
    assert "Caben hasta" in add(visitor, Device()).words
    assert ADD not in visitor.get("/mi/seguridad").links()


def test_a_key_is_named_anew_and_removed_by_its_owner_alone(session, browser, rosa, device):
    key = session.scalars(select(Passkey)).one()
    other = make_account(session)
    visitor, stranger = browser(rosa), browser(other)
    for address in (f"{ADD}/{key.id}", f"{ADD}/{key.id}/quitar"):
        assert stranger.get(address).status == 404
    with pytest.raises(NotThere):
        actions.remove_passkey(session, account=other, passkey_id=key.id, now=NOON)
    assert "La del trabajo" in visitor.submit(visitor.get(f"{ADD}/{key.id}"), name="La del trabajo").words
    assert "fuera de su cuenta" in visitor.submit(visitor.get(f"{ADD}/{key.id}/quitar")).body
    assert enter(browser(), device).path == "/entrar"


def test_a_challenge_for_a_new_key_is_its_owners_and_good_once(session, browser, rosa):
    visitor, other = browser(rosa), browser(make_account(session))
    page, others = visitor.get(ADD), other.get(ADD)
    with visitor.client.session_transaction() as kept:
        asked = kept["new-passkey"]
    with other.client.session_transaction() as kept:
        kept["new-passkey"] = asked
    answer = {"answer": Device().create(options(page)), "name": "x"}
    assert other.post(ADD, others.form(ADD) | answer).status == 422
    assert visitor.submit(page, ADD, **answer).path == "/mi/seguridad"
    again = visitor.get(ADD)
    with visitor.client.session_transaction() as kept:
        kept["new-passkey"] = asked
    answer = {"answer": Device().create(options(page)), "name": "x"}
    assert visitor.post(ADD, again.form(ADD) | answer).status == 409


def test_a_key_is_named_anew_only_after_a_fresh_proof(session, browser, clock, rosa, device):
    key = session.scalars(select(Passkey)).one()
    visitor = browser(rosa)
    visitor.stays_in = False
    clock.instant += timedelta(minutes=16)
    assert visitor.get(f"{ADD}/{key.id}").path == "/cuenta/confirmar-identidad"


def test_only_a_confirmed_person_is_given_a_key(session, rosa):
    challenge, device = b"x" * 32, Device()
    asked = json.dumps({"challenge": bytes_to_base64url(challenge), "user": {"id": ""}})
    given = {"answer": device.create(asked), "challenge": challenge, "name": "x", "now": NOON}
    place = place_of("http://localhost:8000")
    waiting = make_account(session, email_confirmed_at=None)
    with pytest.raises(Invalid):
        actions.add_passkey(session, account=waiting, place=place, **given)
    assert actions.add_passkey(session, account=rosa, place=place, **given).name == "x"


def test_the_only_way_in_cannot_be_removed(session, rosa, device):
    key = session.scalars(select(Passkey)).one()
    rosa.email_confirmed_at = rosa.password_hash = None
    with pytest.raises(Conflict):
        actions.remove_passkey(session, account=rosa, passkey_id=key.id, now=NOON)


GARBAGE = ["", "x", "{}", "[]", "null", "[" * 15_000, '{"id": 1}', "\x00", "é" * 100, "x" * 20_000]


@pytest.mark.parametrize("answer", GARBAGE, ids=lambda text: text[:9] or "empty")
def test_what_is_no_answer_is_refused(browser, rosa, device, answer):
    visitor = browser()
    assert visitor.submit(visitor.get("/entrar"), "/entrar/llave", answer=answer).path == "/entrar"
    own = browser(rosa)
    assert own.submit(own.get(ADD), ADD, answer=answer, name="x").status in (200, 422)


def test_passkeys_are_offered_where_browsers_make_them(app, browser, rosa):
    places = {
        "https://foro.example.org": "foro.example.org",
        "https://foro.example.org:8443": "foro.example.org",
        "http://localhost:8000": "localhost",
        "http://foro.example.org": None,
        "http://127.0.0.1:8000": None,
        "https://10.0.0.1": None,
        "http://[::1]:8000": None,
    }
    assert {url: getattr(place_of(url), "host", None) for url in places} == places
    app.settings = replace(app.settings, public_url="http://127.0.0.1:8000")
    assert "llave de acceso" not in browser().get("/entrar").words
    assert browser(rosa).get(ADD).status == 404


def test_without_javascript_the_page_says_so(browser, rosa):
    for page in (browser().get("/entrar"), browser(rosa).get(ADD)):
        form = page.soup.select_one("form[data-options]")
        assert form.has_attr("hidden")
        assert "necesitan JavaScript" in page.soup.noscript.get_text()
