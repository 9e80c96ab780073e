"""The migrations go up, down and up again, and end where the models are, on both engines."""

from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, Connection, inspect

from gacocrea.app import create_app
from gacocrea.core.db import Base
from gacocrea.settings import Settings
from gacocrea.web.extensions import db
from tests.support import make_settings


def up_down_and_up(settings: Settings) -> tuple[list[str], list[str]]:
    """Return the tables left after going down, and how the schema differs from the models after going up."""
    with create_app(settings).app_context():
        upgrade()
        downgrade(revision="base")
        left = [table for table in inspect(db.engine).get_table_names() if table != "alembic_version"]
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            unequal = [str(difference)[:120] for difference in compare_metadata(context, Base.metadata)]
            unequal += unequal_checks(connection)
        db.engine.dispose()
    return left, unequal


def unequal_checks(connection: Connection) -> list[str]:
    """Return the CHECKs that only the database or only the models have; Alembic does not compare them."""
    inspector = inspect(connection)
    stored = {
        f"{table}.{check['name']}"
        for table in inspector.get_table_names()
        for check in inspector.get_check_constraints(table)
    }
    meant = {
        f"{table.name}.{connection.dialect.identifier_preparer.format_constraint(check)}"
        for table in Base.metadata.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }
    return sorted(stored ^ meant)


def test_migrations_on_sqlite_go_up_and_down_and_equal_the_models(tmp_path: Path) -> None:
    assert up_down_and_up(make_settings(tmp_path)) == ([], [])


@pytest.mark.postgres
def test_migrations_on_postgresql_go_up_and_down_and_equal_the_models(
    tmp_path: Path, postgres_url: str
) -> None:
    assert up_down_and_up(replace(make_settings(tmp_path), database_url=postgres_url)) == ([], [])
