"""Who is signed in, where and since when: one row for each, ended on the next request after it is closed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base, stored


class How(StrEnum):
    """By which way somebody came in."""

    PASSWORD = "password"
    LINK = "link"
    OIDC = "oidc"
    PASSKEY = "passkey"


class SignedSession(Base):
    """A signed-in session. The cookie alone knows its id; of where it is, only the kind of device is kept."""

    __tablename__ = "signed_session"
    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    stamp: Mapped[str]
    """The account's own when the session began: once they differ, the session has ended."""
    how: Mapped[How] = mapped_column(stored(How, "how"))
    device: Mapped[str]
    """The program and the system, as in "Firefox/Android"; "" when unknown."""
    created_at: Mapped[datetime]
    proven_at: Mapped[datetime]
    """When the person last showed who they are: by signing in, a password or a second factor."""
    second_factor_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
