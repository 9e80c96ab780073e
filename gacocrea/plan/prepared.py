"""Documents that are made once and wait: who asked for which, who makes it now, and where it lies.

A document is one of a cycle, a kind, a language and a mark: the mark changes with whatever the document is made from,
so that a file never says what is no longer so. Nothing here is an act of the forum: the record does not tell of it.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from sqlalchemy import ForeignKey, UniqueConstraint, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from gacocrea.core.db import Base, stored
from gacocrea.core.record import RecordEntry
from gacocrea.cycle.models import Cycle
from gacocrea.forum import queries as forums
from gacocrea.forum.models import Forum

LEASE = timedelta(seconds=90)
"""How long a document is its maker's without a word from it."""
KEPT = 40
"""How many finished files an installation keeps, the latest asked for."""


class FileState(StrEnum):
    """Where a document stands."""

    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


OPEN = (FileState.WAITING, FileState.MAKING)


class PreparedFile(Base):
    """A document that was asked for; `done` of `steps` are made, `hold` is its maker's word while it makes it."""

    __tablename__ = "prepared_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    kind: Mapped[str]
    language: Mapped[str]
    mark: Mapped[str]
    state: Mapped[FileState] = mapped_column(stored(FileState, "state"), index=True)
    done: Mapped[int] = mapped_column(default=0)
    steps: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    hold: Mapped[str] = mapped_column(default="")
    held_until: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    name: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(default="")
    __table_args__ = (UniqueConstraint("cycle_id", "kind", "language", "mark"),)

    def is_left(self, now: datetime) -> bool:
        """Say whether nobody makes it any more, though somebody began."""
        return self.state is FileState.MAKING and self.held_until is not None and self.held_until < now


def mark_of(session: Session, *, forum: Forum, cycle: Cycle, now: datetime) -> str:
    """Return what stands for all that the documents of a cycle are made from. Four statements.

    Whatever changes a forum leaves an entry in its record; added are the roll of seats and what only the clock changes.
    """
    entries = select(func.max(RecordEntry.id)).where(
        RecordEntry.forum_id == forum.id,
        or_(RecordEntry.cycle_id == cycle.id, RecordEntry.cycle_id.is_(None)),
    )
    seats = [
        (sector.name, [(one.name, one.institution) for one in members])
        for sector, members in forums.roll(session, forum, now).seats
    ]
    begun = sum(row.starts_at < now for row in forums.meetings(session, forum))
    phases = sum((row.opens_at <= now) + (row.closes_at <= now) for row in cycle.phases)
    parts = (_program(), cycle.id, session.scalar(entries), seats, begun, phases)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


@cache
def _program() -> str:
    """Return what stands for the program that draws documents: an installation that is updated draws them anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.*")):
        if path.suffix in {".py", ".typ"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def ask(
    session: Session, *, cycle: Cycle, kind: str, language: str, mark: str, now: datetime
) -> PreparedFile:
    """Ask for a document, once however often it is asked for; one that failed is tried again."""
    key = {"cycle_id": cycle.id, "kind": kind, "language": language, "mark": mark}
    found = session.scalar(select(PreparedFile).filter_by(**key).with_for_update())
    if found is None:
        found = PreparedFile(**key, state=FileState.WAITING, asked_at=now)
        session.add(found)
    found.asked_at = now
    if found.state is FileState.FAILED or found.is_left(now):
        found.state, found.failure, found.done, found.hold = FileState.WAITING, "", 0, ""
    session.flush()
    return found


def files_of(session: Session, *, cycle_id: int, language: str, mark: str) -> dict[str, PreparedFile]:
    """Return by kind the documents of a cycle as it stands. One statement."""
    wanted = select(PreparedFile).filter_by(cycle_id=cycle_id, language=language, mark=mark)
    return {row.kind: row for row in session.scalars(wanted)}


def latest(session: Session, *, cycle_id: int, kind: str, language: str) -> PreparedFile | None:
    """Return the document of a kind that was finished last, however the cycle stands now. One statement.

    One in `language` goes before one in another.
    """
    ready = select(PreparedFile).filter_by(cycle_id=cycle_id, kind=kind, state=FileState.READY)
    other = PreparedFile.language != language
    return session.scalars(ready.order_by(other, PreparedFile.made_at.desc()).limit(1)).first()


def take_next(session: Session, now: datetime) -> PreparedFile | None:
    """Take the oldest document that waits, unless another maker is at work; the caller commits at once.

    One at a time, for each needs memory. What a maker left is taken up again when its lease is over.
    """
    wanted = select(PreparedFile).where(PreparedFile.state.in_(OPEN)).order_by(PreparedFile.id)
    found = session.scalars(wanted.with_for_update().execution_options(populate_existing=True)).all()
    if any(row.state is FileState.MAKING and not row.is_left(now) for row in found):
        return None
    for row in found:
        row.state, row.hold, row.held_until, row.done = FileState.MAKING, secrets.token_hex(8), now + LEASE, 0
        session.flush()
        return row
    return None


def tell(session: Session, file: PreparedFile, *, done: int, steps: int, now: datetime) -> None:
    """Say how far its maker got, and that it still is at work."""
    _held(session, file, done=done, steps=steps, held_until=now + LEASE)


def finish(session: Session, file: PreparedFile, *, name: str, size: int, now: datetime) -> bool:
    """Hand in a document; say whether it was still its maker's to hand in."""
    words = {"name": name, "size": size, "made_at": now, "hold": "", "held_until": None}
    return _held(session, file, state=FileState.READY, **words)


def fail(session: Session, file: PreparedFile, *, sentence: str) -> bool:
    """Give a document up with a sentence for whoever asked; say whether it was still its maker's to give up."""
    return _held(session, file, state=FileState.FAILED, failure=sentence, hold="", held_until=None)


def _held(session: Session, file: PreparedFile, **values: object) -> bool:
    mine = update(PreparedFile).where(PreparedFile.id == file.id, PreparedFile.hold == file.hold)
    done = session.execute(
        mine.where(PreparedFile.state == FileState.MAKING).values(**values),
        execution_options={"synchronize_session": False},
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def forget_old(session: Session, folder: Path, *, keep: int = KEPT) -> int:
    """Drop all but the latest documents, and files that no row knows of; return how many rows went."""
    closed = select(PreparedFile).where(PreparedFile.state.not_in(OPEN))
    old = session.scalars(
        closed.order_by(PreparedFile.asked_at.desc(), PreparedFile.id.desc()).offset(keep)
    ).all()
    for row in old:
        session.delete(row)
    session.flush()
    if not session.scalar(select(PreparedFile.id).where(PreparedFile.state.in_(OPEN)).limit(1)):
        _sweep(folder, known=session.scalars(select(PreparedFile.name)))
    return len(old)


def _sweep(folder: Path, known: Iterable[str]) -> None:
    kept = set(known)
    for path in folder.glob("*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)
