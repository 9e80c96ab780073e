"""How Alembic meets the models: one metadata, batches on SQLite, everything in one transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate import renderers
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import MigrateOperation
from flask import current_app

from gacocrea.core import kept
from gacocrea.core.db import UtcInstant
from gacocrea.web.extensions import db

target = db.metadata


def plain(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Write the house's own type as what it is stored as: a migration imports nothing of today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UtcInstant) else False


class Guards(MigrateOperation):
    """What the tables carry besides their columns: Alembic does not see triggers and functions."""


@renderers.dispatch_for(Guards)
def written(_context: AutogenContext, _guards: Guards) -> list[str]:
    said = {engine: kept.carried(engine) for engine in ("sqlite", "postgresql")}
    lines = ["guards = {"]
    for engine, statements in said.items():
        lines += [f"    {engine!r}: [", *(f"        {line!r}," for line in statements), "    ],"]
    return [
        *lines,
        "}",
        "for statement in guards[op.get_bind().dialect.name]:",
        "    op.get_bind().exec_driver_sql(statement)",
    ]


def with_guards(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write the guards into the first migration; later ones say themselves what they change."""
    for script in directives:
        if script.rev_id == "0001":
            script.upgrade_ops.ops.append(Guards())


def run() -> None:
    options = dict(current_app.extensions["migrate"].configure_args)
    with db.engine.connect() as connection:
        options |= {"render_item": plain, "process_revision_directives": with_guards}
        context.configure(connection=connection, target_metadata=target, **options)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
