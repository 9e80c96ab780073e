"""What is read of identities: one's own, and what the secretariat has to settle. Never a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from gacocrea.core.errors import NotThere
from gacocrea.core.text import fold, sort_key
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.identity.models import Census, CensusRow, CensusState, ClaimState, DocumentClaim, Registration
from gacocrea.people.models import Account, IdentityProof
from gacocrea.people.secrets import Secrets

MOST = 50


@dataclass(frozen=True)
class OwnDocument:
    """One's own document, as only its owner sees it."""

    claim: DocumentClaim
    tail: str

    @property
    def is_held(self) -> bool:
        return self.claim.state is ClaimState.HELD


def own_document(session: Session, account_id: int, keys: Secrets) -> OwnDocument | None:
    """Return the document that an account holds or that waits, with its last three characters. One statement."""
    mine = (DocumentClaim.account_id == account_id, DocumentClaim.state != ClaimState.DROPPED)
    claim = session.scalar(select(DocumentClaim).where(*mine))
    return OwnDocument(claim, keys.unseal("document tail", claim.tail).decode()) if claim else None


def holds_document(session: Session, account_id: int) -> bool:
    """Say whether an account holds a document. One statement."""
    mine = (DocumentClaim.account_id == account_id, DocumentClaim.state == ClaimState.HELD)
    return session.scalar(select(DocumentClaim.id).where(*mine)) is not None


def claims_given(session: Session, account_id: int) -> int:
    """Return how many documents an account has ever given."""
    mine = select(func.count()).where(DocumentClaim.account_id == account_id)
    return session.scalar(mine) or 0


def proofs_of(session: Session, account_id: int) -> list[IdentityProof]:
    """Return the proofs of an account, also those taken back, the latest first. One statement."""
    mine = select(IdentityProof).where(IdentityProof.account_id == account_id)
    return list(session.scalars(mine.order_by(IdentityProof.id.desc())))


@dataclass(frozen=True)
class Asked:
    """A forum, and its cycle that runs, if one does."""

    forum: Forum
    cycle: Cycle | None


def forums(session: Session, now: datetime) -> list[Asked]:
    """Return every forum with the published cycle whose plan starts last. Three statements."""
    found = sorted(session.scalars(select(Forum)), key=lambda forum: sort_key(forum.name))
    cycles: dict[int, Cycle] = {}
    wanted = select(Cycle).where(Cycle.published_at <= now).order_by(Cycle.plan_starts_on, Cycle.id)
    for cycle in session.scalars(wanted):
        cycles[cycle.forum_id] = cycle
    return [Asked(forum, cycles.get(forum.id)) for forum in found]


def censuses(session: Session, forum_id: int) -> list[Census]:
    """Return the versions of a forum's censuses, the latest first. One statement."""
    return list(session.scalars(select(Census).where(Census.forum_id == forum_id).order_by(Census.id.desc())))


def censuses_in_force(session: Session, forum_id: int) -> list[Census]:
    """Return the censuses that documents are compared with in a forum. One statement."""
    wanted = (Census.forum_id == forum_id, Census.state == CensusState.IN_FORCE)
    return list(session.scalars(select(Census).where(*wanted)))


def census_of(session: Session, forum_id: int, number: int) -> Census:
    """Return a version of a forum's census by its number. Raises NotThere."""
    found = session.scalar(select(Census).where(Census.forum_id == forum_id, Census.number == number))
    if found is None:
        raise NotThere
    return found


@dataclass(frozen=True)
class Difference:
    """What a census would change: how many join, how many leave, and of those who were compared, how many it lacks."""

    joining: int
    leaving: int
    lacking: int


