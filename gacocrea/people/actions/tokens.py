"""One-time tokens: made for a letter, used up once."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gacocrea.core.errors import Invalid
from gacocrea.people.models import Account, Purpose, Token
from gacocrea.people.rules import new_token, token_digest


def issue(session: Session, account: Account, purpose: Purpose, life: timedelta, now: datetime) -> str:
    """Return a fresh token of one purpose; it lives as long as `life` and dies with the account's stamp."""
    token = new_token()
    session.add(
        Token(
            digest=token_digest(token),
            account_id=account.id,
            purpose=purpose,
            stamp=account.stamp,
            expires_at=now + life,
        )
    )
    return token


def redeem(session: Session, token: str, purpose: Purpose, now: datetime) -> Account:
    """Use up a token and return whose it is. Raises Invalid when it is used, old or of another purpose."""
    row = session.get(Token, token_digest(token), with_for_update=True)
    account = session.get(Account, row.account_id) if row else None
    good = row and row.purpose is purpose and row.used_at is None and now < row.expires_at
    if not row or not good or account is None or account.stamp != row.stamp:
        raise Invalid("token", "token_gone")
    row.used_at = now
    return account
