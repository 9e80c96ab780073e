"""What some tests need from the machine, in one place.

A missing program or server skips the test with its reason; in continuous integration (CI=true) nothing may be
skipped, for a skip there hides a broken installation, so it fails the run. The real data is not part of the
repository: without it those tests are left out, and the summary says so.
"""

import os
import secrets
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import create_engine, text

REAL_DATA = Path(os.environ.get("GACOCREA_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"))
DICTIONARIES = {"en": "en_GB", "es": "es_ES", "pt": "pt_BR"}
"""Those of hunspell, by the language that they spell."""
SPELLING = "hunspell hunspell-en-gb hunspell-es hunspell-pt-br"
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data; only tests marked `real` may ask for it."""
    return REAL_DATA


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database of the test's own; only tests marked `postgres` may ask for it."""
    with own_database() as url:
        yield url


@contextmanager
def own_database() -> Iterator[str]:
    """Make an empty PostgreSQL database, give its address, and drop it in the end."""
    server = create_engine(os.environ["GACOCREA_TEST_POSTGRES"], isolation_level="AUTOCOMMIT")
    own = f"gacocrea_{secrets.token_hex(6)}"
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{own}"'))
        yield server.url.set(database=own).render_as_string(hide_password=False)
        connection.execute(text(f'DROP DATABASE "{own}" WITH (FORCE)'))
    server.dispose()


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The program Chromium; only tests marked `browser` may ask for it."""
    return program_path()


def program_path() -> str:
    """Return where Chromium is. Raises StopIteration without one."""
    return next(path for name in BROWSERS if (path := shutil.which(name)))


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgres") and not os.environ.get("GACOCREA_TEST_POSTGRES"):
        pytest.skip("GACOCREA_TEST_POSTGRES is not set: .ci/run starts a PostgreSQL and sets it")
    if item.get_closest_marker("browser") and not any(map(shutil.which, BROWSERS)):
        pytest.skip("Chromium is missing: apt-get install chromium")
    if item.get_closest_marker("hunspell") and not can_spell():
        pytest.skip(f"hunspell or a dictionary of it is missing: apt-get install {SPELLING}")


def can_spell() -> bool:
    """Say whether hunspell is here with a dictionary for every language of the interface."""
    place = Path("/usr/share/hunspell")
    return bool(shutil.which("hunspell")) and all((place / f"{name}.dic").exists() for name in DICTIONARIES.values())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if REAL_DATA.is_dir():
        return
    without = [item for item in items if item.get_closest_marker("real")]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not REAL_DATA.is_dir():
        terminalreporter.write_line(
            f"Tests on real data left out: {REAL_DATA} is not here (GACOCREA_TEST_DATA)."
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return refused(report) if report.skipped and not hasattr(report, "wasxfail") else report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return refused(report) if report.skipped else report


def refused(report: Report) -> Report:
    """Turn a skip into a failure in continuous integration."""
    if os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, and in CI nothing may be: {report.longrepr}"
    return report
