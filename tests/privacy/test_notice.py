"""The privacy notice: in versions, agreed to by version, and asked about again without losing a word."""

import pytest

from gacocrea.core.errors import Conflict, NotAllowed
from gacocrea.core.terms import Phase, Role
from gacocrea.people.models import Consent
from gacocrea.people.rules import PRIVACY_TEXT_VERSION
from gacocrea.privacy import actions, queries
from gacocrea.proposals.models import Proposal
from tests.factories import actor_of, make_account, make_cycle, make_forum, make_member
from tests.support import NOON

WORDS = "Este foro guarda lo que hace falta para participar y nada más. " * 5
HERE = "/ecuador/2026-2028"
TYPED = {
    "title": "Presupuesto que se entienda",
    "problem": "Nadie entiende el presupuesto de su ciudad.",
    "solution": "Publicarlo por barrio y por obra, cada mes.",
}


@pytest.fixture
def forum(session):
    forum = make_forum(session)
    make_cycle(session, forum, phase=Phase.PROPOSALS)
    return forum


def publish(session, forum, words=WORDS):
    secretary = actor_of(make_account(session), Role.SECRETARIAT)
    notice = actions.publish_notice(
        session, actor=secretary, forum=forum, summary="Ahora dice cuánto se guarda.", text=words, now=NOON
    )
    session.commit()
    return notice


def proposal_form(person):
    page = person.get(f"{HERE}/propuestas/nueva")
    return page, page.form() | TYPED | {"pillar": "transparencia", "do": "submit"}


def test_the_notice_says_who_answers_what_goes_by_itself_and_by_when(session, browser, forum):
    actions.set_keeper(
        session, actor=actor_of(make_account(session), Role.SECRETARIAT), forum=forum, now=NOON,
        controller="Presidencia de la República", contact="datos@ejemplo.ec", country="EC", least_age=15,
    )  # fmt: skip
    for path in ("/privacidad", "/ecuador/privacidad"):
        words = browser().get(path).words
        assert "Presidencia de la República" in words
        assert "15 años" in words
        assert all(rule.what in words for rule in actions.RULES)


def test_a_forum_may_publish_its_own_words_and_earlier_versions_stay(session, browser, forum):
    first, second = publish(session, forum), publish(session, forum, WORDS + "Y una frase más.")
    assert (first.version, second.version) == ("ecuador-1", "ecuador-2")
    page = browser().get("/ecuador/privacidad")
    assert "Y una frase más" in page.words
    assert "/privacidad/ecuador-1" in page.links()
    assert "guarda lo que hace falta" in browser().get("/privacidad/ecuador-1").words


def test_only_the_secretariat_words_the_notice_of_a_forum_and_only_the_administrator_the_general_one(
    session, forum
):
    secretary = actor_of(make_account(session), Role.SECRETARIAT)
    citizen = actor_of(make_account(session))
    for actor, place in ((citizen, forum), (secretary, None)):
        with pytest.raises(NotAllowed):
            actions.publish_notice(session, actor=actor, forum=place, summary="x" * 20, text=WORDS, now=NOON)


def test_the_same_words_are_not_published_twice(session, forum):
    publish(session, forum)
    with pytest.raises(Conflict):
        publish(session, forum)


@pytest.mark.both_engines
def test_who_has_not_agreed_reads_on_and_is_asked_at_the_next_action_without_losing_a_word(
    session, browser, forum
):
    account = make_account(session)
    person = browser(account)
    page, typed = proposal_form(person)
    publish(session, forum)
    assert person.get(f"{HERE}/propuestas").status == 200
    asked = person.post(page.action(), typed)
    assert "Ahora dice cuánto se guarda" in asked.words
    assert session.query(Proposal).count() == 0
    kept = asked.form()
    assert {name: kept[name] for name in TYPED} == TYPED
    person.submit(asked)
    assert session.query(Proposal).one().title == TYPED["title"]
    assert queries.has_agreed(session, account.id, "ecuador-1")


def test_a_yes_holds_even_when_what_was_sent_is_refused(session, browser, forum):
    account = make_account(session)
    person = browser(account)
    page, typed = proposal_form(person)
    publish(session, forum)
    asked = person.post(page.action(), typed | {"title": ""})
    assert person.submit(asked).status == 422
    assert queries.has_agreed(session, account.id, "ecuador-1")


def test_a_yes_to_an_older_version_is_no_yes(session, browser, forum):
    person = browser(make_account(session))
    page, typed = proposal_form(person)
    publish(session, forum)
    asked = person.post(page.action(), typed)
    publish(session, forum, WORDS + "Otra.")
    assert "El aviso de privacidad es nuevo" in person.submit(asked).words
    assert session.query(Proposal).count() == 0


def test_nobody_has_to_agree_to_anything_to_sign_out_or_to_reach_the_own_data(session, browser, forum):
    person = browser(make_account(session))
    publish(session, forum)
    assert person.get("/mi/datos").status == 200
    person.submit(person.get("/mi/"), "/salir")
    assert person.get("/mi/").path == "/entrar"


def test_an_account_that_never_agreed_is_asked_too(session, browser, forum):
    account = make_account(session)
    session.query(Consent).filter_by(account_id=account.id).delete()
    person = browser(account)
    page, typed = proposal_form(person)
    assert "El aviso de privacidad es nuevo" in person.post(page.action(), typed).words
    assert not queries.has_agreed(session, account.id, PRIVACY_TEXT_VERSION)


def test_the_page_of_a_person_says_what_they_agreed_to(session, browser, forum):
    assert PRIVACY_TEXT_VERSION in browser(make_account(session)).get("/mi/").words


def test_the_secretariat_publishes_from_its_desk(session, browser, forum):
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    page = secretary.get("/ecuador/secretaria/privacidad")
    told = secretary.submit(page, summary="Dice quién responde por los datos.", text=WORDS)
    assert "guarda lo que hace falta" in told.words
