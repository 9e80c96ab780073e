"""The program as it runs in production, behind one proxy."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from gacocrea.app import create_app
from gacocrea.core.clock import FixedClock
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db
from tests.support import NOON, make_settings

HOST = "foro.example"
BEHIND = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}


class Silent:
    """A mail transport that drops what it is given."""

    def send(self, letter: Any) -> None:
        """Do nothing."""


@pytest.fixture
def production(tmp_path: Path) -> Gacocrea:
    settings = replace(
        make_settings(tmp_path),
        is_production=True,
        hosts=(HOST,),
        trusted_proxies=1,
        public_url=f"https://{HOST}",
    )
    app = create_app(settings, clock=FixedClock(NOON), transport=Silent())
    with app.app_context():
        db.create_all()
    return app


@pytest.fixture
def visitor(production: Gacocrea) -> Callable[..., Any]:
    """Ask as a browser behind the proxy does."""
    client: FlaskClient = production.test_client()

    def ask(path: str, method: str = "GET", **given: Any) -> Any:
        headers = BEHIND | given.pop("headers", {})
        return client.open(path, method=method, headers=headers, base_url=f"https://{HOST}", **given)

    return ask
