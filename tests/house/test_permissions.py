"""The law is whole, every action of it means something, and the page for people says the same."""

import subprocess
import sys

from gacocrea.core.permissions import LAW, Action
from tests.house.tree import ROOT


def test_every_action_has_its_line_in_the_law() -> None:
    assert set(LAW) == set(Action)


def test_the_table_for_people_is_what_the_law_says() -> None:
    printed = subprocess.run(
        [sys.executable, ROOT / "tools" / "permissions"], capture_output=True, text=True, check=True
    ).stdout
    page = (ROOT / "docs" / "permissions.md").read_text("utf-8")
    assert page == printed, "run: .venv/bin/python tools/permissions > docs/permissions.md"
