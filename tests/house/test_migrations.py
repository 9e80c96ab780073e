"""The migrations go up, down and up again, and end where the models are, on both engines."""

from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from gacocrea.app import create_app
from gacocrea.core.db import Base
from gacocrea.settings import Settings
from gacocrea.web.extensions import db
from tests.support import make_settings


def up_down_and_up(settings: Settings) -> tuple[list[str], list[object]]:
    """Return the tables left after going down, and how the schema differs from the models after going up."""
    with create_app(settings).app_context():
        upgrade()
        downgrade(revision="base")
        left = [table for table in inspect(db.engine).get_table_names() if table != "alembic_version"]
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            differences = compare_metadata(context, Base.metadata)
        db.engine.dispose()
    return left, list(differences)


def test_migrations_on_sqlite_go_up_and_down_and_equal_the_models(tmp_path: Path) -> None:
    assert up_down_and_up(make_settings(tmp_path)) == ([], [])


@pytest.mark.postgres
def test_migrations_on_postgresql_go_up_and_down_and_equal_the_models(tmp_path: Path, postgres_url: str) -> None:
    assert up_down_and_up(replace(make_settings(tmp_path), database_url=postgres_url)) == ([], [])
