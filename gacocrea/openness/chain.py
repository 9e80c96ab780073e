"""The record as it is published: its signed head, and its entries as lines that anybody can verify."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gacocrea.core.record import FIRST, RecordEntry, body_of, canonical, content_of
from gacocrea.openness.rules import SHOWN, is_named, is_shown
from gacocrea.people.secrets import Secrets

HEAD = "gacocrea/record-head/v1"
PURPOSE = "record"
LINES_MOST = 5000
"""Entries in one file."""


@dataclass(frozen=True)
class Head:
    """The last entry of the record at an instant. Whoever keeps it can tell whether anything before it changed."""

    entries: int
    digest: str
    last_at: datetime | None
    at: datetime

    def signed(self, site: str, secrets: Secrets) -> dict[str, Any]:
        """Return the head with the signature of this installation (Ed25519 over its canonical JSON)."""
        said = {
            "format": HEAD,
            "site": site,
            "entries": self.entries,
            "head": self.digest,
            "at": self.at.isoformat(),
        }
        signer = secrets.signer(PURPOSE)
        signature = signer.sign(HEAD.encode() + b"\0" + canonical(said)).hex()
        return said | {"public_key": signer.public_key().public_bytes_raw().hex(), "signature": signature}


@dataclass(frozen=True)
class Line:
    """An entry as everybody may read it. What is withheld is there as a hash."""

    entry: RecordEntry

    @property
    def is_shown(self) -> bool:
        return is_shown(self.entry.verb)

    @property
    def actor(self) -> str:
        """Who acted, where the record says so."""
        return self.entry.actor_name if is_named(self.entry.verb) else ""

    def text(self) -> str:
        """Return the entry as a line of JSON."""
        entry = self.entry
        said: dict[str, Any] = {
            "number": entry.id,
            "previous": entry.previous,
            "digest": entry.digest,
            "body": body_of(entry),
        }
        if self.is_shown:
            said["content"] = content_of(entry)
        if is_named(entry.verb) and entry.actor_salt:
            said["actor"] = [entry.actor_salt, entry.actor_id, entry.actor_name]
        return json.dumps(said, ensure_ascii=False, sort_keys=True)


def head_of(session: Session, now: datetime) -> Head:
    """Return the head of the record. Two statements."""
    last = session.execute(
        select(RecordEntry.digest, RecordEntry.at).order_by(RecordEntry.id.desc()).limit(1)
    ).first()
    number = session.scalar(select(func.count(RecordEntry.id))) or 0
    return Head(number, last.digest if last else FIRST, last.at if last else None, now)


def lines_after(session: Session, number: int, most: int = LINES_MOST) -> list[Line]:
    """Return entries, shown or not, that follow the entry of that number. One statement."""
    wanted = select(RecordEntry).where(RecordEntry.id > number).order_by(RecordEntry.id).limit(most)
    return [Line(entry) for entry in session.scalars(wanted)]


def newest(
    session: Session, *, forum_id: int | None = None, matter: str = "", before: int | None = None, most: int
) -> Sequence[Line]:
    """Return the newest entries that are published whole, of a forum or matter if asked. One statement."""
    matters = [matter] if matter in SHOWN else SHOWN
    wanted = select(RecordEntry).where(or_(*(RecordEntry.verb.startswith(f"{one}.") for one in matters)))
    if forum_id is not None:
        wanted = wanted.where(RecordEntry.forum_id == forum_id)
    if before is not None:
        wanted = wanted.where(RecordEntry.id < before)
    return [Line(entry) for entry in session.scalars(wanted.order_by(RecordEntry.id.desc()).limit(most))]
