"""In person: registered with a sheet, joined to an account, disputes settled, levels taken back, everyone told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import IdentityLevel, Role
from gacocrea.identity import actions, queries
from gacocrea.identity.models import Registration
from gacocrea.identity.rules import CODE_LIFE
from gacocrea.people.actions import raise_level
from tests.factories import actor_of, make_account, make_cycle, make_forum
from tests.identity.people import cedula, claim, keys_of, office, register, take_over
from tests.support import NOON


def settle(app, session, forum, by, side, number):
    given = {"actor": office(by), "forum": forum, "keys": keys_of(app), "now": NOON}
    return actions.settle_document(session, claim=side.claim, number=number, **given)


def test_a_code_gives_level_three_once(app, session, forum, secretary):
    rosa, luis = make_account(session), make_account(session)
    sheet = register(app, session, forum, secretary, cedula(7))
    take_over(app, session, rosa, sheet.code.lower())
    assert rosa.level == IdentityLevel.IN_PERSON
    with pytest.raises(Invalid, match="code_gone"):
        take_over(app, session, luis, sheet.code)


def test_a_code_ends_by_itself_when_it_is_cancelled_and_when_another_is_made(app, session, forum, secretary):
    rosa = make_account(session)
    first = register(app, session, forum, secretary, cedula(7))
    second = register(app, session, forum, secretary, cedula(7))
    third = register(app, session, forum, secretary, cedula(8))
    actions.cancel_registration(session, actor=office(secretary), registration=third.registration, now=NOON)
    for code, now in (
        (first.code, NOON),
        (second.code, NOON + CODE_LIFE),
        (third.code, NOON),
        ("nada", NOON),
    ):
        with pytest.raises(Invalid, match="code_gone"):
            take_over(app, session, rosa, code, now)
    take_over(app, session, rosa, second.code, NOON + CODE_LIFE - timedelta(seconds=1))


def test_an_official_cannot_use_a_sheet_of_their_own(app, session, forum, secretary):
    sheet = register(app, session, forum, secretary, cedula(7))
    with pytest.raises(Invalid, match="own_registration"):
        take_over(app, session, secretary, sheet.code)


def test_only_the_secretariat_registers_people(app, session, forum):
    for role in (Role.CITIZEN, Role.CORE_GROUP, Role.OBSERVER, Role.ADMINISTRATOR):
        actor = actor_of(make_account(session), role)
        with pytest.raises(NotAllowed):
            actions.register_person(session, actor=actor, forum=forum, seen=None, keys=keys_of(app), now=NOON)


def test_who_shows_the_document_comes_before_who_typed_its_number(app, session, forum, secretary, letters):
    thief, rosa = make_account(session), make_account(session)
    claim(app, session, forum, thief, cedula(7))
    take_over(app, session, rosa, register(app, session, forum, secretary, cedula(7)).code)
    assert (thief.level, rosa.level) == (0, 3)
    assert "Otra persona mostró" in queries.proofs_of(session, thief.id)[0].reason


def test_the_person_who_gave_it_online_keeps_it_in_person(app, session, forum, secretary):
    rosa = make_account(session)
    claim(app, session, forum, rosa, cedula(7))
    take_over(app, session, rosa, register(app, session, forum, secretary, cedula(7)).code)
    assert rosa.level == 3
    assert queries.own_document(session, rosa.id, keys_of(app)).is_held


def test_a_dispute_is_settled_by_the_number_on_the_document(app, session, forum, secretary):
    rosa, luis = make_account(session, "Rosa"), make_account(session, "Luis")
    claim(app, session, forum, rosa, cedula(7))
    claim(app, session, forum, luis, cedula(7))
    sides = queries.disputes(session, forum.id)[0]
    assert [side.name for side in sides] == ["Rosa", "Luis"]
    with pytest.raises(Invalid, match="document_differs"):
        settle(app, session, forum, secretary, sides[1], cedula(8))
    settle(app, session, forum, secretary, sides[1], cedula(7))
    assert (rosa.level, luis.level) == (0, 3)
    assert queries.disputes(session, forum.id) == []


def test_nobody_settles_a_dispute_of_their_own(app, session, forum, secretary):
    rosa = make_account(session)
    claim(app, session, forum, rosa, cedula(7))
    claim(app, session, forum, secretary, cedula(7))
    mine = queries.disputes(session, forum.id)[0][1]
    with pytest.raises(NotAllowed, match="own_interest"):
        settle(app, session, forum, secretary, mine, cedula(7))


def test_a_level_is_taken_back_with_a_reason_that_its_person_reads(
    session, forum, secretary, browser, letters, app
):
    rosa = make_account(session, "Rosa Elena")
    claim(app, session, forum, rosa, cedula(7))
    page = browser(secretary)
    found = page.get(f"/{forum.slug}/secretaria/identidad?q=rosa")
    link = next(link for link in found.links() if "/cuentas/" in link)
    page.submit(page.get(link), "/cuentas/", reason="El documento resultó ser de otra persona.")
    session.refresh(rosa)
    assert rosa.level == 0
    assert any("resultó ser de otra persona" in letter.body for letter in letters if letter.to == rosa.email)
    assert "resultó ser de otra persona" in browser(rosa).get("/mi/identidad").words


def test_what_another_proof_gave_stays_when_one_is_taken_back(app, session, forum, secretary):
    rosa = make_account(session)
    claim(app, session, forum, rosa, cedula(7))
    raise_level(session, account=rosa, level=IdentityLevel.GOVERNMENT, proof="oidc:gob", now=NOON)
    given = {"actor": office(secretary), "forum": forum, "account": rosa, "now": NOON}
    assert actions.withdraw_level(session, reason="Una razón cualquiera.", **given) == 1
    assert rosa.level == IdentityLevel.GOVERNMENT
    with pytest.raises(Conflict, match="nothing_proved"):
        actions.withdraw_level(session, reason="Otra vez lo mismo.", **given)


def test_the_same_proof_twice_is_one(session):
    rosa = make_account(session)
    given = {"account": rosa, "level": IdentityLevel.GOVERNMENT, "proof": "oidc:gob", "now": NOON}
    assert raise_level(session, **given) is raise_level(session, **given)
    assert len(queries.proofs_of(session, rosa.id)) == 1


def test_an_account_that_another_forum_checked_looks_like_none(app, session, forum, secretary, browser):
    rosa = make_account(session, "Rosa")
    raise_level(session, account=rosa, level=IdentityLevel.GOVERNMENT, proof="oidc:gob", now=NOON)
    page = browser(secretary)
    assert page.get(f"/{forum.slug}/secretaria/identidad/cuentas/{rosa.id}").status == 404
    assert page.get(f"/{forum.slug}/secretaria/identidad/cuentas/999999").status == 404


def test_the_record_names_the_official_and_nobody_who_was_registered(app, session, forum, secretary):
    rosa = make_account(session, "Rosa Elena")
    take_over(app, session, rosa, register(app, session, forum, secretary, cedula(7)).code)
    entries = [
        entry for entry in session.scalars(select(RecordEntry)) if entry.verb == "registration.written"
    ]
    assert [(entry.actor_name, entry.subject) for entry in entries] == [("Inés Vaca", "registration:1")]
    assert "Rosa" not in "".join(str(vars(entry)) for entry in session.scalars(select(RecordEntry)))


def test_a_person_is_registered_at_the_desk_and_takes_the_code_home(
    session, forum, secretary, browser, letters
):
    page = browser(secretary)
    form = page.get(f"/{forum.slug}/secretaria/identidad/registrar")
    sheet = page.submit(form, number=cedula(7), email="rosa@example.org", seen="y")
    code = sheet.soup.select_one("#codigo").get_text()
    assert sheet.response.headers["Cache-Control"] == "no-store"
    assert code in letters[0].body
    home = browser(make_account(session))
    assert "registro en persona" in home.submit(home.get("/mi/identidad/codigo"), code=code).words
    assert session.scalar(select(Registration.used_at)) is not None


def test_the_page_of_ones_identity_asks_the_same_number_of_questions_for_any_number_of_forums(
    session, forum, browser, count_statements
):
    rosa = make_account(session)
    page = browser(rosa)
    page.get("/mi/identidad")
    with count_statements() as few:
        page.get("/mi/identidad")
    for number in range(4):
        make_cycle(session, make_forum(session, f"foro{number}"))
    with count_statements() as many:
        page.get("/mi/identidad")
    assert len(many) <= len(few) + 2
