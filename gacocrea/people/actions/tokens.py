"""One-time tokens: made for a letter, used up once."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from gacocrea.core.errors import Invalid
from gacocrea.people.models import Account, Purpose, Token
from gacocrea.people.rules import new_token, token_digest

OUTLIVES_CHANGES = frozenset({Purpose.UNDO_EMAIL})
"""What undoes a change must not die by a change: whoever took an account over would make one at once."""


def issue(
    session: Session,
    account: Account,
    purpose: Purpose,
    life: timedelta,
    now: datetime,
    *,
    address: str | None = None,
) -> str:
    """Return a fresh token of one purpose; it lives as long as `life` and dies with the account's stamp."""
    token = new_token()
    session.add(
        Token(
            digest=token_digest(token),
            account_id=account.id,
            purpose=purpose,
            stamp=account.stamp,
            address=address,
            expires_at=now + life,
        )
    )
    return token


def redeem(session: Session, token: str, purpose: Purpose, now: datetime) -> Account:
    """Use up a token and return whose it is. Raises Invalid when it is used, old or of another purpose."""
    return redeemed(session, token, purpose, now)[0]


def redeemed(session: Session, token: str, purpose: Purpose, now: datetime) -> tuple[Account, Token]:
    """Use up a token and return whose it is, and the token. Raises Invalid as `redeem` does."""
    row = session.get(Token, token_digest(token), with_for_update=True)
    account = session.get(Account, row.account_id) if row else None
    good = row and row.purpose is purpose and row.used_at is None and now < row.expires_at
    if not row or not good or account is None:
        raise Invalid("token", "token_gone")
    if account.stamp != row.stamp and purpose not in OUTLIVES_CHANGES:
        raise Invalid("token", "token_gone")
    row.used_at = now
    return account, row


def use_up(session: Session, account: Account, purpose: Purpose, now: datetime) -> None:
    """Use up all that is left of a person's tokens of one purpose."""
    session.execute(
        update(Token)
        .where(Token.account_id == account.id, Token.purpose == purpose, Token.used_at.is_(None))
        .values(used_at=now)
    )
