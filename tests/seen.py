"""Every kind of page that the tests saw, looked at with axe once, when the run is over.

The shared browser of the tests notes what it is given; of the pages of one view, status and kind of person the longest
is kept, so that neither the order of tests nor their processes matter. Where a run drives Chromium at all, two of them
go over what was kept: each page in one of two widths, light or dark, with or without more contrast, in turn.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

FOLDER = "GACOCREA_TEST_SEEN"
EYES = 2
_kept: dict[str, str] = {}
_said: list[str] = []
_looked: list[int] = []


def note(view: str, status: int, body: str) -> None:
    """Keep a page if it is the longest of its kind so far."""
    if "<html" not in body:
        return  # a piece that a script puts into a page
    key = f"{view} {status} {_reader(body)}"
    if len(body) > len(_kept.get(key, "")):
        _kept[key] = body


def _reader(body: str) -> str:
    """Say what kind of person a page was made for, as its head shows."""
    if 'class="who"' not in body:
        return "nobody"
    if '/secretaria/"' in body:
        return "secretariat"
    return "desk" if '/mesa/"' in body else "visitor" if 'href="/entrar?' in body else "citizen"


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="gacocrea-seen-")


def pytest_collection_finish(session: pytest.Session) -> None:
    session.config.stash[DRIVES] = any(item.get_closest_marker("browser") for item in session.items)


DRIVES = pytest.StashKey[bool]()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    folder = Path(os.environ[FOLDER])
    if session.config.stash.get(DRIVES, False) and _kept:
        (folder / f"{os.getpid()}.json").write_text(json.dumps(_kept), "utf-8")
    if hasattr(session.config, "workerinput"):
        return
    pages = gathered(folder)
    if pages and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        _said[:] = look_over(pages, folder)
        _looked.append(len(pages))
        if _said:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            return  # with the pages kept for whoever mends them
    shutil.rmtree(folder, ignore_errors=True)


def gathered(folder: Path) -> dict[str, str]:
    """Return what all processes kept: of each kind the longest."""
    pages: dict[str, str] = {}
    for file in sorted(folder.glob("*.json")):
        for key, body in json.loads(file.read_text("utf-8")).items():
            pages[key] = max(pages.get(key, ""), body, key=lambda text: (len(text), text))
    return dict(sorted(pages.items()))


def look_over(pages: dict[str, str], folder: Path) -> list[str]:
    """Let some Chromiums look at the pages side by side; return what they found."""
    eyes = []
    for eye in range(EYES):
        share = {key: [place, pages[key]] for place, key in enumerate(pages) if place % EYES == eye}
        file = folder / f"share-{eye}"
        file.write_text(json.dumps(share), "utf-8")
        command = [sys.executable, "-m", "tests.chromium.look", str(file)]
        eyes.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    return sorted(line for eye in eyes for line in eye.communicate()[0].splitlines())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _looked:
        terminalreporter.write_line(f"Kinds of pages that axe looked at: {_looked[0]}. Found: {len(_said)}.")
    if _said:
        terminalreporter.write_line(f"Look again: python -m tests.chromium.look {os.environ[FOLDER]}/share-0")
    for line in _said:
        terminalreporter.write_line(f"PAGE {line}", red=True)
