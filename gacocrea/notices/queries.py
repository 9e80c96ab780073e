"""What is read to tell people: entries of the record with the things they are about, and who follows those."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from gacocrea.commitments.models import Commitment, CommitmentTheme
from gacocrea.core.record import RecordEntry
from gacocrea.core.text import parse_reference, reference
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.forum.models import Forum
from gacocrea.notices.models import Following, NoticeWish, Rhythm
from gacocrea.notices.rules import SENTENCES, Thing, path_of, root_of
from gacocrea.people.models import Account
from gacocrea.proposals.models import PUBLIC, Proposal, ProposalStatus
from gacocrea.themes.models import Theme, ThemeProposal

Key = tuple[int, str]
"""A thing: the cycle's id and the subject without what follows a dot."""
_NUMBERS: BindParameter[int] = bindparam("numbers", expanding=True)
SHOWN = (*PUBLIC, ProposalStatus.WITHDRAWN)


@dataclass(frozen=True)
class Told:
    """An entry of the record with what it is about."""

    entry: RecordEntry
    thing: Thing

    @property
    def key(self) -> Key:
        return key_of(self.entry)


def key_of(entry: RecordEntry) -> Key:
    return entry.cycle_id or 0, root_of(entry.subject)


def told(session: Session, entries: Collection[RecordEntry]) -> list[Told]:
    """Return the entries whose things are public, each with its thing. Five statements at most."""
    things = things_of(session, {key_of(entry) for entry in entries}, entries)
    return [Told(entry, things[entry.id]) for entry in entries if entry.id in things]


def things_of(session: Session, keys: set[Key], entries: Iterable[RecordEntry]) -> dict[int, Thing]:
    """Return by entry the thing that it is about, where that is public. Five statements at most."""
    cycles = {cycle for cycle, _subject in keys}
    places = _places(session, cycles)
    titles = _titles(session, keys)
    found = {}
    for entry in entries:
        cycle_id, subject = key_of(entry)
        if (cycle_id, subject) in titles and cycle_id in places:
            title, pillar = titles[cycle_id, subject]
            path = path_of(*places[cycle_id], subject, verb=entry.verb)
            code = subject if parse_reference(subject) else ""
            found[entry.id] = Thing(code, title, pillar, path)
    return found


