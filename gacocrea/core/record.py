"""The public record: one entry for each thing done in the forum's name, chained by hash.

No secret, no ballot and no choice is ever written here: a vote leaves no entry at all. Each entry is hashed in
two layers, so that the chain can be verified by whoever may not read every entry: docs/record.md.
"""

import hashlib
import json
import secrets
from contextlib import closing
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from gacocrea.core.db import Base
from gacocrea.core.kept import ALWAYS, keep
from gacocrea.core.terms import Actor

FIRST = "0" * 64
LINK, BODY, ACTOR = (f"gacocrea/record{part}/v1" for part in ("-link", "", "-actor"))


class RecordEntry(Base):
    """Who did what to which thing, when and why. Entries are appended and never changed."""

    __tablename__ = "record_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int | None] = mapped_column(index=True)
    cycle_id: Mapped[int | None]
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    actor_salt: Mapped[str]
    """Blinds the seal of who acted; "" once the person was forgotten."""
    actor_seal: Mapped[str]
    verb: Mapped[str]
    subject: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    facts: Mapped[dict[str, Any]]
    salt: Mapped[str]
    """Blinds the hash of the content, where an entry is published without it."""
    previous: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(unique=True)
    __table_args__ = (
        CheckConstraint("previous <> digest", name="chained"),
        Index("ix_record_entry_subject", "cycle_id", "subject"),
        Index("ix_record_entry_actor", "actor_id"),
    )


_CHAINED = ("id", "at", "actor_seal", "verb", "subject", "reason", "salt", "previous", "digest")
_FORGETS = "NEW.actor_id IS NULL AND NEW.actor_name = '' AND NEW.actor_salt = ''"
keep(
    RecordEntry,
    columns=("actor_id", "actor_name", "actor_salt"),
    insert=(  # only after the last entry, and never in the place of one
        f"NEW.previous <> COALESCE((SELECT digest FROM record_entry ORDER BY id DESC LIMIT 1), '{FIRST}')"  # noqa: S608
        " OR (NEW.id > 0 AND NEW.id <= COALESCE((SELECT MAX(id) FROM record_entry), 0))"
    ),
    update=" OR ".join(  # nothing but forgetting who acted
        [
            f"NOT ({_FORGETS})",
            "CAST(NEW.facts AS TEXT) <> CAST(OLD.facts AS TEXT)",
            *(f"NEW.{name} <> OLD.{name}" for name in _CHAINED),
            *(f"COALESCE(NEW.{name}, -1) <> COALESCE(OLD.{name}, -1)" for name in ("forum_id", "cycle_id")),
        ]
    ),
    delete=ALWAYS,
)


def canonical(value: Any) -> bytes:
    """Return JSON with sorted keys and no spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hashed(purpose: str, content: bytes) -> str:
    """Return the SHA-256 of a purpose, a zero byte and the content, in lower-case hex."""
    return hashlib.sha256(purpose.encode() + b"\0" + content).hexdigest()


def content_of(entry: RecordEntry) -> dict[str, Any]:
    """Return what the hash of an entry's content covers; of who acted only the seal."""
    return {
        "actor": entry.actor_seal,
        "at": entry.at.isoformat(),
        "cycle": entry.cycle_id,
        "facts": entry.facts,
        "forum": entry.forum_id,
        "reason": entry.reason,
        "salt": entry.salt,
        "subject": entry.subject,
        "verb": entry.verb,
    }


def body_of(entry: RecordEntry) -> str:
    """Return the hash of the entry's content."""
    return hashed(BODY, canonical(content_of(entry)))


def digest_of(entry: RecordEntry) -> str:
    """Return the hash of the entry: of the one before it and of its own content."""
    return hashed(LINK, (entry.previous + body_of(entry)).encode())


def actor_seal_of(entry: RecordEntry) -> str:
    """Return the seal of who acted."""
    return hashed(ACTOR, canonical([entry.actor_salt, entry.actor_id, entry.actor_name]))


def write(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    verb: str,
    subject: str,
    forum_id: int | None = None,
    cycle_id: int | None = None,
    reason: str = "",
    **facts: Any,
) -> RecordEntry:
    """Append an entry. `subject` is a reference such as "P-0123"; `facts` are plain JSON values."""
    entry = RecordEntry(
        forum_id=forum_id,
        cycle_id=cycle_id,
        at=now,
        actor_id=actor.account_id,
        actor_name=actor.name,
        actor_salt=secrets.token_hex(16),
        salt=secrets.token_hex(16),
        verb=verb,
        subject=subject,
        reason=reason,
        facts=facts,
    )
    entry.actor_seal = actor_seal_of(entry)
    return _append(session, entry)


def _append(session: Session, entry: RecordEntry) -> RecordEntry:
    """Chain the entry to the last one and store it."""
    if session.get_bind().dialect.name == "postgresql":
        # One writer at a time, or two entries would follow the same one.
        session.execute(text("SELECT pg_advisory_xact_lock(7270001)"))
    head = session.scalar(select(RecordEntry.digest).order_by(RecordEntry.id.desc()).limit(1))
    entry.previous = head or FIRST
    entry.digest = digest_of(entry)
    session.add(entry)
    session.flush()
    return entry


def forget(session: Session, *, account_id: int) -> None:
    """Drop who acted from all entries of an account; the chain still holds, and nobody can say who it was."""
    session.execute(
        update(RecordEntry)
        .where(RecordEntry.actor_id == account_id)
        .values(actor_id=None, actor_name="", actor_salt="")
    )


def first_broken(session: Session) -> RecordEntry | None:
    """Return the first entry whose hash, link or seal is wrong, or None when the chain holds."""
    previous = FIRST
    entries = select(RecordEntry).order_by(RecordEntry.id).execution_options(yield_per=1000)
    with closing(session.scalars(entries)) as found:
        for entry in found:
            if entry.previous != previous or entry.digest != digest_of(entry) or not _names_truly(entry):
                return entry
            previous = entry.digest
    return None


def _names_truly(entry: RecordEntry) -> bool:
    """Say whether the entry names who its seal says, or nobody where the person was forgotten."""
    if entry.actor_salt:
        return entry.actor_seal == actor_seal_of(entry)
    return entry.actor_id is None and not entry.actor_name
