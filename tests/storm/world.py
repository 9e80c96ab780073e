"""One database and the same people for many random schedules, and what the register holds of each voter."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

import gacocrea.app  # noqa: F401 - so that every table is known
from gacocrea.core.db import Base, prepare
from gacocrea.forum.models import Forum
from gacocrea.people.models import Account
from gacocrea.voting.keys import KeyRing
from tests.conftest import spare_the_disk
from tests.factories import make_account, make_forum, make_member

VOTERS = 3


@dataclass
class World:
    """One database for all schedules: each has a cycle of its own, the people are the same."""

    engine: Engine
    keys: KeyRing
    forum: Forum
    core: list[Account]
    voters: list[Account]


@contextmanager
def world(folder: Path, url: str = "") -> Iterator[World]:
    """Prepare the database at `url`, or one of SQLite in `folder`."""
    engine = create_engine(url or f"sqlite:///{folder / 'register.sqlite3'}")
    prepare(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", spare_the_disk)
    Base.metadata.create_all(engine)
    with Session(engine, expire_on_commit=False) as session:
        forum = make_forum(session)
        core = [make_member(session, forum, sector=sector) for sector in (0, 1)]
        people = [make_account(session) for _ in range(VOTERS)]
        assert len(forum.sectors) == 4
        session.commit()
    yield World(engine, KeyRing(folder / "keys"), forum, core, people)
    engine.dispose()


@dataclass(frozen=True)
class Post:
    """A ballot as a voter sent it: their choices, their nonces, and the form it came from."""

    who: int
    choices: tuple[str, ...]
    nonce: str
    mark: str
    replaces: str | None
    """The seal that the form's mark stands for."""


@dataclass
class Line:
    """What the register holds of one voter."""

    seal: str | None = None
    choices: tuple[str, ...] = ()
    replaced: set[str] = field(default_factory=set)
    annulled: str | None = None
    has_case: bool = False
    posts: list[Post] = field(default_factory=list)
    """Everything that was ever sent, whatever became of it."""
    seals: dict[Post, str] = field(default_factory=dict)
    """The seals of what was committed."""
    forms: list[tuple[str, str | None]] = field(default_factory=list)
    """Every form that was ever opened: its mark and the seal it stands for."""
