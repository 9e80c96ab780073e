"""Whoever finds a weakness finds out to whom to tell it."""

from dataclasses import replace
from datetime import datetime

import pytest

from gacocrea.settings import Settings, SettingsError
from gacocrea.web.application import Gacocrea
from tests.support import NOON

WHERE = "/.well-known/security.txt"


def test_security_txt_names_the_contact_and_when_it_expires(app: Gacocrea) -> None:
    app.settings = replace(app.settings, security_contact="mailto:seguridad@example.org")
    answer = app.test_client().get(WHERE)
    said = dict(line.split(": ", 1) for line in answer.get_data(as_text=True).splitlines())
    app.settings = replace(app.settings, security_contact="")
    assert answer.mimetype == "text/plain"
    assert said["Contact"] == "mailto:seguridad@example.org"
    assert 0 < (datetime.fromisoformat(said["Expires"]) - NOON).days < 365
    assert said["Canonical"].endswith(WHERE)


def test_an_installation_that_names_nobody_has_no_security_txt(app: Gacocrea) -> None:
    assert app.test_client().get(WHERE).status_code == 404


def test_the_contact_is_one_address(tmp_path: object) -> None:
    env = {"GACOCREA_INSTANCE": str(tmp_path), "GACOCREA_SECRET_KEY": "x" * 40}
    assert (
        Settings.from_env({**env, "GACOCREA_SECURITY_CONTACT": "a@b.ec"}).security_contact == "mailto:a@b.ec"
    )
    with pytest.raises(SettingsError):
        Settings.from_env({**env, "GACOCREA_SECURITY_CONTACT": "a@b.ec\nExpires: never"})
