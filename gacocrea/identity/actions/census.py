"""A census is kept as hashes, looked at, put in force by its signatures, replaced or set aside."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.cycle.queries import cycles_of
from gacocrea.forum.models import Forum
from gacocrea.identity.actions.claims import census_in_force, hold_or_wait
from gacocrea.identity.actions.reading import CensusFile, Reading
from gacocrea.identity.models import Census, CensusRow, CensusState, ClaimState, DocumentClaim
from gacocrea.identity.rules import needs_two
from gacocrea.people.models import Account
from gacocrea.people.models.documents import DocumentKind

BATCH = 5000


def read_census(
    session: Session, *, actor: Actor, forum: Forum, file: CensusFile, reading: Reading, now: datetime
) -> Census:
    """Keep what was read (`hash_rows`) as a new version of the census, which has no effect yet.

    Raises NotAllowed; Invalid("kind") for documents that the forum does not take; Invalid("file", "census_empty")
    when no line was good.
    """
    require(Action.KEEP_CENSUS, actor=actor, moment=Moment(now))
    if file.kind not in forum.documents:
        raise Invalid("kind", "document_not_accepted")
    if not reading.people:
        raise Invalid("file", "census_empty")
    census = Census(forum_id=forum.id, kind=file.kind, fact=file.fact, state=CensusState.READ, read_at=now)
    census.number = next_number(session, scope=f"forum:{forum.id}", kind="census")
    census.read_by, census.read_by_name = actor.account_id, actor.name
    census.accepted, census.refused = len(reading.people), reading.refused
    census.problems = dict(reading.problems)
    session.add(census)
    session.flush()
    people = iter(reading.people.items())
    while pack := list(islice(people, BATCH)):
        rows = [{"census_id": census.id, "document": one.hex(), "fact": fact.hex()} for one, fact in pack]
        session.execute(insert(CensusRow), rows)
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
