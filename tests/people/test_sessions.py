"""Sessions: new at every way in, listed for their owner, ended at once and for good."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gacocrea.core.errors import NotThere
from gacocrea.people import actions, queries
from gacocrea.people.models import How, SignedSession
from gacocrea.people.rules import IDLE, LIFE, device_of, token_digest
from tests.factories import make_account
from tests.people.help import PHRASE, cookies, enter, make_person
from tests.support import NOON

ANDROID = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"


def rows(session):
    session.expire_all()
    return list(session.scalars(select(SignedSession).order_by(SignedSession.created_at)))


def test_signing_in_gives_an_id_that_the_browser_never_had(session, browser):
    """Nothing that was planted in the cookie before survives: neither an id nor a token of forms."""
    make_person(session)
    visitor = browser()
    page = visitor.get("/entrar")
    with visitor.client.session_transaction() as kept:
        kept["_user_id"], kept["planted"] = "x" * 43, "by another"
    before = cookies(visitor)
    mine = visitor.submit(page, email="rosa@example.org", password=PHRASE)
    after = cookies(visitor)
    assert mine.path == "/mi/"
    assert after["_user_id"] != before["_user_id"]
    assert "planted" not in after
    assert after.get("csrf_token") != before["csrf_token"]


def test_only_the_digest_of_the_id_and_the_kind_of_device_are_kept(session, browser):
    make_person(session)
    visitor = browser()
    enter(visitor, headers={"User-Agent": ANDROID})
    visitor.post("/salir", {"csrf_token": "x"})
    page = visitor.get("/entrar")
    visitor.post(
        page.action(), page.form() | {"email": "rosa@example.org", "password": PHRASE},
        headers={"User-Agent": ANDROID}, environ_base={"REMOTE_ADDR": "203.0.113.7"},
    )  # fmt: skip
    row = rows(session)[-1]
    token = cookies(visitor)["_user_id"]
    assert (row.digest, row.device) == (token_digest(token), "Chrome/Android")
    kept = " ".join(str(getattr(row, column.key)) for column in SignedSession.__table__.columns)
    assert token not in kept
    assert "203.0.113.7" not in kept


def test_two_ids_are_never_the_same_and_hold_256_bits(session):
    account = make_account(session)
    made = {
        actions.begin(session, account=account, how=How.PASSWORD, device="", now=NOON) for _turn in range(50)
    }
    assert len(made) == 50
    assert {len(token) for token in made} == {43}


@pytest.mark.both_engines
def test_an_old_cookie_is_worth_nothing_after_signing_out(session, browser):
    make_person(session)
    visitor, thief = browser(), browser()
    enter(visitor)
    stolen = cookies(visitor)
    visitor.submit(visitor.get("/mi/"), "/salir")
    with thief.client.session_transaction() as kept:
        kept.update(stolen)
    assert thief.get("/mi/").path == "/entrar"


@pytest.mark.both_engines
@pytest.mark.parametrize(("pause", "times"), [(IDLE, 1), (IDLE - timedelta(minutes=1), 15)])
def test_a_session_ends_when_nobody_uses_it_and_when_its_life_is_over(session, browser, clock, pause, times):
    visitor = browser(make_person(session))
    visitor.stays_in = False
    start = clock.instant
    for _turn in range(times):
        assert visitor.get("/mi/").path == "/mi/" or clock.instant - start >= LIFE
        clock.instant += pause
    assert visitor.get("/mi/").path == "/entrar"


def test_looking_around_keeps_a_session_awake_and_writes_no_row(session, browser, clock):
    visitor = browser(make_person(session))
    visitor.stays_in = False
    before = [(row.digest, row.proven_at, row.created_at) for row in rows(session)]
    for _turn in range(3):
        clock.instant += IDLE - timedelta(minutes=1)
        assert visitor.get("/mi/").path == "/mi/"
    assert [(row.digest, row.proven_at, row.created_at) for row in rows(session)] == before


def test_a_person_sees_where_the_account_is_open_and_ends_one_of_them(session, browser):
    person = make_person(session)
    here, there = browser(person), browser(person)
    page = here.get("/mi/seguridad")
    assert page.words.count("Cerrar esta sesión") == 1
    assert "Esa sesión quedó cerrada" in here.submit(page, "/mi/seguridad/sesion/").body
    assert there.get("/mi/").path == "/entrar"
    assert here.get("/mi/").path == "/mi/"


@pytest.mark.both_engines
def test_closing_all_others_bites_on_their_next_request(session, browser):
    person = make_person(session)
    here, *others = (browser(person) for _place in range(4))
    assert all(other.get("/mi/").path == "/mi/" for other in others)
    here.submit(here.get("/mi/seguridad"), "/mi/seguridad/sesiones")
    assert [other.get("/mi/").path for other in others] == ["/entrar"] * 3
    assert here.get("/mi/").path == "/mi/"


def test_nobody_ends_the_session_of_somebody_else(session, browser):
    victim, other = browser(make_person(session)), browser(make_account(session))
    row = rows(session)[0]
    page = other.get("/mi/seguridad")
    token = page.soup.select_one("input[name=csrf_token]")["value"]
    assert other.post(f"/mi/seguridad/sesion/{row.digest}", {"csrf_token": token}).status == 404
    assert victim.get("/mi/").path == "/mi/"
    with pytest.raises(NotThere):
        actions.end(session, account=make_account(session), digest=row.digest, now=NOON)


def test_a_cookie_that_was_signed_by_somebody_else_is_a_strangers(session, browser, app):
    visitor = browser(make_person(session))
    name = app.config["SESSION_COOKIE_NAME"]
    value = visitor.client.get_cookie(name).value
    body, rest = value[:10], value[10:]
    visitor.client.set_cookie(name, body.swapcase() + rest)
    assert browser().get("/mi/").path == "/entrar"
    assert visitor.client.get("/mi/").status_code == 302


def test_a_session_that_ended_is_not_on_the_list(session):
    account = make_account(session)
    token = actions.begin(session, account=account, how=How.PASSWORD, device="", now=NOON)
    assert queries.open_sessions(session, account, NOON)
    actions.end(session, account=account, digest=token_digest(token), now=NOON)
    assert queries.open_sessions(session, account, NOON) == []
    assert queries.session_of(session, token, NOON) is None


WEBKIT = "AppleWebKit/605.1 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (ANDROID, "Chrome/Android"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) {WEBKIT} Safari/604.1", "Safari/iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox/Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/126.0 Safari/537.36 Edg/126.0", "Edge/Windows"),
        ("curl/8", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_of_a_device_only_its_kind_is_known(agent, device):
    assert device_of(agent) == device
