"""Many windows, processes and clocks at once: one ballot per person, and none acknowledged that is not counted."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import gacocrea.app  # noqa: F401 - so that every table is known
from gacocrea.core.errors import Conflict
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.voting.actions import cast, sign_step
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Ballot, Poll, Step
from gacocrea.voting.queries import closing_list
from tests.factories import actor_of
from tests.support import NOON
from tests.voting.booth import AFTER_CLOSE, SERVER_NONCE, Booth, make_booth, nonce

WINDOWS = 8
ROUNDS = 6


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


@pytest.fixture
def crowd(engine: Engine, keys: KeyRing) -> Booth:
    with Session(engine, expire_on_commit=False) as session:
        booth = make_booth(session, keys)
        booth.open()
        return booth


def together(number: int, do: Callable[[int], str]) -> list[str]:
    """Do it in `number` threads at the same moment."""
    start = Barrier(number)

    def one(place: int) -> str:
        start.wait()
        return do(place)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def send(
    engine: Engine,
    keys: KeyRing,
    voter: Actor,
    codes: list[str],
    mark: str,
    *,
    own: str,
    server: str = SERVER_NONCE,
) -> str:
    """Cast in a session of its own; return the seal, or why not."""
    with Session(engine) as session:
        poll = session.scalars(select(Poll)).one()
        try:
            receipt = cast(
                session,
                actor=voter,
                poll=poll,
                cycle=session.get_one(Cycle, poll.cycle_id),
                choices=codes,
                voter_nonce=own,
                server_nonce=server,
                previous_mark=mark,
                keys=keys,
                now=NOON,
            )
            session.commit()
        except Conflict as refusal:
            return refusal.code
        return receipt.seal


def voters(engine: Engine, crowd: Booth, number: int) -> list[tuple[Actor, str]]:
    """Return people with the mark of the form that each has open."""
    with Session(engine, expire_on_commit=False) as session:
        booth = Booth(session, crowd.keys, crowd.forum, crowd.cycle)
        return [(actor_of(voter), booth.mark(voter)) for voter in booth.voters(number)]


def ballots(engine: Engine) -> set[str]:
    with Session(engine) as session:
        return set(session.scalars(select(Ballot.seal)))


def test_the_same_ballot_from_many_windows_is_one_ballot_with_one_receipt(
    engine: Engine, keys: KeyRing, crowd: Booth
) -> None:
    def storm(voter: Actor, mark: str, own: str) -> set[str]:
        return set(together(WINDOWS, lambda _place: send(engine, keys, voter, ["T-001"], mark, own=own)))

    for number, (voter, mark) in enumerate(voters(engine, crowd, ROUNDS), start=1):
        told = storm(voter, mark, nonce(number))
        assert len(told) == 1
        assert told <= ballots(engine)
        assert len(ballots(engine)) == number


@pytest.mark.slow
def test_of_different_ballots_at_once_one_stands_and_the_others_are_told(
    engine: Engine, keys: KeyRing, crowd: Booth
) -> None:
    def storm(voter: Actor, mark: str) -> list[str]:
        themes = [[], ["T-001"]]
        return together(
            WINDOWS,
            lambda place: send(engine, keys, voter, themes[place % 2], mark, own=secrets.token_hex(16)),
        )

    for number, (voter, mark) in enumerate(voters(engine, crowd, ROUNDS), start=1):
        stands = set(storm(voter, mark)) - {"other_window"}
        assert len(stands) == 1
        assert stands <= ballots(engine)
        assert len(ballots(engine)) == number


@pytest.mark.slow
def test_every_ballot_acknowledged_while_the_poll_closes_is_in_the_closing_list(
    engine: Engine, keys: KeyRing, crowd: Booth
) -> None:
    """The clocks of the voters' processes are late: they still believe that voting is on."""
    people = voters(engine, crowd, 5 * (WINDOWS - 1))
    officials = [crowd.official(sector) for sector in (0, 1)]

    def act(place: int) -> str:
        if place == 0:
            return close(engine, keys, officials)
        mine = people[place - 1 :: WINDOWS - 1]
        return " ".join(
            send(
                engine, keys, voter, ["T-002"], mark, own=secrets.token_hex(16), server=secrets.token_hex(16)
            )
            for voter, mark in mine
        )

    told = {word for line in together(WINDOWS, act)[1:] for word in line.split()} - {"poll_not_open"}
    with Session(engine) as session:
        assert set(closing_list(session, session.scalars(select(Poll)).one()) or []) == told


def close(engine: Engine, keys: KeyRing, officials: list[Actor]) -> str:
    with Session(engine) as session:
        cycle = session.scalars(select(Cycle)).one()
        for official in officials:
            sign_step(session, actor=official, cycle=cycle, step=Step.CLOSE, keys=keys, now=AFTER_CLOSE)
        session.commit()
    return "closed"
