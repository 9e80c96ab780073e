"""What tests stand on: settings for a temporary installation, and a clock that can be set."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from gacocrea.core import kept
from gacocrea.settings import Settings

NOON = datetime(2026, 6, 12, 17, 0, tzinfo=UTC)
"""The instant at which tests happen unless they say otherwise: noon in Guayaquil, a Friday."""


def make_settings(folder: Path, *, database_url: str = "") -> Settings:
    """Return the settings of an installation that lives in `folder`."""
    return Settings(
        instance=folder,
        database_url=database_url or f"sqlite:///{folder / 'gacocrea.sqlite3'}",
        secret_key="a-secret-for-tests-only-0123456789abcdef",
        testing=True,
    )


def lift_guards(session: Session) -> None:
    """Play whoever owns the database: take away what keeps rows from being changed, for what follows."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET session_replication_role = replica"))
        return
    for name in kept.names("sqlite"):
        session.execute(text(f"DROP TRIGGER {name}"))
