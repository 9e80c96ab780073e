"""One's own data: everything that every stage holds, for people and for programs; and no table is forgotten."""

import json

import pytest

from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Phase
from gacocrea.people.rules import PRIVACY_TEXT_VERSION
from gacocrea.privacy.queries import account_columns
from gacocrea.proposals.models import Argument, Stance
from gacocrea.web.personal import holdings
from tests.factories import make_account, make_cycle, make_forum
from tests.support import NOON
from tests.thread import make_proposal

WITHOUT_A_KEY = {"record_entry.actor_id"}
"""Columns that name an account without a foreign key: an entry outlives whom it names."""


def test_every_column_that_names_an_account_has_a_stage_that_answers_for_it(app):
    """A new table that names a person cannot be forgotten: say in its stage's personal.py what becomes of it."""
    named = {f"{column.table.name}.{column.name}" for column in account_columns()} | WITHOUT_A_KEY
    answers = [column for holding in holdings() for column in holding.answers_for]
    assert len(answers) == len(set(answers)), "two stages answer for one column"
    assert set(answers) == named
    assert all(said for holding in holdings() for said in holding.answers_for.values())


def someone(session):
    cycle = make_cycle(session, make_forum(session), phase=Phase.PROPOSALS)
    account = make_account(session, "Rosa Elena Quishpe", email="rosa@example.org")
    mine = make_proposal(session, cycle, "Un letrero con el costo", author_id=account.id, author_name="Rosa")
    other = make_proposal(session, cycle, "El secreto de otra persona")
    session.add(
        Argument(
            proposal_id=other.id, author_id=account.id, author_name="Rosa", stance=Stance.FOR, text="Hace falta ya.",
            at=NOON,
        )
    )  # fmt: skip
    session.commit()
    return account, mine


@pytest.mark.both_engines
def test_the_page_shows_what_every_stage_holds_and_nothing_of_anybody_else(session, browser):
    account, _mine = someone(session)
    words = browser(account).get("/mi/datos").words
    for told in ("rosa@example.org", "Un letrero con el costo", "Hace falta ya.", PRIVACY_TEXT_VERSION):
        assert told in words
    assert "El secreto de otra persona" not in words
    assert "Su voto no está aquí" in words


def test_the_file_says_the_same_for_programs_and_is_kept_by_no_cache(session, browser):
    account, _mine = someone(session)
    page = browser(account).get("/mi/datos.json")
    told = json.loads(page.body)
    assert told["account"][0]["email"] == "rosa@example.org"
    assert told["proposals"][0]["title"] == "Un letrero con el costo"
    assert told["arguments"][0]["text"] == "Hace falta ya."
    assert "no-store" in page.response.headers["Cache-Control"]
    assert "attachment" in page.response.headers["Content-Disposition"]
    assert not {"stamp", "password_hash", "secret"} & set(told["account"][0])


def test_a_stranger_gets_nobodys_data(browser, app):
    for path in ("/mi/datos", "/mi/datos.json", "/mi/baja"):
        assert browser().get(path).path == "/entrar"


def test_the_own_data_asks_for_a_fresh_proof(session, browser, clock):
    from datetime import timedelta

    account, _mine = someone(session)
    person = browser(account)
    person.get("/mi/")
    clock.instant = NOON + timedelta(minutes=20)
    assert person.get("/mi/datos").path != "/mi/datos"


def test_a_new_name_stands_on_what_was_written_before_and_the_record_names_nobody(session, browser):
    account, mine = someone(session)
    person = browser(account)
    told = person.submit(person.get("/mi/datos/nombre"), name="Wayra")
    assert "Su nombre quedó cambiado" in told.body
    session.refresh(mine)
    assert (account.display_name, mine.author_name) == ("Wayra", "Wayra")
    entry = session.query(RecordEntry).filter_by(verb="account.renamed").one()
    assert entry.actor_name == ""


def test_the_page_of_ones_data_takes_a_known_number_of_statements(session, browser, count_statements):
    account, _mine = someone(session)
    person = browser(account)
    person.get("/mi/datos")
    with count_statements() as seen:
        person.get("/mi/datos")
    assert len(seen) <= 45
