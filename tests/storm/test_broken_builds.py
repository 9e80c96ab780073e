"""Tests of the tests: builds that break a promise of the vote on purpose, and the guard that notices each."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from gacocrea.core import outbox, record
from gacocrea.core.terms import Actor
from gacocrea.voting.actions import Receipt, casting
from gacocrea.voting.rules import seal, voter_nonce_from
from gacocrea.voting.views import booth as view
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db
from tests.storm import guards
from tests.support import NOON
from tests.voting.booth import Booth

Breaking = Callable[[dict[str, Any]], object]

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("guard", guards.GUARDS)
def test_the_program_passes_every_guard(guard: Any, app: Gacocrea, open_booth: Booth) -> None:
    guard(app, open_booth)


def change(*statements: str) -> None:
    """Change the schema behind the program's back."""
    db.session.remove()
    with db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def break_casting(
    monkeypatch: pytest.MonkeyPatch, *, before: Breaking | None = None, after: Breaking | None = None
) -> None:
    """Do something else before or after each ballot is cast, in its own transaction."""

    def broken(session: Any, **given: Any) -> Receipt:
        if before:
            before(given)
        receipt = casting.cast(session, **given)
        if after:
            after(given | {"session": session})
        return receipt

    monkeypatch.setattr(view, "cast", broken)


def test_a_build_without_the_unique_key_is_noticed(app: Gacocrea, open_booth: Booth) -> None:
    change(
        "CREATE TABLE loose (poll_id, pseudonym, seal UNIQUE, choices, voter_nonce, server_nonce)",
        "DROP TABLE ballot",
        "ALTER TABLE loose RENAME TO ballot",
    )
    with pytest.raises(AssertionError, match="2 ballots"):
        guards.the_key_of_the_table_keeps_one_ballot(app, open_booth)


def test_a_build_that_keeps_a_counter_is_noticed(
    app: Gacocrea, open_booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    change("ALTER TABLE poll_option ADD COLUMN votes INTEGER NOT NULL DEFAULT 0")
    counting = text("UPDATE poll_option SET votes = votes + 1 WHERE code = :code")
    break_casting(
        monkeypatch,
        after=lambda given: [given["session"].execute(counting, {"code": code}) for code in given["choices"]],
    )
    with pytest.raises(AssertionError, match=r"casting changed .*poll_option"):
        guards.casting_changes_ballots_only(app, open_booth)


def note_in_a_roll(given: dict[str, Any]) -> None:
    row = {"account_id": given["actor"].account_id, "at": str(given["now"])}
    given["session"].execute(text("INSERT INTO roll (account_id, at) VALUES (:account_id, :at)"), row)


def note_in_the_record(given: dict[str, Any]) -> None:
    actor: Actor = given["actor"]
    record.write(given["session"], actor=actor, now=NOON, verb="ballot.cast", subject="transparencia")


def note_in_a_letter(given: dict[str, Any]) -> None:
    outbox.queue(
        given["session"],
        key=f"ballot-{given['actor'].account_id}",
        to="alguien@example.org",
        language="es",
        subject="Boleta",
        body="Su boleta quedó registrada.",
        now=NOON,
    )


@pytest.mark.parametrize(
    ("note", "table"),
    [(note_in_a_roll, "roll"), (note_in_the_record, "record_entry"), (note_in_a_letter, "outbox_letter")],
)
def test_a_build_that_notes_who_has_voted_is_noticed(
    note: Breaking, table: str, app: Gacocrea, open_booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    change("CREATE TABLE roll (account_id INTEGER, at TEXT)")
    break_casting(monkeypatch, after=note)
    with pytest.raises(AssertionError, match=f"casting changed .*{table}"):
        guards.casting_changes_ballots_only(app, open_booth)


def test_a_build_whose_nonce_is_the_servers_alone_is_noticed(
    app: Gacocrea, open_booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_casting(
        monkeypatch,
        before=lambda given: given.update(voter_nonce=voter_nonce_from("", given["server_nonce"])),
    )
    with pytest.raises(AssertionError, match="the nonce is not the voter's"):
        guards.the_voters_nonce_is_in_the_seal(app, open_booth)


def test_a_build_that_leaves_the_voters_nonce_out_of_the_seal_is_noticed(
    app: Gacocrea, open_booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(casting, "seal", lambda **opening: seal(**opening | {"voter_nonce": ""}))
    with pytest.raises(AssertionError, match="the seal is not the voter's"):
        guards.the_voters_nonce_is_in_the_seal(app, open_booth)
