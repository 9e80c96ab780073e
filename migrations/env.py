"""How Alembic meets the models: one metadata, batches on SQLite, everything in one transaction."""

from typing import Any, Literal

from alembic import context
from flask import current_app

from gacocrea.core.db import UtcInstant
from gacocrea.web.extensions import db

target = db.metadata


def plain(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Write the house's own type as what it is stored as: a migration imports nothing of today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UtcInstant) else False


def run() -> None:
    options = dict(current_app.extensions["migrate"].configure_args)
    with db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=target, render_item=plain, **options)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
