"""The example forum in each phase of its cycle: played once, kept as one database file per phase, laid out at will."""

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from gacocrea.app import create_app
from gacocrea.core.clock import FixedClock
from gacocrea.core.terms import Phase
from gacocrea.home.demo.build import chapters
from gacocrea.home.demo.dates import TODAY
from gacocrea.voting.keys import KeyRing
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db
from tests.browser import Browser
from tests.edges.conftest import Silent
from tests.home.example import SIGN_INS, account
from tests.support import NOON, make_settings

BALLOTS = 60


def instant(phase: Phase) -> datetime:
    """Return a moment in the middle of a phase, when the whole cycle has ended at NOON."""
    return NOON + timedelta(days=TODAY[phase] - TODAY[Phase.CLOSED])


@dataclass(frozen=True)
class Example:
    """A program, and the files of the example that can be laid under it."""

    app: Gacocrea
    files: Path

    def stand(self, phase: Phase) -> None:
        """Let the forum stand in a phase: its data as they were then, and the clock."""
        db.session.remove()
        db.engine.dispose()
        own = self.app.settings.instance
        for suffix in ("", "-wal", "-shm"):
            (own / f"gacocrea.sqlite3{suffix}").unlink(missing_ok=True)
        shutil.copy(self.files / f"{phase}.sqlite3", own / "gacocrea.sqlite3")
        shutil.rmtree(own / "keys", ignore_errors=True)
        shutil.copytree(self.files / f"{phase}-keys", own / "keys")
        assert isinstance(self.app.clock, FixedClock)
        self.app.clock.instant = instant(phase)

    def browser(self, who: str) -> Browser:
        """Open the browser of one of the people of the example, by what they are."""
        found = account(db.session(), SIGN_INS[who]) if SIGN_INS[who] else None
        assert bool(found) is bool(SIGN_INS[who])
        return Browser(self.app, found)

    def speaks(self, who: str, language: str) -> None:
        """Let one of them keep a language with the account."""
        found = account(db.session(), SIGN_INS[who])
        if found is not None and language:
            found.language = language
            db.session.commit()

    def cookies(self, who: str, site: str, reading: str = "..") -> list[dict[str, str]]:
        """Return what a browser holds when one of them is in and reads as `reading` says: language.light.contrast."""
        self.speaks(who, reading.partition(".")[0])
        kept = self.browser(who).client._cookies or {}
        own = [{"name": one.key, "value": one.value, "url": site} for one in kept.values()]
        return [*own, {"name": "lectura", "value": reading, "url": site}]


def play(app: Gacocrea, files: Path) -> None:
    """Play the example on the empty tables of `app` and keep a copy of its database in the middle of each phase."""
    waiting = list(Phase)
    told = chapters(
        db.session(), keys=KeyRing(app.settings.keys), phase=Phase.CLOSED, ballots=BALLOTS, now=NOON
    )
    for at, deed in (pair for chapter in told for pair in chapter.deeds):
        while waiting and at > instant(waiting[0]):
            keep(app, files, waiting.pop(0))
        deed(at)
    for phase in waiting:
        keep(app, files, phase)


def keep(app: Gacocrea, files: Path, phase: Phase) -> None:
    """Copy what the program holds now: its database and its keys."""
    db.session.commit()
    now, copied = app.settings.instance / "gacocrea.sqlite3", files / f"{phase}.sqlite3"
    with closing(sqlite3.connect(now)) as source, closing(sqlite3.connect(copied)) as copy:
        source.backup(copy)
    shutil.copytree(app.settings.keys, files / f"{phase}-keys")


@contextmanager
def alone(folder: Path) -> Iterator[Path]:
    """Have a folder that all test processes share to oneself."""
    folder.mkdir(exist_ok=True, parents=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def example_for(app: Gacocrea, folder: Path) -> Example:
    """Return the example for `app`, whose tables are empty; the first who asks plays it into `folder`."""
    with alone(folder):
        if not (folder / f"{Phase.CLOSED}-keys").is_dir():
            play(app, folder)
    return Example(app, folder)


@contextmanager
def lone_example(folder: Path) -> Iterator[Example]:
    """Make a program of its own in `folder` with the example, for what is run by hand."""
    app = create_app(make_settings(folder), clock=FixedClock(NOON), transport=Silent())
    with app.app_context():
        db.create_all()
        yield example_for(app, folder / "example")
