"""Who somebody is: documents given, censuses, people registered in person. Numbers are kept as keyed hashes only."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from gacocrea.core.db import Base, stored
from gacocrea.people.models.documents import DocumentKind

REASON_MAX = 1000


class Fact(StrEnum):
    """What a person must give besides the number: something that is not printed on every copy of it."""

    BIRTH_DATE = "birth_date"
    ISSUE_DATE = "issue_date"


class CensusState(StrEnum):
    """A census is read, then put in force or set aside; the next one replaces it."""

    READ = "read"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    DROPPED = "dropped"


_IN_FORCE = text("state = 'in_force'")


class Census(Base):
    """One version of a forum's census of one kind of document. Of the file nothing is kept but what it counted."""

    __tablename__ = "census"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    number: Mapped[int]
    kind: Mapped[DocumentKind] = mapped_column(stored(DocumentKind, "kind"))
    fact: Mapped[Fact | None] = mapped_column(stored(Fact, "fact"))
    state: Mapped[CensusState] = mapped_column(stored(CensusState, "state"))
    accepted: Mapped[int]
    refused: Mapped[int]
    problems: Mapped[dict[str, Any]]
    """The first refused lines: {"12": "document_form", …}; never what stood in them."""
    read_at: Mapped[datetime]
    read_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    read_by_name: Mapped[str]
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """The first of two persons, while the second is awaited."""
    signed_by_name: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("forum_id", "number"),
        Index(
            "uq_census_in_force",
            *("forum_id", "kind"),
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
        CheckConstraint("(state = 'read') = (settled_at IS NULL)", name="settled"),
    )


class CensusRow(Base):
    """One person of a census: the hash of the number, and of the second fact bound to that number ("" without)."""

    __tablename__ = "census_row"
    census_id: Mapped[int] = mapped_column(ForeignKey("census.id"), primary_key=True)
    document: Mapped[str] = mapped_column(primary_key=True)
    fact: Mapped[str]
    __table_args__ = {"sqlite_with_rowid": False}


class ClaimState(StrEnum):
    """A document is held by its person, waits until its person comes by, or was given up."""

    HELD = "held"
    WAITING = "waiting"
    DROPPED = "dropped"


_HELD = text("state = 'held'")
_OPEN = text("state <> 'dropped'")


class DocumentClaim(Base):
    """A document that an account gave. In an installation it is held by one account: the index says so."""

    __tablename__ = "document_claim"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), index=True)
    kind: Mapped[DocumentKind] = mapped_column(stored(DocumentKind, "kind"))
    document: Mapped[str] = mapped_column(index=True)
    fact: Mapped[str] = mapped_column(default="")
    tail: Mapped[bytes] = mapped_column(LargeBinary)
    """The last three characters, sealed; only their owner sees them."""
    state: Mapped[ClaimState] = mapped_column(stored(ClaimState, "state"))
    at: Mapped[datetime]
    __table_args__ = (
        Index("uq_document_held", "document", unique=True, sqlite_where=_HELD, postgresql_where=_HELD),
        Index("uq_document_of", "account_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )


class Registration(Base):
    """Somebody who came in person: which official saw which document (hashed), and the code of the printed sheet."""

    __tablename__ = "registration"
    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    number: Mapped[int]
    kind: Mapped[DocumentKind] = mapped_column(stored(DocumentKind, "kind"))
    document: Mapped[str] = mapped_column(index=True)
    tail: Mapped[bytes] = mapped_column(LargeBinary)
    code: Mapped[str] = mapped_column(unique=True)
    """The keyed hash of the one-time code; the code itself is on the sheet alone."""
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    by_name: Mapped[str]
    at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """Whose account it became."""
    cancelled_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("forum_id", "number"),
        CheckConstraint("(used_at IS NULL) = (account_id IS NULL)", name="used_by_somebody"),
    )
