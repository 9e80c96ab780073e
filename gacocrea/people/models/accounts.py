"""People: their accounts, the one-time tokens mailed to them, and the consent they gave."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base, stored
from gacocrea.core.terms import IdentityLevel

NAME_MAX = 80
EMAIL_MAX = 254
PASSWORD_MIN = 15
PASSWORD_MAX = 256


class Account(Base):
    """A person. The e-mail is kept folded; an imported voter has an outside key instead of one."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    outside_key: Mapped[str | None] = mapped_column(unique=True)
    display_name: Mapped[str]
    password_hash: Mapped[str | None]
    email_confirmed_at: Mapped[datetime | None]
    level: Mapped[int] = mapped_column(default=int(IdentityLevel.EMAIL))
    language: Mapped[str] = mapped_column(default="es")
    tongue: Mapped[str] = mapped_column(default="")
    """The language in which to read what forums write, where it exists; empty for that of the pages."""
    stamp: Mapped[str]
    """Changes with the password or the address, which ends every other session."""
    created_at: Mapped[datetime]
    is_administrator: Mapped[bool] = mapped_column(default=False)
    left_at: Mapped[datetime | None]
    """When the person left: from then on the row is a bare number."""
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 3", name="level"),
        CheckConstraint(
            "(email IS NOT NULL OR outside_key IS NOT NULL) = (left_at IS NULL)", name="reachable"
        ),
        CheckConstraint("password_hash IS NULL OR email IS NOT NULL", name="password_needs_email"),
        {"sqlite_autoincrement": True},  # the number of somebody who left is never given to anybody else
    )

    @property
    def is_confirmed(self) -> bool:
        return self.email_confirmed_at is not None


class Purpose(StrEnum):
    """What a mailed token is good for; no flow accepts the token of another."""

    CONFIRM_EMAIL = "confirm_email"
    RESET_PASSWORD = "reset_password"
    LINK_OUTSIDE = "link_outside"
    SIGN_IN = "sign_in"
    CHANGE_EMAIL = "change_email"
    UNDO_EMAIL = "undo_email"


class Token(Base):
    """A one-time token: only its hash is stored, and it ends by itself."""

    __tablename__ = "token"
    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(stored(Purpose, "purpose"))
    stamp: Mapped[str]
    address: Mapped[str | None]
    """The address that a change of address is about."""
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Consent(Base):
    """The version of the privacy notice that a person agreed to, and when."""

    __tablename__ = "consent"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    text_version: Mapped[str] = mapped_column(primary_key=True)
    given_at: Mapped[datetime]
