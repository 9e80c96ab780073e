"""Database types and the two connection habits that keep ballots safe on SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    Text,
    TypeDecorator,
    event,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Session

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # an acknowledged ballot survives a power cut
    "busy_timeout=10000",
    "foreign_keys=ON",
    "secure_delete=ON",  # what is dropped, pseudonyms above all, is overwritten in the file
)

READ_ONLY: ContextVar[bool] = ContextVar("read_only", default=False)
"""True while a safe request is served: the database itself then refuses to write."""


class UtcInstant(TypeDecorator[datetime]):
    """An aware instant, stored in UTC. SQLite forgets time zones, so they are put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of gacocrea. Plain SQLAlchemy: no table knows of the web."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcInstant, str: Text, dict[str, Any]: JSON, list[str]: JSON, list[Any]: JSON}


def stored(words: type[StrEnum], name: str) -> Enum:
    """Return the column type of an enumeration: its values as text, held by a named CHECK."""
    return Enum(
        words,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def is_hex(column: str, digits: int) -> str:
    """Return the condition of a column that holds so many small hexadecimal digits, for a named constraint."""
    return f"LENGTH({column}) = {digits} AND TRIM({column}, '0123456789abcdef') = ''"


def lay_by_key(session: Session, *tables: type[Base]) -> None:
    """Write tables anew in the order of their keys, so that nothing says in which order their rows came.

    PostgreSQL lays rows down as they come, and a dump gives them so; it holds the tables until this transaction
    ends. On SQLite a table without row ids lies in the order of its key anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.flush()
        for table in tables:
            # through a function of the owner's: the program's own account may not lay tables anew
            session.execute(text("SELECT lay_by_key(:name)"), {"name": table.__tablename__})


@contextmanager
def reading() -> Iterator[None]:
    """Refuse every write to the database until the block ends."""
    token = READ_ONLY.set(True)
    try:
        yield
    finally:
        READ_ONLY.reset(token)


def prepare(engine: Engine) -> None:
    """Give `engine` its habits: durable SQLite with early write locks, read-only safe requests."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy sends BEGIN itself, see _begin_sqlite
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    read_only = READ_ONLY.get()
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
    # A deferred transaction that reads and then writes fails at once under load: lock early.
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Any) -> None:
    if READ_ONLY.get():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
