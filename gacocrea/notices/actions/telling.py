"""Telling people what happened to what they follow: read off the public record, each thing once.

The mark and the letters are of one transaction, and each letter has a key of its own: a crash before the commit
leaves neither, and one after it leaves both.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gacocrea.core import outbox
from gacocrea.core.record import RecordEntry
from gacocrea.core.words import N_
from gacocrea.notices.models import NoticeMark, PendingNotice, Rhythm
from gacocrea.notices.queries import Key, Reader, Told, authors_of, followers_of, readers, told
from gacocrea.notices.rules import ANSWERED_BY_LETTER, SENTENCES, digest_is_due

MOST_ENTRIES = 200
"""Entries of the record in one transaction; the rest is for the next round."""
MOST_LINES = 60
"""Lines of a letter of the day; what is more is counted."""

NOTICE = N_(
    "%(line)s\n%(address)s\n\n"
    "Recibe esta carta porque sigue este asunto o propuso algo que llegó hasta él.\n"
    "Para recibir una sola carta por día: %(wishes)s\n"
    "Para no recibir más: %(unsubscribe)s"
)
DIGEST_SUBJECT = N_("Lo que pasó con lo que usted sigue")
DIGEST = N_(
    "%(lines)s\n\n"
    "Recibe esta carta, a lo sumo una por día, porque así lo eligió.\n"
    "Para cambiarlo: %(wishes)s\n"
    "Para no recibir más: %(unsubscribe)s"
)
MORE = N_("Y %(number)s más: %(wishes)s")


@dataclass(frozen=True)
class Voice:
    """How this installation speaks to people: its public address, its languages, and the link to hear no more."""

    site: str
    say: Callable[[str, str], str]
    """(language, marked source text) -> the text in that language."""
    unsubscribe: Callable[[int], str]

    @property
    def wishes(self) -> str:
        return f"{self.site}/mi/#avisos"

    def line(self, reader: Reader, item: Told) -> str:
        sentence = self.say(reader.language, SENTENCES[item.entry.verb])
        return sentence % {"thing": item.thing.name}

    def address(self, item: Told) -> str:
        return self.site + item.thing.path


def queue_notices(session: Session, *, voice: Voice, now: datetime) -> int:
    """Queue the letters that follow from the entries since the last round, and those of the day when they are due.

    Return how many entries were read. The very first round only marks where the record stands: nobody is told
    what happened before anybody could follow. Two workers at once: the second waits, and finds it done.
    """
    mark = _hold_mark(session, now)
    if mark is None:
        return 0
    after = select(RecordEntry).where(RecordEntry.id > mark.entry_id).order_by(RecordEntry.id)
    entries = session.scalars(after.limit(MOST_ENTRIES)).all()
    if entries:
        _tell(session, entries, voice=voice, now=now)
        mark.entry_id = entries[-1].id
    if digest_is_due(now, mark.digest_on):
        _write_digests(session, voice=voice, now=now)
        mark.digest_on = now.date()
    session.flush()
    return len(entries)


def _hold_mark(session: Session, now: datetime) -> NoticeMark | None:
    mark = session.scalar(select(NoticeMark).with_for_update().execution_options(populate_existing=True))
    if mark is None:
        last = session.scalar(select(func.max(RecordEntry.id))) or 0
        try:
            with session.begin_nested():
                session.add(NoticeMark(id=1, entry_id=last, digest_on=now.date()))
        except IntegrityError:  # another worker began at the same moment
            return None
    return mark


def _tell(session: Session, entries: Sequence[RecordEntry], *, voice: Voice, now: datetime) -> None:
    known = [entry for entry in entries if entry.verb in SENTENCES and entry.cycle_id is not None]
    items = told(session, known)
    wanted = _listeners(session, items)
    found = readers(session, {account for accounts in wanted.values() for account in accounts})
    for item in items:
        for account in sorted(wanted[item.entry.id] & found.keys()):
            reader = found[account]
            if reader.rhythm is Rhythm.AT_ONCE:
                _write(session, reader, item, voice=voice, now=now)
            elif reader.rhythm is Rhythm.DAILY:
                session.add(PendingNotice(account_id=account, entry_id=item.entry.id))


def _listeners(session: Session, items: Sequence[Told]) -> dict[int, set[int]]:
    """Return by entry who hears of it: followers of the thing or its pillar, and authors; never who did it."""
    keys: set[Key] = {item.key for item in items}
    pillars: set[Key] = {(item.key[0], item.thing.pillar) for item in items}
    followers, authors = followers_of(session, keys | pillars), authors_of(session, keys)
    wanted = {}
    for item in items:
        own, pillar = followers[item.key], followers[item.key[0], item.thing.pillar]
        hear = {account for account, is_on in (pillar | own).items() if is_on}
        if item.entry.verb in ANSWERED_BY_LETTER:
            hear -= authors[item.key]
        else:
            hear |= {account for account in authors[item.key] if own.get(account, True)}
        wanted[item.entry.id] = hear - {item.entry.actor_id or 0}
    return wanted


def _write(session: Session, reader: Reader, item: Told, *, voice: Voice, now: datetime) -> None:
    outbox.queue(
        session,
        key=f"notice:{item.entry.id}:{reader.account_id}",
        forum_id=item.entry.forum_id,
        to=reader.email,
        language=reader.language,
        subject="%(line)s",
        body=NOTICE,
        now=now,
        line=voice.line(reader, item),
        address=voice.address(item),
        wishes=voice.wishes,
        unsubscribe=voice.unsubscribe(reader.account_id),
    )


def _write_digests(session: Session, *, voice: Voice, now: datetime) -> None:
    """Write one letter for each person whose day had something in it."""
    pending = defaultdict[int, list[int]](list)
    for row in session.scalars(select(PendingNotice).order_by(PendingNotice.entry_id)):
        pending[row.account_id].append(row.entry_id)
    entries = session.scalars(
        select(RecordEntry).where(RecordEntry.id.in_({id for ids in pending.values() for id in ids}))
    ).all()
    items = {item.entry.id: item for item in told(session, entries)}
    for account, reader in sorted(readers(session, pending.keys()).items()):
        mine = [items[id] for id in pending[account] if id in items]
        if mine and reader.rhythm is not Rhythm.NEVER:
            _write_digest(session, reader, mine, voice=voice, now=now)
    session.execute(delete(PendingNotice))


def _write_digest(
    session: Session, reader: Reader, items: Iterable[Told], *, voice: Voice, now: datetime
) -> None:
    lines = [f"{voice.line(reader, item)}\n{voice.address(item)}" for item in items]
    if len(lines) > MOST_LINES:
        more = voice.say(reader.language, MORE) % {"number": len(lines) - MOST_LINES, "wishes": voice.wishes}
        lines = [*lines[:MOST_LINES], more]
    outbox.queue(
        session,
        key=f"digest:{now.date().isoformat()}:{reader.account_id}",
        to=reader.email,
        language=reader.language,
        subject=DIGEST_SUBJECT,
        body=DIGEST,
        now=now,
        lines="\n\n".join(lines),
        wishes=voice.wishes,
        unsubscribe=voice.unsubscribe(reader.account_id),
    )