def _places(session: Session, cycle_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    wanted = select(Cycle.id, Forum.slug, Cycle.slug).join(Forum, Forum.id == Cycle.forum_id)
    return {id: (forum, cycle) for id, forum, cycle in session.execute(wanted.where(Cycle.id.in_(cycle_ids)))}


def _titles(session: Session, keys: set[Key]) -> dict[Key, tuple[str, str]]:
    """Return by thing its title and the key of its pillar."""
    cycle_ids = {cycle for cycle, _subject in keys}
    wanted = select(Pillar.id, Pillar.cycle_id, Pillar.key, Pillar.name).where(Pillar.cycle_id.in_(cycle_ids))
    pillars = {id: (cycle, key, name) for id, cycle, key, name in session.execute(wanted)}
    found = {(cycle, key): (name, key) for cycle, key, name in pillars.values()}
    codes = defaultdict[str, dict[Key, str]](dict)
    for cycle, subject in keys:
        if read := parse_reference(subject):
            codes[read[0]][cycle, str(read[1])] = subject
    for kind, rows in _things(codes):
        for cycle, number, title, pillar_id in session.execute(rows):
            if (cycle, str(number)) in codes[kind]:
                found[cycle, codes[kind][cycle, str(number)]] = (title, pillars[pillar_id][1])
    return found


def _things(codes: dict[str, dict[Key, str]]) -> Iterator[tuple[str, Select[Any]]]:
    """Yield for each kind of thing that is asked for the rows (cycle, number, title, pillar)."""
    for kind, table, title in (
        ("P", Proposal, Proposal.title),
        ("T", Theme, Theme.title),
        ("C", Commitment, Commitment.name),
    ):
        if kind not in codes:
            continue
        numbers = {int(number) for _cycle, number in codes[kind]}
        rows = select(table.cycle_id, table.number, title, table.pillar_id).where(
            table.cycle_id.in_({cycle for cycle, _number in codes[kind]}), table.number.in_(numbers)
        )
        yield kind, rows.where(Proposal.status.in_(SHOWN)) if kind == "P" else rows


def is_there(session: Session, cycle_id: int, subject: str) -> bool:
    """Say whether a cycle shows this thing: a pillar, a public proposal, a theme, a commitment. Two statements."""
    read = parse_reference(subject)
    if read and reference(*read) != subject:
        return False
    return (cycle_id, subject) in _titles(session, {(cycle_id, subject)})


_BEHIND: dict[str, Select[Any]] = {
    "P": select(Proposal.cycle_id, Proposal.number, Proposal.author_id).where(
        Proposal.author_id.is_not(None), Proposal.number.in_(_NUMBERS)
    ),
    "T": select(Theme.cycle_id, Theme.number, Proposal.author_id)
    .join(ThemeProposal, ThemeProposal.theme_id == Theme.id)
    .join(Proposal, Proposal.id == ThemeProposal.proposal_id)
    .where(Proposal.author_id.is_not(None), Theme.number.in_(_NUMBERS)),
    "C": select(Commitment.cycle_id, Commitment.number, Proposal.author_id)
    .join(CommitmentTheme, CommitmentTheme.commitment_id == Commitment.id)
    .join(ThemeProposal, ThemeProposal.theme_id == CommitmentTheme.theme_id)
    .join(Proposal, Proposal.id == ThemeProposal.proposal_id)
    .where(Proposal.author_id.is_not(None), Commitment.number.in_(_NUMBERS)),
}
"""By kind of thing, the rows (cycle, number, author) of the proposals behind it."""


def authors_of(session: Session, keys: set[Key]) -> dict[Key, set[int]]:
    """Return by proposal, theme and commitment the authors whose proposals are behind it. Three statements at most."""
    codes = {(cycle, read): (cycle, subject) for cycle, subject in keys if (read := parse_reference(subject))}
    found = defaultdict[Key, set[int]](set)
    for kind, rows in _BEHIND.items():
        numbers = {number for _cycle, (other, number) in codes if other == kind}
        if numbers:
            for cycle, number, author in session.execute(rows, {"numbers": sorted(numbers)}):
                if (cycle, (kind, number)) in codes:
                    found[codes[cycle, (kind, number)]].add(author)
    return found


def followers_of(session: Session, keys: set[Key]) -> dict[Key, dict[int, bool]]:
    """Return by thing who follows it (True) or wants to hear nothing of it (False). One statement."""
    found = defaultdict[Key, dict[int, bool]](dict)
    wanted = select(Following).where(
        Following.cycle_id.in_({cycle for cycle, _subject in keys}),
        Following.subject.in_({subject for _cycle, subject in keys}),
    )
    for row in session.scalars(wanted):
        found[row.cycle_id, row.subject][row.account_id] = row.is_on
    return found


@dataclass(frozen=True)
class Reader:
    """A person who can be written to."""

    account_id: int
    email: str
    language: str
    rhythm: Rhythm


def readers(session: Session, account_ids: Collection[int]) -> dict[int, Reader]:
    """Return those whose address is confirmed, with their wish. One statement."""
    wanted = (
        select(Account.id, Account.email, Account.language, NoticeWish.rhythm)
        .outerjoin(NoticeWish, NoticeWish.account_id == Account.id)
        .where(
            Account.id.in_(account_ids), Account.email_confirmed_at.is_not(None), Account.email.is_not(None)
        )
    )
    return {
        id: Reader(id, email, language, rhythm or Rhythm.AT_ONCE)
        for id, email, language, rhythm in session.execute(wanted)
    }


def following_of(session: Session, account_id: int) -> list[tuple[Following, Cycle, Forum]]:
    """Return what a person chose to follow, the latest first. One statement, and those of cycles and forums."""
    wanted = (
        select(Following, Cycle, Forum)
        .join(Cycle, Cycle.id == Following.cycle_id)
        .join(Forum, Forum.id == Cycle.forum_id)
        .where(Following.account_id == account_id, Following.is_on)
        .order_by(Following.at.desc(), Following.subject)
        .limit(100)
    )
    return [(row, cycle, forum) for row, cycle, forum in session.execute(wanted)]


def followed(session: Session, cycle_id: int, account_id: int) -> dict[str, bool]:
    """Return by subject what a person follows in a cycle. One statement."""
    mine = select(Following.subject, Following.is_on).where(
        Following.cycle_id == cycle_id, Following.account_id == account_id
    )
    return dict(session.execute(mine).tuples().all())


def rhythm_of(session: Session, account_id: int) -> Rhythm:
    """Return how often a person wants to hear. One statement."""
    wish = session.get(NoticeWish, account_id)
    return wish.rhythm if wish else Rhythm.AT_ONCE


def latest(
    session: Session, *, cycle_id: int, subject: str = "", verbs: Collection[str] = (), most: int = 300
) -> list[Told]:
    """Return the newest entries of a cycle that are told, of one thing or of some verbs. Six statements."""
    wanted = select(RecordEntry).where(
        RecordEntry.cycle_id == cycle_id, RecordEntry.verb.in_(verbs or SENTENCES.keys())
    )
    if subject:
        own = RecordEntry.subject == subject, RecordEntry.subject.startswith(f"{subject}.")
        wanted = wanted.where(or_(*own))
    entries = session.scalars(wanted.order_by(RecordEntry.id.desc()).limit(most)).all()
    return told(session, entries)
