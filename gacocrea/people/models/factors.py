"""The second factor: an app that counts time, codes on paper for when it is lost, and wrong tries."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base


class Authenticator(Base):
    """The app of one person (RFC 6238). Its secret is sealed with a key outside the database."""

    __tablename__ = "authenticator"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int]
    """The newest step of time whose code was used: neither it nor an older one is accepted again."""
    created_at: Mapped[datetime]


class RecoveryCode(Base):
    """A code on paper that stands in for the app, once. Only its keyed digest is stored."""

    __tablename__ = "recovery_code"
    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    used_at: Mapped[datetime | None]


class WrongCodes(Base):
    """How many wrong codes came in a row for an account, and when the last one did."""

    __tablename__ = "wrong_codes"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    number: Mapped[int]
    last_at: Mapped[datetime]
