"""A document is given, compared and held by one account; only its owner hears what came of it."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.terms import Actor
from gacocrea.forum.models import Forum
from gacocrea.identity import actions
from gacocrea.identity.models import ClaimState, DocumentClaim, Fact
from gacocrea.people.models import Account
from gacocrea.people.secrets import Secrets
from tests.factories import actor_of, make_account, make_forum
from tests.identity.people import BORN, CI, cedula, claim, put, read, register
from tests.support import NOON


def state_of(session, account):
    mine = select(DocumentClaim.state).where(DocumentClaim.account_id == account.id)
    return session.scalar(mine.order_by(DocumentClaim.id.desc()).limit(1))


def test_without_a_census_a_number_that_nobody_holds_gives_level_one(app, session, forum):
    rosa = make_account(session)
    claim(app, session, forum, rosa, cedula(7))
    assert rosa.level == 1
    assert state_of(session, rosa) is ClaimState.HELD


def test_a_document_that_somebody_holds_waits_for_its_person(app, session, forum):
    rosa, luis = make_account(session), make_account(session)
    claim(app, session, forum, rosa, cedula(7))
    claim(app, session, forum, luis, cedula(7))
    assert (rosa.level, luis.level) == (1, 0)
    assert state_of(session, luis) is ClaimState.WAITING


def test_a_document_is_held_once_in_all_forums_of_an_installation(app, session, forum):
    other = make_forum(session, "loja", documents=["ec_ci"])
    rosa, luis = make_account(session), make_account(session)
    claim(app, session, forum, rosa, cedula(7))
    claim(app, session, other, luis, cedula(7))
    assert luis.level == 0


def test_a_census_asks_for_the_number_and_its_date(app, session, forum, secretary):
    put(
        session,
        forum,
        secretary,
        read(app, session, forum, secretary, (cedula(7), "31/05/1990"), fact=Fact.BIRTH_DATE),
    )
    rosa, luis, eva = (make_account(session) for _ in range(3))
    claim(app, session, forum, luis, cedula(7), date(1991, 5, 31))
    claim(app, session, forum, eva, cedula(8), BORN)
    claim(app, session, forum, rosa, cedula(7), BORN)
    assert (rosa.level, luis.level, eva.level) == (1, 0, 0)
    with pytest.raises(Invalid, match="fact_missing"):
        claim(app, session, forum, make_account(session), cedula(7))


def test_a_forum_takes_only_its_own_documents(app, session, forum):
    forum.documents = ["mx_curp"]
    with pytest.raises(Invalid, match="document_not_accepted"):
        claim(app, session, forum, make_account(session), cedula(7))


def test_a_document_out_on_a_sheet_cannot_be_held_online(app, session, forum, secretary):
    register(app, session, forum, secretary, cedula(7))
    rosa = make_account(session)
    claim(app, session, forum, rosa, cedula(7))
    assert rosa.level == 0


def test_who_holds_a_document_gives_no_other(app, session, forum):
    rosa = make_account(session)
    claim(app, session, forum, rosa, cedula(7))
    with pytest.raises(Conflict, match="document_held"):
        claim(app, session, forum, rosa, cedula(8))


def test_an_account_may_try_three_documents_and_no_more(app, session, forum, secretary):
    put(session, forum, secretary, read(app, session, forum, secretary, cedula(99)))
    rosa = make_account(session)
    for serial in range(3):
        claim(app, session, forum, rosa, cedula(serial))
    with pytest.raises(Conflict, match="claims_spent"):
        claim(app, session, forum, rosa, cedula(99))


def test_a_visitor_gives_no_document(app, session, forum):
    rosa = make_account(session, email_confirmed_at=None)
    typed = actions.Typed(CI, cedula(7))
    given = {"account": rosa, "forum": forum, "typed": typed, "keys": Secrets(app.settings.keys), "now": NOON}
    with pytest.raises(NotAllowed):
        actions.claim_document(session, actor=Actor(rosa.id), **given)


def test_who_holds_a_document_is_told_that_somebody_else_gave_it(app, session, forum, browser, letters):
    rosa, luis = make_account(session), make_account(session)
    claim(app, session, forum, rosa, cedula(7))
    page = browser(luis)
    page.submit(page.get("/ecuador/identidad"), number=cedula(7))
    told = [letter.subject for letter in letters if letter.to == rosa.email]
    assert told == ["Su documento", "Alguien más dio su número de documento"]


def two_in_the_census(app, session, forum, secretary):
    """Put two documents, 7 and 8, of one birthday into the census; somebody has given the second."""
    put(
        session,
        forum,
        secretary,
        read(
            app,
            session,
            forum,
            secretary,
            (cedula(7), "1990-05-31"),
            (cedula(8), "1990-05-31"),
            fact=Fact.BIRTH_DATE,
        ),
    )
    claim(app, session, forum, make_account(session), cedula(8), BORN)


@pytest.mark.parametrize("known", ["in the census", "not in it", "held by somebody", "of another date"])
def test_the_answer_is_the_same_whether_a_document_is_known_or_not(
    known, app, session, forum, secretary, browser
):
    two_in_the_census(app, session, forum, secretary)
    number = {"in the census": 7, "not in it": 9, "held by somebody": 8, "of another date": 7}[known]
    day = "1991-01-01" if known == "of another date" else "1990-05-31"
    page = browser(make_account(session, "Rosa"))
    form = page.get("/ecuador/identidad").form()
    session.commit()
    answer = Context().run(
        page.client.post, "/ecuador/identidad", data=form | {"number": cedula(number), "fact": day}
    )
    shown = {name: value for name, value in answer.headers.items() if name not in {"Set-Cookie", "Date"}}
    shown["body"] = re.sub(r"[0-9a-f]{32,}", "", answer.get_data(as_text=True))
    SEEN.setdefault(str(sorted(shown.items())), []).append(known)
    assert answer.status_code == 303
    assert len(SEEN) == 1, SEEN


SEEN: dict[str, list[str]] = {}


def test_of_three_ways_of_not_being_found_ones_own_page_tells_none(app, session, forum, secretary, browser):
    two_in_the_census(app, session, forum, secretary)
    pages = set()
    for serial, day in ((9, BORN), (8, BORN), (7, date(1991, 1, 1))):
        one = make_account(session, "Rosa")
        claim(app, session, forum, one, cedula(serial), day)
        pages.add(browser(one).get("/mi/identidad").words.replace(cedula(serial)[-3:], "•••"))
    assert len(pages) == 1


def test_a_number_that_cannot_be_one_is_refused_beside_its_field(app, session, forum, browser):
    page = browser(make_account(session))
    answer = page.submit(page.get("/ecuador/identidad"), number="1710034066")
    assert answer.status == 422
    assert "no tiene la forma" in answer.words


def test_only_its_owner_sees_the_last_three_characters(app, session, forum, secretary, browser):
    rosa = make_account(session, "Rosa")
    claim(app, session, forum, rosa, cedula(123_456))
    tail = cedula(123_456)[-3:]
    assert f"••• {tail}" in browser(rosa).get("/mi/identidad").words
    assert f"••• {tail}" not in browser(secretary).get("/mi/identidad").words
    assert "•••" not in browser(secretary).get(f"/{forum.slug}/secretaria/identidad?q=rosa").words


def test_documents_given_at_the_same_moment_are_held_by_one(engine, tmp_path):
    keys = Secrets(tmp_path)
    with Session(engine) as session:
        forum_id = make_forum(session, documents=["ec_ci"]).id
        ids = [make_account(session).id for _ in range(6)]

    def give(account_id):
        with Session(engine) as own:
            account, place = own.get_one(Account, account_id), own.get_one(Forum, forum_id)
            typed = actions.Typed(CI, cedula(7))
            given = {"account": account, "forum": place, "typed": typed, "keys": keys, "now": NOON}
            actions.claim_document(own, actor=actor_of(account), **given)
            own.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(give, ids))
    with Session(engine) as session:
        assert Counter(session.scalars(select(DocumentClaim.state))) == {
            ClaimState.HELD: 1,
            ClaimState.WAITING: 5,
        }
        assert sorted(session.scalars(select(Account.level))) == [0] * 5 + [1]
