"""A new member reviews and answers real texts with the tools of the desk, in few actions."""

from pathlib import Path
from typing import Any

import pytest

from tests.journey.moderation_run import moderation

pytestmark = [pytest.mark.real, pytest.mark.slow]


def test_447_real_proposals_are_reviewed_and_answered_in_at_most_two_actions_each(
    tmp_path: Path, real_data: Path
) -> None:
    figures: dict[str, Any] = moderation(tmp_path, most=10).figures
    assert figures["actions a decision, one by one"] == 2
    assert figures["actions a text"] <= 2
    assert figures["actions an answer"] <= 2
    assert figures["slowest page of the queue (s)"] <= 30
    assert figures["answered, of all"] == (449, 449)
    assert figures["rows in the table"] == 449
