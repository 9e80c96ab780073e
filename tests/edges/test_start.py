"""A production installation that is not safe does not start, and says why, one sentence for each reason."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from gacocrea.home.commands import safety
from gacocrea.settings import Settings, SettingsError
from gacocrea.web.extensions import db

KEY = "b2f1c99a4d0e7781f36a5cde42b09d17e8a6f3340c5b7d29"
SAFE = {
    "GACOCREA_ENV": "production",
    "GACOCREA_SECRET_KEY": KEY,
    "GACOCREA_HOSTS": "foro.example www.foro.example",
    "GACOCREA_PUBLIC_URL": "https://foro.example",
    "GACOCREA_TRUSTED_PROXIES": "1",
    "GACOCREA_MAIL_URL": "smtps://cartero:clave@correo.example",
}


def faults(folder: Path, **changed: str) -> str:
    """Return what is said about the settings; "" when they are taken."""
    try:
        Settings.from_env({"GACOCREA_INSTANCE": str(folder)} | SAFE | changed)
    except SettingsError as error:
        return str(error)
    return ""


def test_safe_settings_start(tmp_path: Path) -> None:
    assert faults(tmp_path) == ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"GACOCREA_SECRET_KEY": ""}, "GACOCREA_SECRET_KEY"),
        ({"GACOCREA_SECRET_KEY": KEY[:31]}, "GACOCREA_SECRET_KEY"),
        ({"GACOCREA_SECRET_KEY": "a" * 64}, "GACOCREA_SECRET_KEY"),
        ({"GACOCREA_SECRET_KEY": "abcabcab" * 5}, "GACOCREA_SECRET_KEY"),
        ({"GACOCREA_SECRET_KEY": f"change-me-{KEY}"}, "GACOCREA_SECRET_KEY"),
        ({"GACOCREA_SECRET_KEY": "a-secret-for-tests-only-0123456789abcdef"}, "GACOCREA_SECRET_KEY"),
        ({"GACOCREA_HOSTS": ""}, "GACOCREA_HOSTS"),
        ({"GACOCREA_HOSTS": "*"}, "GACOCREA_HOSTS"),
        ({"GACOCREA_HOSTS": ".foro.example"}, "GACOCREA_HOSTS"),
        ({"GACOCREA_PUBLIC_URL": "https://otro.example"}, "GACOCREA_PUBLIC_URL"),
        ({"GACOCREA_PUBLIC_URL": "http://foro.example"}, "TLS"),
        ({"GACOCREA_TRUSTED_PROXIES": "0"}, "TLS"),
        ({"GACOCREA_TRUSTED_PROXIES": "uno"}, "GACOCREA_TRUSTED_PROXIES"),
        ({"GACOCREA_MAIL_URL": ""}, "GACOCREA_MAIL_URL"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({"GACOCREA_ENV": "prod"}, "GACOCREA_ENV"),
    ],
)
def test_each_unsafe_setting_is_named(changed: dict[str, str], said: str, tmp_path: Path) -> None:
    assert said in faults(tmp_path, **changed)
    assert len(faults(tmp_path, **changed).splitlines()) == 1


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    said = faults(tmp_path, GACOCREA_SECRET_KEY="corto", GACOCREA_HOSTS="", GACOCREA_MAIL_URL="")
    assert len(said.splitlines()) == 3


def test_the_key_of_the_local_installation_is_not_taken_for_production(tmp_path: Path) -> None:
    local = Settings.from_env({"GACOCREA_INSTANCE": str(tmp_path)})
    assert "local installation" in faults(tmp_path, GACOCREA_SECRET_KEY=local.secret_key)


def test_keys_that_others_can_read_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir(mode=0o755)
    assert "chmod -R go=" in faults(tmp_path)


def test_a_setting_is_never_shown_with_its_secrets(tmp_path: Path) -> None:
    shown = repr(
        Settings.from_env(
            {"GACOCREA_INSTANCE": str(tmp_path)} | SAFE | {"DATABASE_URL": "postgres://x:y7z@h/d"}
        )
    )
    assert KEY not in shown
    assert "clave" not in shown
    assert "y7z" not in shown


def gacocrea(folder: Path, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
    env = {"GACOCREA_INSTANCE": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"} | changed
    return subprocess.run(
        [sys.executable, "-m", "gacocrea.cli", *words],
        capture_output=True,
        text=True,
        check=False,
        env=env,
        timeout=60,
    )


@pytest.mark.slow
def test_the_command_line_says_why_it_does_not_start(tmp_path: Path) -> None:
    done = gacocrea(tmp_path, "run", **SAFE | {"GACOCREA_HOSTS": "", "FLASK_DEBUG": "1"})
    assert done.returncode == 1
    assert "GACOCREA_HOSTS" in done.stderr
    assert "FLASK_DEBUG" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_of_another_shape_is_not_served(app: Any, session: Any) -> None:
    from gacocrea.home.commands.serving import run

    session.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
    session.execute(text("INSERT INTO alembic_version VALUES ('de otra parte')"))
    session.commit()
    done = app.test_cli_runner().invoke(run)
    assert done.exit_code == 1
    assert "no está al día" in done.output
    db.session.remove()


def test_the_doctor_says_where_limits_are_counted(app: Any) -> None:
    def said(workers: int, **changed: Any) -> list[str]:
        before, app.settings = app.settings, replace(app.settings, **changed)
        try:
            return [words for _good, words in safety.checks(workers)]
        finally:
            app.settings = before

    assert len(said(1)) == 1
    assert "GACOCREA_REDIS_URL" in said(2)[1]
    assert "rediss://" in said(2, redis_url="redis://user:x@redis.example:6379/0")[2]
    assert len(said(2, redis_url="redis://127.0.0.1:6379/0")) == 2
