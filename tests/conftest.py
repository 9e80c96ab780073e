"""What every test can ask for: a fresh installation, its session, a browser that checks each page it sees."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import Session

from gacocrea.app import create_app
from gacocrea.core.clock import FixedClock
from gacocrea.core.db import Base, prepare
from gacocrea.core.mail import Letter
from gacocrea.core.terms import Phase
from gacocrea.people.actions import passwords
from gacocrea.voting.keys import KeyRing
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db
from tests.browser import Browser
from tests.needs import own_database
from tests.support import NOON, make_settings
from tests.thread import Thread, make_thread

passwords._hasher = PasswordHasher(
    time_cost=1, memory_cost=8, parallelism=1
)  # slow on purpose everywhere else
settings.register_profile("quick", max_examples=20, deadline=None)  # what tools/check asks for
settings.register_profile("full", max_examples=100, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "full"))


class Postman:
    """A mail transport that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        self.letters.append(letter)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `both_engines` runs on SQLite and, where there is one, on PostgreSQL."""
    if metafunc.definition.get_closest_marker("both_engines"):
        engines = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
        metafunc.parametrize("engine_name", engines, indirect=True)


@pytest.fixture
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engine on which `app` stands: "sqlite" unless the test is marked `both_engines`."""
    return str(getattr(request, "param", "sqlite"))


def spare_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    """Wait for no disk: nothing that a test stores has to survive a power cut."""
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def _worker_app(tmp_path_factory: pytest.TempPathFactory) -> tuple[Gacocrea, Path]:
    """One program for each test process, and an empty database to copy for every test."""
    folder = tmp_path_factory.mktemp("instance")
    app = create_app(make_settings(folder), clock=FixedClock(NOON), transport=Postman())
    empty = folder / "empty.sqlite3"
    with app.app_context():
        event.listen(db.engine, "connect", spare_the_disk)
        db.create_all()
        db.session.remove()
        db.engine.dispose()  # the last connection to close folds the log into the file
    shutil.copy(folder / "gacocrea.sqlite3", empty)
    return app, empty


@pytest.fixture(scope="session")
def _worker_app_on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gacocrea]:
    """The same on a PostgreSQL database of this test process; its tables are emptied for every test."""
    with own_database() as url:
        settings = make_settings(tmp_path_factory.mktemp("instance"), database_url=url)
        app = create_app(settings, clock=FixedClock(NOON), transport=Postman())
        with app.app_context():
            db.create_all()
        yield app


@pytest.fixture
def _empty_program(request: pytest.FixtureRequest, engine_name: str) -> Gacocrea:
    """The program of this test process with empty tables."""
    program: Gacocrea
    if engine_name == "postgresql":
        program = request.getfixturevalue("_worker_app_on_postgresql")
        tables = ", ".join(f'"{name}"' for name in db.metadata.tables)
        with program.app_context(), db.engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # past the guards
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
        return program
    program, empty = request.getfixturevalue("_worker_app")
    for suffix in ("", "-wal", "-shm"):
        (program.settings.instance / f"gacocrea.sqlite3{suffix}").unlink(missing_ok=True)
    shutil.copy(empty, program.settings.instance / "gacocrea.sqlite3")
    return program


@pytest.fixture
def app(_empty_program: Gacocrea) -> Iterator[Gacocrea]:
    """A fresh installation at noon of 12 June 2026: empty tables, no keys, no mail."""
    program = _empty_program
    for leftover in ("keys", "mail"):
        shutil.rmtree(program.settings.instance / leftover, ignore_errors=True)
    program.clock = FixedClock(NOON)
    program.transport = Postman()
    with program.app_context():
        yield program
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of the test's own on either engine, for sessions that run at the same moment."""
    on_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'own.sqlite3'}" if on_sqlite else request.getfixturevalue("postgres_url")
    made = create_engine(url, pool_size=10)
    prepare(made)
    Base.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def clock(app: Gacocrea) -> FixedClock:
    assert isinstance(app.clock, FixedClock)
    return app.clock


@pytest.fixture
def letters(app: Gacocrea) -> list[Letter]:
    """The letters that have left, oldest first."""
    assert isinstance(app.transport, Postman)
    return app.transport.letters


@pytest.fixture
def session(app: Gacocrea) -> Session:
    """The session of the fresh installation; factories commit through it."""
    return db.session()


@pytest.fixture
def browser(app: Gacocrea) -> Callable[..., Browser]:
    """Open browsers: called without anything it is a stranger's, with an account that person's."""
    return lambda account=None: Browser(app, account)


@pytest.fixture
def count_statements(app: Gacocrea) -> Callable[[], object]:
    """Give a context in which every database statement is noted."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith(("PRAGMA", "BEGIN", "SET TRANSACTION")):
                seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def make(app: Gacocrea, session: Session) -> Callable[[Phase], Thread]:
    """Make a cycle that stands in the middle of a phase, and its people, to take along the thread."""
    return lambda phase: make_thread(session, KeyRing(app.settings.keys), phase)


@pytest.fixture
def thread(make: Callable[[Phase], Thread]) -> Thread:
    """A cycle while its plan is drafted; its vote is still to be held."""
    return make(Phase.DRAFTING)
