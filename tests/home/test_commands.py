"""The commands of an installation: each failure is one sentence and exit code 1."""

import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from gacocrea.cli import COMMANDS, EXPORTS, IMPORTS, main

Run = Callable[..., Result]
UNPREPARED = "La base de datos no está preparada. Ejecute primero: gacocrea init"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in an installation of its own."""
    env = {"GACOCREA_INSTANCE": str(tmp_path), "DATABASE_URL": "", "PORT": "", "GACOCREA_WORKERS": ""}
    return lambda *words: CliRunner().invoke(main, words, env=env)


@pytest.mark.parametrize("place", [place for table in (COMMANDS, IMPORTS, EXPORTS) for place, _words in table.values()])
def test_every_command_of_the_table_is_there(place: str) -> None:
    module, _colon, name = place.partition(":")
    assert isinstance(getattr(import_module(module), name), click.Command)


def test_help_comes_at_once_for_it_imports_nothing_of_the_stages() -> None:
    listed = CliRunner().invoke(main, ["--help"])
    assert listed.exit_code == 0
    assert all(name in listed.output for name in COMMANDS)
    quick = "import sys, gacocrea.cli; sys.exit('sqlalchemy' in sys.modules or 'flask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", quick], check=False).returncode == 0


def test_without_a_database_a_command_says_what_to_run_first(run: Run) -> None:
    for words in (("cycle", "status", "--forum", "ecuador"), ("run",), ("worker", "--once")):
        done = run(*words)
        assert (done.exit_code, done.output) == (1, f"Error: {UNPREPARED}\n")


def test_init_makes_what_is_missing_and_doctor_finds_it_well(run: Run, tmp_path: Path) -> None:
    assert run("doctor").exit_code == 1
    assert run("init").exit_code == 0
    assert run("init").exit_code == 0
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    found = run("doctor")
    assert found.exit_code == 0
    assert found.output.count("bien: ") == 5


def test_the_doctor_sees_keys_that_others_can_read(run: Run, tmp_path: Path) -> None:
    run("init")
    (tmp_path / "keys" / "secret").chmod(0o644)
    found = run("doctor")
    assert found.exit_code == 1
    assert "secret" in found.output


@pytest.mark.slow
def test_the_doctor_sees_a_record_that_was_changed(run: Run, tmp_path: Path) -> None:
    run("demo", "--phase", "preparation", "--ballots", "1")
    engine = create_engine(f"sqlite:///{tmp_path / 'gacocrea.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER keep_record_entry_update"))
        connection.execute(text("UPDATE record_entry SET reason = 'otra' WHERE id = 5"))
    engine.dispose()
    found = run("doctor")
    assert found.exit_code == 1
    assert "se rompe en la entrada 5" in found.output
    assert "faltan keep_record_entry_update" in found.output


@pytest.mark.slow
def test_the_demo_fills_once_and_says_how_to_sign_in(run: Run) -> None:
    first = run("demo", "--phase", "analysis", "--ballots", "1")
    assert first.exit_code == 0, first.output
    again = run("demo")
    assert again.exit_code == 0
    assert again.output in first.output
    assert "lucia.tenelema@example.org" in again.output
    other = run("demo", "--phase", "voting")
    assert other.exit_code == 1
    assert "--fresh" in other.output
    fresh = run("demo", "--phase", "preparation", "--fresh")
    assert fresh.exit_code == 0, fresh.output


@pytest.mark.slow
def test_the_demo_never_touches_a_real_forum(run: Run, tmp_path: Path) -> None:
    run("demo", "--phase", "preparation")
    engine = create_engine(f"sqlite:///{tmp_path / 'gacocrea.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE forum SET is_example = 0 WHERE slug = 'jalisco'"))
    shutil.copy(tmp_path / "gacocrea.sqlite3", tmp_path / "before")
    refused = run("demo", "--fresh")
    assert refused.exit_code == 1
    assert "foro de verdad" in refused.output
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM forum")) == 2
    engine.dispose()


def test_a_taken_port_is_said_before_anything_is_filled(run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run("demo", "--serve", "--port", str(port))
    assert (refused.exit_code, refused.output) == (
        1,
        f"Error: El puerto {port} está ocupado: use PORT={port + 1} make demo.\n",
    )
    assert not (tmp_path / "gacocrea.sqlite3").exists()
