"""How Alembic meets the models: one metadata, batches on SQLite, everything in one transaction."""

from alembic import context
from flask import current_app

from gacocrea.web.extensions import db

target = db.metadata


def run() -> None:
    options = dict(current_app.extensions["migrate"].configure_args)
    with db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=target, **options)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
