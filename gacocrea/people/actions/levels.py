"""Identity levels: raised by a proof, lowered when it is taken back. The law reads the level at each request."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core.terms import IdentityLevel
from gacocrea.people.actions.noting import note, tell
from gacocrea.people.models import Account, IdentityProof


def raise_level(
    session: Session,
    *,
    account: Account,
    level: IdentityLevel,
    proof: str,
    now: datetime,
    forum_id: int | None = None,
) -> IdentityProof:
    """Keep a proof and let the account have at least its level. The same proof twice is one.

    `proof` says how it was given, never what: "document", "in_person", or "oidc:" and the provider's key. The
    account is held until the transaction ends, so that two proofs at once are both counted.
    """
    session.refresh(account, with_for_update=True)
    standing = standing_proof(session, account_id=account.id, proof=proof)
    if standing is not None:
        return standing
    given = IdentityProof(
        account_id=account.id, level=int(level), proof=proof, forum_id=forum_id, at=now, reason=""
    )
    session.add(given)
    account.level = max(account.level, int(level))
    session.flush()
    note(session, account, now, "account.level_raised")
    tell("level.raised", account, level=account.level, proof=proof)
    return given


def withdraw_proof(
    session: Session, *, account: Account, proof: IdentityProof, reason: str, now: datetime
) -> None:
    """Take a proof back, with the reason that its owner reads; the account falls to the highest that still stands.

    Taken back twice is taken back once. Ballots that were cast before stand: docs/voting-protocol.md.
    """
    session.refresh(account, with_for_update=True)
    if proof.withdrawn_at is not None:
        return
    proof.withdrawn_at, proof.reason = now, reason
    session.flush()
    standing = select(func.max(IdentityProof.level)).where(
        IdentityProof.account_id == account.id, IdentityProof.withdrawn_at.is_(None)
    )
    account.level = session.scalar(standing) or int(IdentityLevel.EMAIL)
    session.flush()
    note(session, account, now, "account.level_lowered")
    tell("level.lowered", account, level=account.level, proof=proof.proof)


def standing_proof(session: Session, *, account_id: int, proof: str) -> IdentityProof | None:
    """Return the proof of one kind that stands for an account, or None."""
    return session.scalar(
        select(IdentityProof).where(
            IdentityProof.account_id == account_id,
            IdentityProof.proof == proof,
            IdentityProof.withdrawn_at.is_(None),
        )
    )
