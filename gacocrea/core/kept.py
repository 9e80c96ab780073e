"""What the database itself refuses to change: triggers on both engines, whoever sends the statement.

A model says beside its table what is refused; `create_all` and the first migration carry the same statements.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import DDL, Connection, Table, event, text

from gacocrea.core.db import Base

ALWAYS = "1 = 1"
WHOLE = "keep_whole"
REFUSED = "kept"
"""The word with which both engines begin the refusal."""
KEEP_WHOLE = (
    f"CREATE OR REPLACE FUNCTION {WHOLE}() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSED} table' USING ERRCODE = 'restrict_violation'; END $$"
)


_guards: dict[str, list["Guard"]] = {}
_written: dict[str, tuple[str, ...]] = {}
"""By table: the only columns that an update may touch, where the guard leaves it any."""
_carried: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
"""By engine and table."""


@dataclass(frozen=True)
class Guard:
    """A refusal: rows of `table` that `event` meets while `refused` holds (SQL over OLD and NEW)."""

    table: str
    event: str
    refused: str

    @property
    def name(self) -> str:
        return f"keep_{self.table}_{self.event.lower()}"

    def statements(self, engine: str) -> list[str]:
        """Return the statements that put the guard up."""
        trigger = f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table}"
        if engine == "sqlite":
            return [f"{trigger} WHEN {self.refused} BEGIN SELECT RAISE(ABORT, '{REFUSED} {self.table}'); END"]
        row = "OLD" if self.event == "DELETE" else "NEW"
        function = (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.refused} THEN RAISE EXCEPTION '{REFUSED} {self.table}' USING ERRCODE = 'restrict_violation'; "
            f"END IF; RETURN {row}; END $$"
        )
        return [function, f"{trigger} FOR EACH ROW EXECUTE FUNCTION {self.name}()"]


def keep(model: type[Base], columns: tuple[str, ...] = (), **refused: str) -> None:
    """Let the database refuse `insert`, `update` or `delete` on a model's table where the SQL given holds.

    Emptying such a table with TRUNCATE is refused as well. `columns` are all that an update may touch, if not any:
    the program's own account is granted no other.
    """
    table = _table(model)
    guards = [Guard(table.name, kind.upper(), condition) for kind, condition in refused.items()]
    _guards[table.name], _written[table.name] = guards, columns
    carry(model, sqlite=[line for guard in guards for line in guard.statements("sqlite")])
    truncate = (
        f"CREATE TRIGGER {WHOLE}_{table.name} BEFORE TRUNCATE ON {table.name} EXECUTE FUNCTION {WHOLE}()"
    )
    rows = [line for guard in guards for line in guard.statements("postgresql")]
    carry(model, postgresql=[*rows, KEEP_WHOLE, truncate])


def carry(model: type[Base], **lines: list[str]) -> None:
    """Run statements (by engine) when a model's table is made, and write them into the first migration."""
    table = _table(model)
    for engine, statements in lines.items():
        _carried[engine][table.name] += statements
        for statement in statements:
            # a percent sign would be a place to fill in
            made = DDL(statement.replace("%", "%%")).execute_if(dialect=engine)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", made)


def carried(engine: str) -> list[str]:
    """Return every statement that the tables carry for an engine."""
    return [line for table in Base.metadata.sorted_tables for line in _carried[engine][table.name]]


def names(engine: str) -> set[str]:
    """Return the names of all triggers that must stand."""
    rows = {guard.name for guards in _guards.values() for guard in guards}
    return rows | ({f"{WHOLE}_{table}" for table in _guards} if engine == "postgresql" else set())


def grants(role: str) -> list[str]:
    """Return the statements with which the owner of a PostgreSQL database lets `role` serve gacocrea, and no more.

    The account of the program then owns no table: it cannot drop a guard, and may not change what is kept.
    Raises ValueError for a name that would need quoting.
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        raise ValueError(f"no plain name: {role}")
    tables = [_rights(table.name, role) for table in Base.metadata.sorted_tables]
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"GRANT SELECT ON alembic_version TO {role}",
        *tables,
    ]


def _rights(table: str, role: str) -> str:
    never = {guard.event for guard in _guards.get(table, ()) if guard.refused == ALWAYS}
    rights = ["SELECT", *(right for right in ("INSERT", "UPDATE", "DELETE") if right not in never)]
    if columns := _written.get(table):
        rights[rights.index("UPDATE")] = f"UPDATE ({', '.join(columns)})"
    return f"GRANT {', '.join(rights)} ON {table} TO {role}"


def may_change(connection: Connection, table: str) -> bool:
    """Say whether the account of this connection could take a PostgreSQL table's guards away, or empty it."""
    owner = "SELECT pg_has_role(tableowner, 'USAGE') FROM pg_tables WHERE tablename = :table"
    rights = "SELECT has_table_privilege(:table, 'DELETE, TRUNCATE, TRIGGER')"
    return any(connection.scalar(text(asked), {"table": table}) for asked in (owner, rights))


def missing(connection: Connection) -> list[str]:
    """Return the names of guards that do not stand in this database, or were switched off."""
    engine = connection.dialect.name
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
    }
    standing = set(connection.scalars(text(asked[engine])))
    return sorted(names(engine) - standing)


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]
