"""Two accounts with one document, and levels that were given wrongly: settled in person, with a reason, by hand."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.forum.models import Forum
from gacocrea.identity.actions import letters
from gacocrea.identity.actions.assisted import give_document, write_registration
from gacocrea.identity.models import ClaimState, DocumentClaim
from gacocrea.identity.rules import sealed_document
from gacocrea.people.actions import tell, withdraw_proof
from gacocrea.people.models import Account, IdentityProof
from gacocrea.people.secrets import Secrets


def settle_document(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    claim: DocumentClaim,
    number: str,
    keys: Secrets,
    now: datetime,
) -> Account:
    """Give a disputed document to the account of `claim`, whose person is there and shows it.

    The official types the number from the document in hand; it is compared by its hash, so that the page shows
    none. Raises NotAllowed (also for one's own account), Invalid("number", "document_differs"), and
    Conflict ("claim_settled") when it is settled already.
    """
    require(Action.REGISTER_PERSON, actor=actor, moment=Moment(now), owner_id=claim.account_id)
    session.refresh(claim, with_for_update=True)
    if claim.state is ClaimState.DROPPED:
        raise Conflict("claim_settled")
    sealed = sealed_document(keys, claim.kind, number)
    if sealed.document != claim.document:
        tell("document.differs", official=actor.account_id or 0, claim=claim.id)
        raise Invalid("number", "document_differs")
    account = session.get_one(Account, claim.account_id)
    registration = write_registration(session, actor=actor, forum=forum, sealed=sealed, now=now)
    give_document(session, account=account, registration=registration, now=now)
    return account


def withdraw_level(
    session: Session, *, actor: Actor, forum: Forum, account: Account, reason: str, now: datetime
) -> int:
    """Take back what a forum checked of an account, with a reason that its person gets; return how many proofs.

    Ballots that were cast before stand; whether they count is for the challenge, where two persons decide.
    Raises NotAllowed (also for one's own account), and Conflict ("nothing_proved") when the forum checked nothing.
    """
    require(Action.REGISTER_PERSON, actor=actor, moment=Moment(now), owner_id=account.id)
    proofs = session.scalars(
        select(IdentityProof).where(
            IdentityProof.account_id == account.id,
            IdentityProof.forum_id == forum.id,
            IdentityProof.withdrawn_at.is_(None),
        )
    ).all()
    if not proofs:
        raise Conflict("nothing_proved")
    for proof in proofs:
        withdraw_proof(session, account=account, proof=proof, reason=reason, now=now)
    mine = (DocumentClaim.account_id == account.id, DocumentClaim.forum_id == forum.id)
    session.execute(update(DocumentClaim).where(*mine).values(state=ClaimState.DROPPED))
    letters.tell_withdrawn(session, account=account, proof_id=proofs[0].id, reason=reason, now=now)
    subject = f"account:{account.id}"
    record.write(session, actor=actor, now=now, verb="level.withdrawn", subject=subject, forum_id=forum.id)
    return len(proofs)
