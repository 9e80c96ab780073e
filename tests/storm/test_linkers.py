"""A dump without the key joins nobody to a ballot; a build that keeps a list of who voted would."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import Session

import gacocrea.app  # noqa: F401 - so that every table is known
from gacocrea.core.db import Base, prepare
from gacocrea.people.models import Account, Consent
from gacocrea.voting.actions import cast, publish_checkpoints
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.queries import ballot_mark
from tests.conftest import spare_the_disk
from tests.factories import actor_of
from tests.storm.linkers import Attack, attack
from tests.storm.postgres import database
from tests.support import NOON
from tests.voting.booth import Booth, make_booth

pytestmark = pytest.mark.slow
VOTERS = 1000
AGAIN = 200
"""How many of them vote a second time."""


@dataclass
class Poll:
    """A poll in which people have voted in an order of their own."""

    engine: Engine
    booth: Booth
    chance: random.Random
    file: Path | None

    def hold(self, *, again: int, at_once: bool = False) -> dict[str, str]:
        """Register people in one random order and let them vote in another; return their ballots by address.

        `at_once`: everybody votes as soon as they are registered, in the same order.
        """
        people = self.register()
        session, truth = self.booth.session, {}
        turns = people if at_once else self.chance.sample(people, VOTERS)
        for serial, voter in enumerate([*turns, *turns[:again]]):
            truth[str(voter.email)] = self.vote(voter)
            if serial % 50 == 49:
                session.commit()
        session.commit()
        return truth

    def register(self) -> list[Account]:
        names = self.chance.sample(range(VOTERS), VOTERS)
        people = [
            Account(email=f"v{name:04d}@example.org", display_name=f"V{name}", email_confirmed_at=NOON,
                    stamp=str(self.chance.random()), created_at=NOON)
            for name in names
        ]  # fmt: skip
        self.booth.session.add_all(people)
        self.booth.session.flush()
        agreed = self.chance.sample(people, VOTERS)
        self.booth.session.add_all(
            Consent(account_id=each.id, text_version="1", given_at=NOON) for each in agreed
        )
        self.booth.session.commit()
        return people

    def vote(self, voter: Account) -> str:
        booth, poll = self.booth, self.booth.polls[0]
        codes = [f"T-{number:03d}" for number in range(1, 13)]
        return cast(
            booth.session,
            actor=actor_of(voter),
            poll=poll,
            cycle=booth.cycle,
            choices=self.chance.sample(codes, self.chance.randint(0, 3)),
            voter_nonce=f"{self.chance.getrandbits(128):032x}",
            server_nonce=f"{self.chance.getrandbits(128):032x}",
            previous_mark=ballot_mark(booth.session, poll=poll, account_id=voter.id, keys=booth.keys),
            keys=booth.keys,
            now=NOON,
        ).seal

    def attack(self, truth: dict[str, str]) -> Attack:
        self.booth.session.close()
        with self.engine.connect() as connection:
            if self.file is not None:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
            return attack(connection, truth, self.file)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def poll(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Poll]:
    """A poll whose chance is the same at every run, the key's too."""
    chance = random.Random(20260612)
    monkeypatch.setattr("secrets.token_bytes", chance.randbytes)
    with database(request.param) as url:
        file = None if url else tmp_path / "poll.sqlite3"
        engine = create_engine(url or f"sqlite:///{file}")
        prepare(engine)
        if file is not None:
            event.listen(engine, "connect", spare_the_disk)
        Base.metadata.create_all(engine)
        with Session(engine, expire_on_commit=False) as session:
            booth = make_booth(session, KeyRing(tmp_path / "keys"), themes=12)
            booth.open()
            yield Poll(engine, booth, chance, file)
        engine.dispose()


def test_no_linker_joins_people_and_ballots_better_than_guessing(poll: Poll) -> None:
    found = poll.attack(poll.hold(again=AGAIN))
    print(found)
    assert found.linkers > 10
    assert not found.is_beaten, found


@pytest.mark.parametrize("moment", ["checkpoint", "close"])
def test_a_dump_after_a_checkpoint_or_the_close_does_not_say_in_which_order_people_voted(
    poll: Poll, moment: str
) -> None:
    """Everybody votes as soon as they are registered: the order of ballots would be that of the accounts."""
    truth = poll.hold(again=0, at_once=True)
    if moment == "close":
        poll.booth.close()
    else:
        publish_checkpoints(poll.booth.session, keys=poll.booth.keys, now=NOON, cycle=poll.booth.cycle)
        poll.booth.session.commit()
    found = poll.attack(truth)
    assert not found.is_beaten, found


def test_where_who_votes_is_noted_beside_rows_in_their_order_a_linker_joins_everybody(poll: Poll) -> None:
    """The wrong fault: it shows that these linkers can link."""
    session = poll.booth.session
    session.execute(text("CREATE TABLE roll (id INTEGER PRIMARY KEY, email TEXT)"))
    if poll.file is not None:  # rows in the order in which they come, as a table has them on PostgreSQL
        shape = "poll_id INTEGER, pseudonym TEXT, seal TEXT UNIQUE, choices JSON, voter_nonce TEXT, server_nonce TEXT"
        session.execute(text("DROP TABLE ballot"))
        session.execute(text(f"CREATE TABLE ballot ({shape}, UNIQUE (poll_id, pseudonym))"))
    truth = poll.hold(again=0)
    rows = [{"id": place, "email": email} for place, email in enumerate(truth)]
    session.execute(text("INSERT INTO roll VALUES (:id, :email)"), rows)
    session.commit()
    found = poll.attack(truth)
    assert found.is_beaten
    assert found.ballots_found == VOTERS, found
