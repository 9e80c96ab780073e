"""No check of the law can be taken out without a test that notices."""

import subprocess
import sys

import pytest

from tests.house.tree import ROOT


@pytest.mark.slow
@pytest.mark.parametrize(
    "module",
    [
        f"gacocrea.{name}"
        for name in ("core.permissions", "people.actions.tokens", "forum.actions.administrators")
    ],
)
def test_every_check_that_is_dropped_is_noticed(module: str) -> None:
    command = [sys.executable, "-m", "tests.mutation", module, "--checks-only"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
