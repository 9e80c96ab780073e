"""The public record: one entry for each thing done in the forum's name, chained by hash.

No secret, no ballot and no choice is ever written here: a vote leaves no entry at all.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from gacocrea.core.db import Base
from gacocrea.core.terms import Actor

FIRST = "0" * 64


class RecordEntry(Base):
    """Who did what to which thing, when and why. Entries are appended and never changed."""

    __tablename__ = "record_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int | None] = mapped_column(index=True)
    cycle_id: Mapped[int | None]
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    verb: Mapped[str]
    subject: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    facts: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(unique=True)
    __table_args__ = (
        CheckConstraint("previous <> digest", name="chained"),
        Index("ix_record_entry_subject", "cycle_id", "subject"),
    )


def digest_of(entry: RecordEntry) -> str:
    """Return the SHA-256 of the entry's content and of the entry before it, in lower-case hex."""
    content = {
        "forum": entry.forum_id,
        "cycle": entry.cycle_id,
        "at": entry.at.isoformat(),
        "actor": [entry.actor_id, entry.actor_name],
        "verb": entry.verb,
        "subject": entry.subject,
        "reason": entry.reason,
        "facts": entry.facts,
        "previous": entry.previous,
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


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
        verb=verb,
        subject=subject,
        reason=reason,
        facts=facts,
    )
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


def first_broken(session: Session) -> RecordEntry | None:
    """Return the first entry whose hash or link is wrong, or None when the chain holds."""
    previous = FIRST
    for entry in session.scalars(select(RecordEntry).order_by(RecordEntry.id)):
        if entry.previous != previous or entry.digest != digest_of(entry):
            return entry
        previous = entry.digest
    return None
