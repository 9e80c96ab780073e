"""Ways in besides a password: identities at other providers, and passkeys."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base


class OutsideIdentity(Base):
    """Whom a provider of OpenID Connect vouches for: the issuer and its subject, never an address.

    One that raised an identity level stays when it is unlinked: it can never speak for a second account.
    """

    __tablename__ = "outside_identity"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    provider: Mapped[str]
    """The key of the provider in the settings, for its name."""
    issuer: Mapped[str]
    subject: Mapped[str]
    linked_at: Mapped[datetime]
    used_at: Mapped[datetime]
    unlinked_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("issuer", "subject"),
        UniqueConstraint("account_id", "issuer"),  # one person has one identity at a provider
    )


class Passkey(Base):
    """A key pair of which only a person's own device holds the secret half (WebAuthn)."""

    __tablename__ = "passkey"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    name: Mapped[str]
    added_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    """Its count of uses went back: somebody has a copy, so that nobody enters with it any more."""


class SpentChallenge(Base):
    """The digest of a challenge that was answered: until it would have ended by itself nobody answers it again."""

    __tablename__ = "spent_challenge"
    digest: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(index=True)
