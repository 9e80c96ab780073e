"""Random schedules of what voters, officials and crashes do: the tables never say anything but the register."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.storm.postgres import database
from tests.storm.schedules import run

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.mark.parametrize("engine", ENGINES)
def test_after_any_schedule_the_register_and_the_tables_agree(engine: str, tmp_path: Path) -> None:
    """Ten thousand of them: `python -m tests.storm.schedules`."""
    profile = settings.default
    assert profile is not None
    with database(engine) as url:
        run(tmp_path, url, schedules=profile.max_examples // 2, steps=16)
