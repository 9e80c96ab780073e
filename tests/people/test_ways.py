"""Links in letters, another password, another address: each token for its own page, once, and told to the owner."""

from contextvars import Context
from datetime import timedelta

import pytest

from gacocrea.core.errors import Invalid
from gacocrea.people import actions
from gacocrea.people.models import Authenticator, Purpose, Token
from gacocrea.people.rules import LINK_LIFE, PROOF_LIFE, UNDO_LIFE
from tests.factories import make_account
from tests.people.help import PHRASE, code, enter, give_app, make_person, path_in, token_in
from tests.support import NOON

OTHER = "cuatro gallinas y un gallo"
NEW = "rosa.nueva@example.org"


def ask_link(visitor, letters, email="rosa@example.org"):
    visitor.submit(visitor.get("/entrar/enlace"), email=email)
    return path_in(letters[-1])


def change_to(visitor, letters, email=NEW):
    """Ask for another address and confirm it; return the path of the way back."""
    visitor.submit(visitor.get("/mi/seguridad/correo"), email=email)
    page = visitor.submit(visitor.get(path_in(letters[-1])))
    assert "otro correo" in letters[-1].body
    return page, path_in(letters[-1])


def test_a_link_signs_in_once_and_only_its_button_does(session, browser, letters):
    make_person(session)
    visitor, scanner = browser(), browser()
    path = ask_link(visitor, letters)
    for _look in range(3):
        assert scanner.get(path).status == 200
    assert visitor.submit(visitor.get(path)).path == "/mi/"
    again = scanner.submit(scanner.get(path))
    assert again.status == 422
    assert scanner.get("/mi/").path == "/entrar"


def test_a_link_lives_a_quarter_of_an_hour_and_using_one_ends_the_others(session, browser, letters, clock):
    make_person(session)
    visitor = browser()
    first, second, third = (ask_link(visitor, letters) for _turn in range(3))
    visitor.submit(visitor.get(second))
    for path in (first, third):
        stranger = browser()
        assert stranger.submit(stranger.get(path)).status == 422
    late = ask_link(visitor, letters)
    clock.instant += LINK_LIFE
    stranger = browser()
    assert stranger.submit(stranger.get(late)).status == 422


def test_a_link_dies_with_a_change_of_the_account(session, browser, letters):
    person = make_person(session)
    path = ask_link(browser(), letters)
    actions.set_password(session, account=person, password=OTHER, now=NOON)
    stranger = browser()
    assert stranger.submit(stranger.get(path)).status == 422


def test_a_password_that_was_chosen_before_the_address_was_proven_goes(session, browser, letters):
    """Whoever opens an account with somebody else's address keeps no key to it."""
    make_person(session, email_confirmed_at=None)
    owner = browser()
    assert owner.submit(owner.get(ask_link(owner, letters))).path == "/mi/"
    assert enter(browser()).status == 422


@pytest.mark.parametrize("purpose", Purpose)
def test_no_page_takes_the_token_of_another(session, purpose):
    account = make_account(session)
    token = actions.tokens.issue(
        session, account, purpose, timedelta(hours=1), NOON, address="otra@example.org"
    )
    session.commit()
    pages = {
        Purpose.CONFIRM_EMAIL: lambda: actions.confirm(session, token=token, now=NOON),
        Purpose.RESET_PASSWORD: lambda: actions.reset_password(
            session, token=token, password=OTHER, now=NOON
        ),
        Purpose.SIGN_IN: lambda: actions.use_link(session, token=token, now=NOON),
        Purpose.CHANGE_EMAIL: lambda: actions.change_email(session, token=token, link=str, now=NOON),
        Purpose.UNDO_EMAIL: lambda: actions.undo_email_change(session, token=token, now=NOON),
    }
    assert set(pages) == set(Purpose) - {Purpose.LINK_OUTSIDE}  # it binds an identity from outside: see there
    for other, use in pages.items():
        if other is not purpose:
            with pytest.raises(Invalid, match="token_gone"):
                use()
    pages.get(purpose, str)()


def test_only_the_digest_of_a_token_is_stored(session, browser, letters):
    make_person(session)
    ask_link(browser(), letters)
    assert token_in(letters[-1]) not in [row.digest for row in session.query(Token)]


def test_changing_the_password_asks_for_the_present_one_and_ends_the_others(session, browser, letters):
    person = make_person(session)
    here, there = browser(person), browser(person)
    page = here.get("/mi/seguridad/clave")
    wrong = here.submit(page, present="otra cosa distinta", password=OTHER)
    assert wrong.status == 422
    assert "no es su contraseña" in wrong.words
    done = here.submit(page, present=PHRASE, password=OTHER)
    assert done.path == "/mi/seguridad"
    assert there.get("/mi/").path == "/entrar"
    assert "cambió" in letters[-1].body
    assert enter(browser()).status == 422
    assert enter(browser(), password=OTHER).path == "/mi/"


