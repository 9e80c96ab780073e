"""The second factor: who must have one, and that no code is ever good twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.terms import Role
from gacocrea.people import actions
from gacocrea.people.models import Authenticator, RecoveryCode
from gacocrea.people.rules import OFFICIAL_IDLE, OFFICIAL_LIFE, bare_code, code_at, step_of
from gacocrea.people.secrets import Secrets
from tests.factories import make_account, make_cycle, make_forum, make_member
from tests.people.help import PHRASE, code, cookies, enter, give_app, make_person, path_in
from tests.support import NOON

DESK = "/ecuador/secretaria/"


@pytest.fixture
def official(session):
    forum = make_forum(session)
    make_cycle(session, forum)
    return make_member(
        session, forum, Role.SECRETARIAT, name="Sofía Terán", email="sofia@example.org",
        password_hash=actions.passwords.hashed(PHRASE),
    )  # fmt: skip


def test_an_official_without_a_second_factor_reads_and_is_sent_to_set_one_up(session, browser, official):
    visitor = browser()
    enter(visitor, "sofia@example.org")
    assert visitor.get("/ecuador/").status == 200
    page = visitor.get(DESK)
    assert page.path == "/cuenta/segundo-factor"
    assert "Un paso más" in page.words
    sent = visitor.post("/ecuador/secretaria/foro", visitor.get("/mi/").form("/salir"))
    assert sent.path == "/cuenta/segundo-factor"


def test_setting_up_an_app_opens_the_desk_and_shows_ten_codes_once(session, browser, official, clock):
    visitor = browser()
    enter(visitor, "sofia@example.org")
    page = visitor.get(visitor.get(DESK).soup.select_one("main a.btn")["href"])
    secret = page.soup.select_one("code").get_text().replace(" ", "")
    before = cookies(visitor)["_user_id"]
    shown = visitor.submit(page, "/mi/seguridad/app", code=code(secret, clock))
    codes = [item.get_text() for item in shown.soup.select("main li code")]
    assert len(set(codes)) == 10
    assert cookies(visitor)["_user_id"] != before
    assert visitor.get(DESK).path == DESK
    kept = " ".join(session.scalars(select(RecoveryCode.digest)))
    assert not any(bare_code(one) in kept for one in codes)
    assert secret.encode() not in session.scalars(select(Authenticator.sealed)).one()


def test_a_password_alone_lets_nobody_in_whose_account_has_an_app(session, browser, app, clock):
    person = make_person(session)
    secret, _codes = give_app(session, app, person)
    visitor = browser()
    assert enter(visitor).path == "/cuenta/segundo-factor"
    assert visitor.get("/mi/").path == "/entrar"
    assert "_user_id" not in cookies(visitor)
    page = visitor.get("/cuenta/segundo-factor")
    assert visitor.submit(page, "/cuenta/segundo-factor", code=code(secret, clock, 1)).path == "/mi/"


def test_a_new_password_by_letter_does_not_go_around_the_app(session, browser, app, letters):
    give_app(session, app, make_person(session))
    visitor = browser()
    visitor.submit(visitor.get("/cuenta/clave"), email="rosa@example.org")
    reset = visitor.get(path_in(letters[-1]))
    assert visitor.submit(reset, password="cuatro gallinas y un gallo").path == "/cuenta/segundo-factor"
    assert visitor.get("/mi/").path == "/entrar"


def test_half_a_sign_in_waits_ten_minutes_and_dies_with_a_change(session, browser, app, clock):
    person = make_person(session)
    secret, _codes = give_app(session, app, person)
    slow, other = browser(), browser()
    page = enter(slow)
    enter(other)
    person.stamp = "another"
    session.commit()
    assert other.get("/cuenta/segundo-factor").path == "/entrar"
    page = enter(slow)
    clock.instant += timedelta(minutes=11)
    assert slow.submit(page, "/cuenta/segundo-factor", code=code(secret, clock)).path == "/entrar"


@pytest.mark.both_engines
def test_a_code_is_good_once_and_an_older_one_is_not_good_after_it(session, app, clock):
    person = make_account(session)
    secret, _codes = give_app(session, app, person)
    clock.instant += timedelta(minutes=5)
    given = {"account": person, "secrets": Secrets(app.settings.keys), "now": clock.instant}
    assert actions.prove_factor(session, code=code(secret, clock), **given) == ""
    assert actions.prove_factor(session, code=code(secret, clock), **given) == "code_wrong"
    assert actions.prove_factor(session, code=code(secret, clock, -1), **given) == "code_wrong"
    assert actions.prove_factor(session, code=code(secret, clock, 1), **given) == ""


@pytest.mark.parametrize(("steps", "is_good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_go_wrong_by_one_step(session, app, clock, steps, is_good):
    person = make_account(session)
    secret, _codes = give_app(session, app, person)
    clock.instant += timedelta(minutes=5)
    given = {"account": person, "secrets": Secrets(app.settings.keys), "now": clock.instant}
    refusal = actions.prove_factor(session, code=code(secret, clock, steps), **given)
    assert (refusal == "") is is_good


def test_the_code_of_one_person_is_nobody_elses(session, app, clock):
    one, other = make_account(session), make_account(session)
    secret, codes = give_app(session, app, one)
    give_app(session, app, other)
    clock.instant += timedelta(minutes=5)
    given = {"account": other, "secrets": Secrets(app.settings.keys), "now": clock.instant}
    assert actions.prove_factor(session, code=code(secret, clock), **given) == "code_wrong"
    assert actions.prove_factor(session, code=codes[0], **given) == "code_wrong"


@pytest.mark.both_engines
def test_guessing_waits_a_quarter_of_an_hour_and_paper_always_lets_the_owner_in(session, app, clock, letters):
    person = make_person(session)
    secret, codes = give_app(session, app, person)
    clock.instant += timedelta(minutes=5)
    secrets = Secrets(app.settings.keys)

    def prove(typed):
        return actions.prove_factor(session, account=person, code=typed, secrets=secrets, now=clock.instant)

    assert [prove("000000") for _try in range(7)] == ["code_wrong"] * 5 + ["code_wait"] * 2
    assert prove(code(secret, clock)) == "code_wait"
    assert prove(codes[0]) == ""
    assert [prove("000000") for _try in range(6)][-1] == "code_wait"
    clock.instant += timedelta(minutes=15)
    assert prove(code(secret, clock)) == ""


def test_wrong_codes_are_counted_although_the_page_refuses_them_and_the_owner_is_told(
    session, browser, app, letters
):
    give_app(session, app, make_person(session))
    visitor = browser()
    page = enter(visitor)
    for _try in range(6):
        page = visitor.submit(page, "/cuenta/segundo-factor", code="000000")
        assert page.status == 422
    assert "Van varios códigos equivocados" in page.words
    assert "código equivocado" in letters[-1].body


def test_a_code_on_paper_is_good_once_even_for_two_at_the_same_moment(engine, tmp_path):
    secrets = Secrets(tmp_path / "keys")
    with Session(engine) as session:
        person = make_account(session)
        codes = actions.new_recovery_codes(session, account=person, secrets=secrets)
        session.commit()

    def use(typed):
        with Session(engine) as own:
            found = own.merge(person, load=True)
            refusal = actions.prove_factor(own, account=found, code=typed, secrets=secrets, now=NOON)
            own.commit()
            return refusal

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(use, [codes[0]] * 4))
    assert sorted(answers) == ["", *["code_wrong"] * 3]


def test_new_codes_on_paper_end_the_old_ones(session, app):
    person = make_account(session)
    secrets = Secrets(app.settings.keys)
    old = actions.new_recovery_codes(session, account=person, secrets=secrets)
    new = actions.new_recovery_codes(session, account=person, secrets=secrets)
    given = {"account": person, "secrets": secrets, "now": NOON}
    assert actions.prove_factor(session, code=old[0], **given) == "code_wrong"
    assert actions.prove_factor(session, code=new[0].upper().replace("-", " "), **given) == ""


def test_taking_the_app_away_asks_for_it_first_ends_other_sessions_and_the_rights(
    session, browser, app, official, clock, letters
):
    secret, _codes = give_app(session, app, official)
    here, there = browser(official), browser(official)
    here.stays_in = there.stays_in = False
    clock.instant += timedelta(minutes=20)
    asked = here.get("/mi/seguridad/app/quitar")
    assert asked.path == "/cuenta/segundo-factor"
    page = here.submit(asked, "/cuenta/segundo-factor", code=code(secret, clock))
    assert page.path == "/mi/seguridad/app/quitar"
    here.submit(page)
    assert there.get("/mi/").path == "/entrar"
    assert here.get(DESK).path == "/cuenta/segundo-factor"
    assert "ya no pide un código" in letters[-1].body


@pytest.mark.parametrize("pause", [OFFICIAL_IDLE, OFFICIAL_LIFE])
def test_the_rights_of_an_official_rest_after_an_idle_hour_and_after_half_a_day(
    session, browser, app, official, clock, pause
):
    secret, _codes = give_app(session, app, official)
    visitor = browser(official)
    visitor.stays_in = False
    end = clock.instant + pause
    while clock.instant < end:
        assert visitor.get(DESK).path == DESK
        clock.instant += min(pause, timedelta(minutes=59)) if pause > OFFICIAL_IDLE else pause
    page = visitor.get(DESK)
    assert page.path == "/cuenta/segundo-factor"
    assert visitor.get("/mi/").path == "/mi/"
    assert visitor.submit(page, "/cuenta/segundo-factor", code=code(secret, clock)).path == DESK


def test_the_offer_of_one_person_sets_up_nothing_for_another(session, browser, clock):
    one, other = browser(make_account(session)), browser(make_account(session))
    page = one.get("/mi/seguridad/app")
    secret = page.soup.select_one("code").get_text().replace(" ", "")
    offer = page.form("/mi/seguridad/app")["offer"]
    theirs = other.submit(
        other.get("/mi/seguridad/app"), "/mi/seguridad/app", offer=offer, code=code(secret, clock)
    )
    assert theirs.status == 422
    assert session.scalars(select(Authenticator)).all() == []
    clock.instant += timedelta(minutes=61)
    one.sign_in(session.get(type(make_account(session)), 1))
    late = one.submit(page, "/mi/seguridad/app", code=code(secret, clock))
    assert late.status == 422


def test_six_figures_come_from_the_published_example():
    """RFC 6238, appendix B, at 59 seconds; the last six of eight figures."""
    assert code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59 // 30) == "287082"
    assert step_of(NOON) == int(NOON.timestamp()) // 30
