"""Mail that leaves after the commit: written in the transaction that causes it, sent once that has happened."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from gacocrea.core.db import Base
from gacocrea.core.mail import Letter, Transport


class OutboxLetter(Base):
    """A letter to one address. `key` makes it unique: the same event never writes twice."""

    __tablename__ = "outbox_letter"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    to: Mapped[str]
    language: Mapped[str]
    forum_id: Mapped[int | None]
    """The forum in whose name it speaks, and whose form of address it takes; none outside of any."""
    subject: Mapped[str]
    body: Mapped[str]
    facts: Mapped[dict[str, Any]]
    queued_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    failures: Mapped[int] = mapped_column(default=0)


MOST_FAILURES = 12


def queue(
    session: Session,
    *,
    key: str,
    to: str,
    language: str,
    subject: str,
    body: str,
    now: datetime,
    forum_id: int | None = None,
    **facts: Any,
) -> None:
    """Put a letter in the outbox, once for each `key`.

    It speaks in the voice of `forum_id`; one that is written on a page, in that of the forum of the page.
    `subject` and `body` are Spanish source texts marked with N_ and holding `%(name)s` for each of
    `facts`; they are translated into `language` when the letter leaves. A letter never holds a choice,
    a receipt or a password. A fact named `unsubscribe` is the link that ends letters of its kind.
    """
    if session.scalar(select(OutboxLetter.id).where(OutboxLetter.key == key)) is None:
        session.add(
            OutboxLetter(
                key=key,
                to=to,
                language=language,
                forum_id=forum_id or session.info.get("forum_id"),
                subject=subject,
                body=body,
                facts=facts,
                queued_at=now,
            )
        )
        session.info["letters"] = True


def recall(session: Session, *, key: str) -> bool:
    """Take back a letter that has not left yet. Say whether it has left, so that a correction must follow it."""
    letter = session.scalar(select(OutboxLetter).where(OutboxLetter.key == key).with_for_update())
    if letter is None or letter.sent_at is not None:
        return letter is not None
    session.delete(letter)
    session.flush()
    return False


def deliver(
    session: Session,
    *,
    transport: Transport,
    say: Callable[[str, str, int | None], str],
    now: datetime,
    most: int = 50,
) -> int:
    """Send up to `most` waiting letters and return how many left. A failure waits for the next round.

    `say(language, text, forum_id)` translates into the voice of the forum. Of a letter that has left, what it said
    is forgotten: its facts may hold a token, or whether somebody took part in a vote.
    """
    waiting = (
        select(OutboxLetter)
        .where(OutboxLetter.sent_at.is_(None), OutboxLetter.failures < MOST_FAILURES)
        .order_by(OutboxLetter.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    sent = 0
    for letter in session.scalars(waiting):
        try:
            subject, body = (
                say(letter.language, text, letter.forum_id) % letter.facts
                for text in (letter.subject, letter.body)
            )
            transport.send(Letter(letter.to, subject, body, str(letter.facts.get("unsubscribe", ""))))
        except OSError:
            letter.failures += 1
        else:
            letter.sent_at, letter.facts = now, {}
            sent += 1
    return sent


def forget(session: Session, *, prefix: str) -> None:
    """Drop what letters whose keys begin with `prefix` would say; those that have not left never will."""
    session.execute(
        update(OutboxLetter)
        .where(OutboxLetter.key.startswith(prefix))
        .values(facts={}, failures=MOST_FAILURES)
    )