def test_a_sensitive_change_asks_again_after_a_quarter_of_an_hour(session, browser, clock):
    visitor = browser(make_person(session))
    visitor.stays_in = False
    clock.instant += PROOF_LIFE
    for path in ("/mi/seguridad/correo", "/mi/seguridad/clave", "/mi/seguridad/app"):
        assert visitor.get(path).path == "/cuenta/confirmar-identidad"
    asked = visitor.get("/mi/seguridad/correo")
    assert visitor.submit(asked, "/cuenta/", password="otra cosa distinta").status == 422
    assert visitor.submit(asked, "/cuenta/", password=PHRASE).path == "/mi/seguridad/correo"


def test_whoever_has_an_app_proves_with_it_and_not_with_the_password(session, browser, app, clock):
    person = make_person(session)
    secret, _codes = give_app(session, app, person)
    visitor = browser(person)
    visitor.stays_in = False
    clock.instant += PROOF_LIFE
    asked = visitor.get("/mi/seguridad/correo")
    assert asked.soup.select_one("input[type=password]") is None
    assert visitor.submit(asked, "/cuenta/", code=code(secret, clock)).path == "/mi/seguridad/correo"


def test_whoever_has_neither_password_nor_app_proves_by_signing_in_again(session, browser, clock, letters):
    visitor = browser(make_account(session, email="rosa@example.org"))
    visitor.stays_in = False
    clock.instant += PROOF_LIFE
    asked = visitor.get("/mi/seguridad/correo")
    assert "/entrar/enlace" in asked.links()
    visitor.submit(visitor.get(ask_link(visitor, letters)))
    assert visitor.get("/mi/seguridad/correo").path == "/mi/seguridad/correo"


def test_another_address_is_confirmed_from_there_and_the_old_one_is_told(session, browser, letters):
    person = make_person(session)
    here, there = browser(person), browser(person)
    page, _back = change_to(here, letters)
    assert page.path == "/mi/seguridad"
    assert (letters[-2].to, letters[-1].to) == (NEW, "rosa@example.org")
    assert there.get("/mi/").path == "/entrar"
    assert enter(browser()).status == 422
    assert enter(browser(), NEW).path == "/mi/"


@pytest.mark.both_engines
def test_the_old_address_takes_the_account_back_for_a_week_whatever_a_thief_did_since(
    session, browser, app, letters, clock
):
    person = make_person(session)
    thief = browser(person)
    _page, back = change_to(thief, letters)
    _page, thiefs_back = change_to(thief, letters, "ladron@example.org")
    give_app(session, app, person, now=clock.instant)
    actions.set_password(session, account=person, password=OTHER, now=NOON)
    session.commit()
    clock.instant += UNDO_LIFE - timedelta(minutes=1)
    owner = browser()
    reset = owner.submit(owner.get(back))
    assert reset.path.startswith("/cuenta/clave/")
    assert owner.submit(reset, password="seis gallos y una lechuza").path == "/mi/"
    session.expire_all()
    assert person.email == "rosa@example.org"
    assert session.get(Authenticator, person.id) is None
    stranger = browser()
    assert stranger.submit(stranger.get(thiefs_back)).status == 422
    assert enter(browser(), "ladron@example.org", OTHER).status == 422


def test_the_way_back_ends_after_a_week(session, browser, letters, clock):
    _page, back = change_to(browser(make_person(session)), letters)
    clock.instant += UNDO_LIFE
    owner = browser()
    assert owner.submit(owner.get(back)).status == 422


def test_nobody_opens_an_account_with_an_address_that_can_come_back(session, browser, letters):
    change_to(browser(make_person(session)), letters)
    actions.register(
        session, email="rosa@example.org", name="Ladrón", password=OTHER, language="es", link=str, now=NOON
    )
    assert actions.accounts.holder_of(session, "rosa@example.org", NOON).email == NEW


def test_an_address_that_somebody_took_meanwhile_is_not_given_twice(session, letters):
    person = make_person(session)
    token = []
    actions.ask_email_change(
        session, account=person, email=NEW, link=lambda made: token.append(made) or made, now=NOON
    )
    make_account(session, email=NEW)
    with pytest.raises(Invalid, match="token_gone"):
        actions.change_email(session, token=token[0], link=str, now=NOON)


@pytest.mark.parametrize(
    "evil",
    [
        "https://example.com/", "//example.com", "/\\example.com", "\\\\example.com", "/\r\nX: y",
        "javascript:alert(1)",
        "http:example.com", "///example.com", "/%0d%0aX:y/../..//example.com", "https:/example.com", "/\texample.com",
    ],
)  # fmt: skip
def test_no_way_in_leads_out_of_the_site(session, browser, app, clock, evil):
    person = make_person(session)
    secret, _codes = give_app(session, app, person)
    for later, path in enumerate(("/entrar", "/cuenta/segundo-factor", "/cuenta/confirmar-identidad"), 1):
        clock.instant += timedelta(minutes=2)
        visitor = browser() if path == "/entrar" else browser(person)
        page = visitor.get(path, query_string={"next": evil})
        typed = (
            {"email": "rosa@example.org", "password": PHRASE} if later == 1 else {"code": code(secret, clock)}
        )
        answer = Context().run(visitor.client.post, page.action(), data=page.form() | typed)
        assert answer.status_code == 303
        where = answer.headers["Location"]
        assert where.startswith("/")
        assert not where.startswith(("//", "/\\"))
        assert "\n" not in where
