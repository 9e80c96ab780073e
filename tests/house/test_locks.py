"""The locks pin every package with its hashes and send nobody to a particular index."""

import re

import pytest

from tests.house.tree import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")


def entries(lock: str) -> dict[str, str]:
    """Return each pinned package with its hashes; the same name may stand for several Pythons."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    return {line.split(" --hash")[0]: line for line in text.splitlines() if line and not line.startswith("#")}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_with_its_hashes(lock: str) -> None:
    assert [
        entry for entry, line in entries(lock).items() if "==" not in entry or "--hash=sha256:" not in line
    ] == []


@pytest.mark.parametrize("lock", [*LOCKS, "requirements.in", "requirements-dev.in"])
def test_a_lock_names_no_index_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert re.findall(r"\S*://\S*|--(?:extra-)?index-url.*|--find-links.*| @ .*", text) == []


def pins(lock: str) -> set[tuple[str, str]]:
    """Return each version with its hashes, wherever it is needed: development may need one on more machines."""
    return {
        (entry.partition(" ;")[0].strip(), line[line.index("--hash") :])
        for entry, line in entries(lock).items()
    }


def test_development_runs_the_same_versions_as_production() -> None:
    assert pins("requirements.lock") - pins("requirements-dev.lock") == set()
