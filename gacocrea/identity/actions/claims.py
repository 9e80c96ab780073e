"""A person gives a document; it is compared at once, and only its owner hears what came of it.

The answer is the same whether the number is in the census, is not, or was given by somebody else before: what came
of it is told by letter and on the person's own page. docs/decisions says who could still learn what.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, IdentityLevel, Moment
from gacocrea.forum.models import Forum
from gacocrea.identity.actions import letters
from gacocrea.identity.models import Census, CensusRow, CensusState, ClaimState, DocumentClaim, Registration
from gacocrea.identity.rules import CLAIMS_MAX, Seals
from gacocrea.people.actions import raise_level
from gacocrea.people.models import Account
from gacocrea.people.models.documents import DocumentKind
from gacocrea.people.rules.documents import document_number
from gacocrea.people.secrets import Secrets


@dataclass(frozen=True)
class Typed:
    """What a person typed: the number as it stands on the document, and the date that the census asks for."""

    kind: DocumentKind
    number: str
    fact: date | None = None


def claim_document(
    session: Session,
    *,
    actor: Actor,
    account: Account,
    forum: Forum,
    typed: Typed,
    keys: Secrets,
    now: datetime,
) -> bool:
    """Compare a person's document and keep it for them: level 1 when it is theirs to hold, else it waits.

    It is held when the census in force has it (or none is in force) and nobody else holds it. Returns True in
    every case. Raises NotAllowed; Invalid for a kind that the forum does not take, a number that cannot be one or
    a missing date; Conflict ("document_held", "claims_spent") for what the person did before.
    """
    require(Action.PROVE_IDENTITY, actor=actor, moment=Moment(now))
    if typed.kind not in forum.documents:
        raise Invalid("kind", "document_not_accepted")
    number = document_number(typed.kind, typed.number)
    census = census_in_force(session, forum.id, typed.kind)
    if census and census.fact and typed.fact is None:
        raise Invalid("fact", "fact_missing")
    session.refresh(account, with_for_update=True)  # of two windows of one person, one at a time
    _give_up_waiting(session, account.id)
    seals = Seals(keys, typed.kind)
    sealed = seals.seal(number)
    claim = DocumentClaim(
        account_id=account.id, forum_id=forum.id, kind=typed.kind, document=sealed.document, at=now
    )
    claim.fact = seals.fact(number, typed.fact if census and census.fact else None)
    claim.tail, claim.state = sealed.tail, ClaimState.WAITING
    session.add(claim)
    session.flush()
    is_known = _is_in(session, census, claim)
    hold_or_wait(session, account=account, claim=claim, is_known=is_known, now=now)
    return True


def hold_or_wait(
    session: Session, *, account: Account, claim: DocumentClaim, is_known: bool, now: datetime
) -> bool:
    """Let an account hold a document that waits, when it may; tell its person. Say whether it holds it.

    Who else gave the document is asked either way, so that time tells nothing; somebody else who holds it is told.
    """
    rival = _rival_of(session, claim)
    is_held = is_known and rival is None and _try_to_hold(session, claim, now)
    if is_held:
        level, proof = IdentityLevel.DOCUMENT, "document"
        raise_level(session, account=account, level=level, proof=proof, now=now, forum_id=claim.forum_id)
    letters.tell_outcome(session, account=account, claim=claim, is_held=is_held, now=now)
    if rival is not None:
        letters.tell_rival(session, account=rival, claim=claim, now=now)
    return is_held


def census_in_force(session: Session, forum_id: int, kind: DocumentKind) -> Census | None:
    """Return the census that numbers of a kind are compared with in a forum, or None."""
    return session.scalar(
        select(Census).where(
            Census.forum_id == forum_id, Census.kind == kind, Census.state == CensusState.IN_FORCE
        )
    )


def _give_up_waiting(session: Session, account_id: int) -> None:
    """Make room for another document. Raises Conflict when one is held, or too many were given."""
    mine = select(DocumentClaim).where(DocumentClaim.account_id == account_id)
    if session.scalar(select(func.count()).select_from(mine.subquery())) or 0:
        claims = session.scalars(mine).all()
        if any(claim.state is ClaimState.HELD for claim in claims):
            raise Conflict("document_held")
        if len(claims) >= CLAIMS_MAX:
            raise Conflict("claims_spent")
        for claim in claims:
            claim.state = ClaimState.DROPPED
        session.flush()


def _is_in(session: Session, census: Census | None, claim: DocumentClaim) -> bool:
    """Say whether the census holds the document with its fact; without a census the form of the number is enough."""
    row = session.get(CensusRow, (census.id if census else 0, claim.document))
    return census is None or (row is not None and row.fact == claim.fact)


def _rival_of(session: Session, claim: DocumentClaim) -> Account | None:
    """Return the other account that holds the document, if there is one. One statement."""
    holds = exists().where(
        DocumentClaim.account_id == Account.id,
        DocumentClaim.document == claim.document,
        DocumentClaim.state == ClaimState.HELD,
    )
    return session.scalar(select(Account).where(holds, Account.id != claim.account_id))


def _try_to_hold(session: Session, claim: DocumentClaim, now: datetime) -> bool:
    """Hold a document unless a sheet is out for it, or somebody was quicker by a moment: the index decides."""
    out = select(Registration.id).where(
        Registration.document == claim.document,
        Registration.used_at.is_(None),
        Registration.cancelled_at.is_(None),
        Registration.expires_at > now,
    )
    if session.scalar(out.limit(1)) is not None:
        return False
    try:
        with session.begin_nested():
            claim.state = ClaimState.HELD
            session.flush()
    except IntegrityError:
        session.refresh(claim)
        return False
    return True
