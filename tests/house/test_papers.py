"""What the papers for auditors name exists."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT

PAPERS = (
    "SECURITY.md",
    *(f"docs/{name}.md" for name in ("asvs", "threat-model", "cryptography", "record", "mutation")),
)


def test_every_test_that_the_asvs_table_names_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", (ROOT / "docs/asvs.md").read_text("utf-8")))
    assert len(named) > 50
    texts = {
        path: (ROOT / path).read_text("utf-8") if (ROOT / path).exists() else "" for path, _name in named
    }
    assert sorted((path, name) for path, name in named if f"def {name}(" not in texts[path]) == []


def test_a_row_that_is_not_met_says_what_is_missing() -> None:
    rows = re.findall(
        r"^\| (V[\d.]+) \| \d \| (\S+) \| (.*) \|$", (ROOT / "docs/asvs.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(rows) > 200
    assert {status for _id, status, _how in rows} <= {"met", "partly", "not", "n.a."}
    assert [number for number, _status, how in rows if not how.strip()] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_every_file_that_a_paper_points_at_exists(paper: str) -> None:
    text = (ROOT / paper).read_text("utf-8")
    linked = {(ROOT / paper).parent / target for target in re.findall(r"\]\(([^)#:]+)\)", text)}
    named = set(re.findall(r"`((?:tests|docs|tools)/[\w/.-]+\.\w+)`", text))
    inside = {
        ROOT / "gacocrea" / path
        for path in re.findall(r"`([a-z]+/[\w/]+\.py)`", text)
        if not path.startswith("tests")
    }
    missing = [path for path in (*linked, *(ROOT / one for one in named), *inside) if not Path(path).exists()]
    assert missing == []
