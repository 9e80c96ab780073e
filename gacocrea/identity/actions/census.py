"""A census is read from a file into hashes, looked at, and put in force; nothing of the file itself is kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.tables import ColumnMap, Row
from gacocrea.core.terms import Actor, Moment
from gacocrea.cycle.queries import cycles_of
from gacocrea.forum.models import Forum
from gacocrea.identity.actions.claims import census_in_force, hold_or_wait
from gacocrea.identity.models import Census, CensusRow, CensusState, ClaimState, DocumentClaim, Fact
from gacocrea.identity.rules import Seals, needs_two, read_date
from gacocrea.people.models import Account
from gacocrea.people.models.documents import DocumentKind
from gacocrea.people.rules.documents import document_number
from gacocrea.people.secrets import Secrets

PROBLEMS_MAX = 200
BATCH = 5000


@dataclass(frozen=True)
class CensusFile:
    """What a file holds: which documents, which second fact if any, and in which columns they stand."""

    kind: DocumentKind
    fact: Fact | None
    columns: ColumnMap


@dataclass
class _Reading:
    """What was read so far: how many lines were good, and which were not."""

    accepted: int = 0
    refused: int = 0
    problems: dict[str, str] = field(default_factory=dict)
    seen: set[bytes] = field(default_factory=set)

    def refuse(self, line: int, code: str) -> None:
        self.refused += 1
        if len(self.problems) < PROBLEMS_MAX:
            self.problems[str(line)] = code


def read_census(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    file: CensusFile,
    rows: Iterable[Row],
    keys: Secrets,
    now: datetime,
) -> Census:
    """Read a census into a new version that has no effect yet. Only hashes are stored, whatever the rows hold.

    Raises NotAllowed; Invalid("kind") for documents that the forum does not take; Invalid("columns") when the
    first row lacks a column; Invalid("file", "census_empty") when no line is good; TableError as the reader does.
    """
    require(Action.KEEP_CENSUS, actor=actor, moment=Moment(now))
    if file.kind not in forum.documents:
        raise Invalid("kind", "document_not_accepted")
    census = Census(forum_id=forum.id, kind=file.kind, fact=file.fact, state=CensusState.READ, read_at=now)
    census.number = next_number(session, scope=f"forum:{forum.id}", kind="census")
    census.read_by, census.read_by_name = actor.account_id, actor.name
    census.accepted, census.refused, census.problems = 0, 0, {}
    session.add(census)
    session.flush()
    reading = _Reading()
    people = _hashed(rows, file, Seals(keys, file.kind), reading, now.date())
    while pack := list(islice(people, BATCH)):
        session.execute(
            insert(CensusRow), [{"census_id": census.id, "document": d, "fact": f} for d, f in pack]
        )
    if not reading.accepted:
        raise Invalid("file", "census_empty")
    census.accepted, census.refused, census.problems = reading.accepted, reading.refused, reading.problems
    _write(session, actor, census, "census.read", now, accepted=census.accepted, refused=census.refused)
    return census


def put_in_force(session: Session, *, actor: Actor, forum: Forum, census: Census, now: datetime) -> Census:
    """Sign a census; the only signature needed, or the second of two persons, puts it in force.

    Then the one before it is replaced and its lines go; who was compared with it stays as they are, and documents
    that wait are compared again. Raises NotAllowed, and Conflict ("census_settled", "signed_already").
    """
    require(Action.SIGN_CENSUS, actor=actor, moment=Moment(now))
    session.refresh(census, with_for_update=True)
    if census.state is not CensusState.READ:
        raise Conflict("census_settled")
    if census.signed_by is not None and census.signed_by == actor.account_id:
        raise Conflict("signed_already")
    if census.signed_by is None and needs_two(cycles_of(session, forum.id), now):
        census.signed_by, census.signed_by_name = actor.account_id, actor.name
        _write(session, actor, census, "census.signed", now)
        return census
    before = census_in_force(session, forum.id, census.kind)
    if before is not None:
        _settle(session, before, CensusState.REPLACED, now)
    census.state, census.settled_at = CensusState.IN_FORCE, now
    session.flush()
    compared = _compare_again(session, census, now)
    _write(session, actor, census, "census.in_force", now, matched=compared, first=census.signed_by_name)
    return census


def drop_census(session: Session, *, actor: Actor, census: Census, now: datetime) -> Census:
    """Set aside a census that has no effect yet; its lines go. Raises NotAllowed, and Conflict ("census_settled")."""
    require(Action.KEEP_CENSUS, actor=actor, moment=Moment(now))
    session.refresh(census, with_for_update=True)
    if census.state is not CensusState.READ:
        raise Conflict("census_settled")
    _settle(session, census, CensusState.DROPPED, now)
    _write(session, actor, census, "census.dropped", now)
    return census


def accept_documents(
    session: Session, *, actor: Actor, forum: Forum, kinds: Iterable[DocumentKind], now: datetime
) -> Forum:
    """Say which documents a forum accepts. Who was compared before stays as they are. Raises NotAllowed."""
    require(Action.KEEP_CENSUS, actor=actor, moment=Moment(now))
    forum.documents = [kind.value for kind in DocumentKind if kind in set(kinds)]
    session.flush()
    record.write(
        session, actor=actor, now=now, verb="forum.documents_accepted", subject=forum.slug, forum_id=forum.id,
        documents=forum.documents,
    )  # fmt: skip
    return forum


def _hashed(
    rows: Iterable[Row], file: CensusFile, seals: Seals, reading: _Reading, today: date
) -> Iterator[tuple[str, str]]:
    """Yield the hashes of each good line, and note the others by their line."""
    checked = False
    for row in rows:
        if row.error is not None:
            reading.refuse(row.line, f"table_{row.error.code}")
            continue
        if not checked and (absent := file.columns.absent(row)):
            raise Invalid("columns", "census_column", name=absent[0][:80])
        checked = True
        try:
            found = _person(row, file, seals, today)
        except Invalid as refusal:
            reading.refuse(row.line, refusal.code)
            continue
        mark = bytes.fromhex(found[0])
        if mark in reading.seen:
            reading.refuse(row.line, "census_twice")
            continue
        reading.seen.add(mark)
        reading.accepted += 1
        yield found


def _person(row: Row, file: CensusFile, seals: Seals, today: date) -> tuple[str, str]:
    given = {name: value if isinstance(value, str) else "" for name, value in file.columns.apply(row).items()}
    number = document_number(file.kind, given.get("document", ""))
    fact = read_date(given.get("fact", ""), today) if file.fact else None
    return seals.document(number), seals.fact(number, fact)


def _settle(session: Session, census: Census, state: CensusState, now: datetime) -> None:
    census.state, census.settled_at = state, now
    session.execute(delete(CensusRow).where(CensusRow.census_id == census.id))
    session.flush()


def _compare_again(session: Session, census: Census, now: datetime) -> int:
    """Compare the documents that wait with a new census; say how many are now held."""
    waiting = (
        select(DocumentClaim, Account)
        .join(CensusRow, CensusRow.document == DocumentClaim.document)
        .join(Account, Account.id == DocumentClaim.account_id)
        .where(
            CensusRow.census_id == census.id,
            CensusRow.fact == DocumentClaim.fact,
            DocumentClaim.state == ClaimState.WAITING,
            DocumentClaim.forum_id == census.forum_id,
            DocumentClaim.kind == census.kind,
        )
        .order_by(DocumentClaim.id)
    )
    found = session.execute(waiting).tuples().all()
    return sum(
        hold_or_wait(session, account=account, claim=claim, is_known=True, now=now)
        for claim, account in found
    )


def _write(session: Session, actor: Actor, census: Census, verb: str, now: datetime, **facts: Any) -> None:
    record.write(
        session, actor=actor, now=now, verb=verb, subject=f"census:{census.number}", forum_id=census.forum_id,
        kind=census.kind.value, **facts,
    )  # fmt: skip
