"""What gacocrea stands on is pinned, hashed, installed as locked, and listed part by part."""

import json
import subprocess
import sys
from pathlib import Path

from tests.house.test_locks import entries
from tests.house.tree import ROOT


def audit(*words: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, str(ROOT / "tools" / "audit"), *words]
    return subprocess.run(program, capture_output=True, text=True, check=False)


def test_the_audit_finds_nothing_and_the_parts_list_names_every_part(tmp_path: Path) -> None:
    done = audit("--sbom", str(tmp_path / "parts.json"))
    assert done.returncode == 0, done.stdout + done.stderr
    listed = json.loads((tmp_path / "parts.json").read_text("utf-8"))
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    parts = listed["components"]
    assert len(parts) == len(entries("requirements.lock"))
    assert all(part["purl"] == f"pkg:pypi/{part['name']}@{part['version']}" for part in parts)
    assert all(part["externalReferences"] for part in parts)
    assert len({part["bom-ref"] for part in parts}) == len(parts)
