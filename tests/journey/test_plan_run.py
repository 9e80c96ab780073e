"""A new secretary types in real commitments, has them consulted on and adopted, and takes the plan away."""

import json
from pathlib import Path

import pytest

from tests.journey.plan_run import plan_run

pytestmark = [pytest.mark.real, pytest.mark.slow]


def test_real_commitments_are_typed_in_consulted_on_adopted_and_exported(
    tmp_path: Path, real_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.journey.plan_run.KINDS", ("json", "docx"))
    figures = plan_run(tmp_path, "CO4", most=3).figures
    assert figures["commitments typed in"] == 3
    assert figures["comments answered in one action"] == 3
    assert figures["plan adopted"]
    plan = json.loads((tmp_path / "CO4-json.json").read_bytes())
    assert len(plan["commitments"]) == 3
    assert all(item["milestones"] for item in plan["commitments"])