def difference(session: Session, census: Census) -> Difference:
    """Compare a census with the one in force, in numbers only. Three statements."""
    old = aliased(CensusRow)
    before = select(Census.id).where(
        Census.forum_id == census.forum_id, Census.kind == census.kind, Census.state == CensusState.IN_FORCE
    )
    in_old = exists().where(old.census_id.in_(before), old.document == CensusRow.document)
    in_new = exists().where(CensusRow.census_id == census.id, CensusRow.document == old.document)
    kept = exists().where(CensusRow.census_id == census.id, CensusRow.document == DocumentClaim.document)
    mine = (DocumentClaim.forum_id == census.forum_id, DocumentClaim.kind == census.kind)
    held = select(func.count()).where(*mine, DocumentClaim.state == ClaimState.HELD, ~kept)
    joining = select(func.count()).where(CensusRow.census_id == census.id, ~in_old)
    leaving = select(func.count()).select_from(old).where(old.census_id.in_(before), ~in_new)
    return Difference(*(session.scalar(each) or 0 for each in (joining, leaving, held)))


@dataclass(frozen=True)
class Side:
    """One account that gave a disputed document."""

    claim: DocumentClaim
    name: str


def disputes(session: Session, forum_id: int) -> list[list[Side]]:
    """Return documents that two accounts or more gave, of which one at least in this forum. One statement."""
    open_claims = select(DocumentClaim.document).where(DocumentClaim.state != ClaimState.DROPPED)
    twice = open_claims.group_by(DocumentClaim.document).having(func.count() > 1)
    here = select(DocumentClaim.document).where(DocumentClaim.forum_id == forum_id)
    wanted = (
        select(DocumentClaim, Account.display_name)
        .join(Account, Account.id == DocumentClaim.account_id)
        .where(DocumentClaim.document.in_(twice), DocumentClaim.document.in_(here))
        .where(DocumentClaim.state != ClaimState.DROPPED)
        .order_by(DocumentClaim.id)
        .limit(4 * MOST)
    )
    found: dict[str, list[Side]] = {}
    for claim, name in session.execute(wanted).tuples():
        found.setdefault(claim.document, []).append(Side(claim, name))
    return list(found.values())


def disputed(session: Session, forum_id: int, number: int) -> Side:
    """Return one side of a dispute of a forum. Raises NotThere."""
    sides = (side for sides in disputes(session, forum_id) for side in sides)
    found = next((side for side in sides if side.claim.id == number), None)
    if found is None:
        raise NotThere
    return found


def registrations(session: Session, forum_id: int) -> list[Registration]:
    """Return who was registered in person last: officials and dates, never who it was. One statement."""
    mine = select(Registration).where(Registration.forum_id == forum_id)
    return list(session.scalars(mine.order_by(Registration.id.desc()).limit(MOST)))


def registration_of(session: Session, forum_id: int, number: int) -> Registration:
    """Return a registration of a forum by its number. Raises NotThere."""
    wanted = (Registration.forum_id == forum_id, Registration.number == number)
    found = session.scalar(select(Registration).where(*wanted))
    if found is None:
        raise NotThere
    return found


def levels(session: Session) -> dict[int, int]:
    """Return how many accounts have each identity level. One statement."""
    counted = session.execute(select(Account.level, func.count()).group_by(Account.level)).tuples()
    return dict.fromkeys(range(4), 0) | dict(counted.all())


def checked_here(session: Session, forum_id: int, name: str) -> Sequence[Account]:
    """Return accounts that this forum checked, by a part of their shown name however it is typed. Two statements."""
    checked = (
        select(Account.id, Account.display_name)
        .join(IdentityProof, IdentityProof.account_id == Account.id)
        .where(IdentityProof.forum_id == forum_id, IdentityProof.withdrawn_at.is_(None))
        .distinct()
    )
    named = [row for row in session.execute(checked) if fold(name) in fold(row.display_name)]
    first = sorted(named, key=lambda row: (sort_key(row.display_name), row.id))[:MOST]
    found = {one.id: one for one in session.scalars(select(Account).where(Account.id.in_([row.id for row in first])))}
    return [found[row.id] for row in first]


def checked_account(session: Session, forum_id: int, account_id: int) -> Account:
    """Return an account that this forum checked. Raises NotThere for any other."""
    proof = select(IdentityProof.id).where(
        IdentityProof.account_id == account_id, IdentityProof.forum_id == forum_id
    )
    account = session.get(Account, account_id)
    if account is None or session.scalar(proof.limit(1)) is None:
        raise NotThere
    return account
