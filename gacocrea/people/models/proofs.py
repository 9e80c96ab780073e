"""What raised a person's identity level: each proof by itself, and who took it back."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base

_VALID = text("withdrawn_at IS NULL")


class IdentityProof(Base):
    """One proof of an account: the level that it gives, and how it was given ("document", "oidc:…", "in_person").

    The level of an account is that of the highest proof that stands. No number, name or subject is kept here.
    """

    __tablename__ = "identity_proof"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    level: Mapped[int]
    proof: Mapped[str]
    forum_id: Mapped[int | None] = mapped_column(index=True)
    """The forum that checked it; None where none did, as with a government's sign-in."""
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why it was taken back; its owner reads it."""
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 3", name="level"),
        CheckConstraint("(withdrawn_at IS NULL) = (reason = '')", name="withdrawn_has_reason"),
        Index(
            "uq_identity_proof_standing",
            *("account_id", "proof"),
            unique=True,
            sqlite_where=_VALID,
            postgresql_where=_VALID,
        ),
    )
