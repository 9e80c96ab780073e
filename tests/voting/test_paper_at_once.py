"""Two persons at the same moment: one of each thing happens, and the other is told."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from gacocrea.core.errors import Refusal
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.voting.actions import paper
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import PaperBallot, PaperBatch, PaperLine, Poll
from tests.voting.booth import AFTER_CLOSE, make_booth
from tests.voting.test_many_at_once import together
from tests.voting.test_paper import Table, make_table

ROUNDS = 2


def table_on(engine: Engine, keys: KeyRing) -> Table:
    session = Session(engine, expire_on_commit=False)
    return make_table(make_booth(session, keys))


def attempt(engine: Engine, batch_id: int, what: Callable[..., Any], actor: Actor, **typed: str) -> str:
    """Do something with a batch in a session of its own; return "done", or why not."""
    with Session(engine) as session:
        batch = session.get_one(PaperBatch, batch_id)
        poll = session.get_one(Poll, batch.poll_id)
        about: dict[str, Any] = {"actor": actor, "cycle": session.get_one(Cycle, poll.cycle_id), "poll": poll}
        try:
            what(session, **about, batch=batch, now=AFTER_CLOSE, **typed)
            session.commit()
        except Refusal as refusal:
            return refusal.code
        return "done"


def counted(engine: Engine, table: type) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_two_who_want_to_be_the_second_at_once_become_one(engine: Engine, keys: KeyRing) -> None:
    table = table_on(engine, keys)
    for _round in range(ROUNDS):
        batch = table.do(paper.start_batch, table.pair[0])
        rivals = [table.booth.official(0), table.booth.official(1)]
        told = together(2, lambda place: attempt(engine, batch.id, paper.join_batch, rivals[place]))  # noqa: B023
        assert sorted(told) == ["batch_taken", "done"]


def test_both_type_the_same_sheets_at_once_and_nothing_is_lost(engine: Engine, keys: KeyRing) -> None:
    table = table_on(engine, keys)
    batch = table.batch()

    def type_all(place: int) -> str:
        told = {
            attempt(engine, batch.id, paper.enter_sheet, table.pair[place % 2], serial=serial, marks="1 2")
            for serial in table.serials
        }
        return ",".join(sorted(told))

    assert together(4, type_all) == ["done"] * 4
    assert counted(engine, PaperLine) == 2 * len(table.serials)


def test_a_sheet_typed_into_two_batches_at_once_lies_in_one(engine: Engine, keys: KeyRing) -> None:
    table = table_on(engine, keys)
    batches = [table.batch(), table.batch()]
    for serial in table.serials[:ROUNDS]:
        told = together(
            2,
            lambda place: attempt(
                engine,
                batches[place].id,
                paper.enter_sheet,
                table.pair[0],
                serial=serial,  # noqa: B023
                marks="1",
            ),
        )
        assert sorted(told) == ["done", "serial_elsewhere"]


def test_a_batch_sealed_by_both_at_once_is_sealed_once(engine: Engine, keys: KeyRing) -> None:
    table = table_on(engine, keys)
    for place in range(ROUNDS):
        batch = table.both((place, "1 2"))
        told = together(2, lambda side: attempt(engine, batch.id, paper.seal_batch, table.pair[side]))  # noqa: B023
        assert sorted(told) == ["batch_over", "done"]
    assert counted(engine, PaperBallot) == ROUNDS


def test_sealing_and_dropping_at_once_do_not_both_happen(engine: Engine, keys: KeyRing) -> None:
    table = table_on(engine, keys)
    for place in range(ROUNDS):
        batch = table.both((place, "1 2"))

        def act(side: int) -> str:
            if side:
                why = "Se mezclaron las hojas de dos mesas."
                return attempt(engine, batch.id, paper.drop_batch, table.pair[1], reason=why)  # noqa: B023
            return attempt(engine, batch.id, paper.seal_batch, table.pair[0])  # noqa: B023

        assert sorted(together(2, act)) == ["batch_over", "done"]
