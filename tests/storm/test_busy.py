"""A database that does not answer in time: a calm 503 that says when to come back, and nothing half stored."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import event, select

from gacocrea.voting.models import Ballot
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db
from tests.browser import Browser
from tests.factories import make_account
from tests.voting.booth import Booth, nonce
from tests.voting.test_booth_pages import BALLOT, choose, fields


def hurry(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout=50")


@pytest.fixture
def somebody_else(app: Gacocrea) -> Iterator[sqlite3.Connection]:
    """Another process that can hold the database; ours waits for it a moment only."""
    event.listen(db.engine, "connect", hurry)
    other = sqlite3.connect(app.settings.instance / "gacocrea.sqlite3", isolation_level=None)
    yield other
    other.close()
    event.remove(db.engine, "connect", hurry)


def test_a_ballot_that_cannot_be_stored_now_is_told_to_come_back(
    open_booth: Booth, browser: Callable[..., Browser], somebody_else: sqlite3.Connection
) -> None:
    voter = browser(make_account(open_booth.session))
    ballot = fields(choose(voter, "T-001")) | {"deliver": "1", "nonce": nonce(5)}
    db.session.remove()
    db.engine.dispose()
    somebody_else.execute("BEGIN IMMEDIATE")
    busy = voter.client.post(BALLOT, data=ballot)
    somebody_else.execute("ROLLBACK")
    assert busy.status_code == 503
    assert int(busy.headers["Retry-After"]) > 0
    assert voter.client.post(BALLOT, data=ballot).status_code == 200
    assert len(open_booth.session.scalars(select(Ballot)).all()) == 1


def test_a_page_asked_for_while_the_database_is_away_says_so_too(
    open_booth: Booth, browser: Callable[..., Browser]
) -> None:
    def refuse(*_parts: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    voter = browser(make_account(open_booth.session))
    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, "do_connect", refuse)
    answers = [voter.client.get(path) for path in (BALLOT, "/", "/mi/")]
    event.remove(db.engine, "do_connect", refuse)
    assert [answer.status_code for answer in answers] == [503, 503, 503]
    assert all(answer.headers["Retry-After"] for answer in answers)
    assert voter.get(BALLOT).status == 200
