"""Random schedules in numbers, run by hand: `python -m tests.storm.schedules --schedules 10000`."""

import argparse
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.storm.postgres import database
from tests.storm.register import Register
from tests.storm.world import world


def run(place: Path, url: str, schedules: int, steps: int) -> None:
    """Take `schedules` random schedules of up to `steps` steps. Raises AssertionError for the first that breaks."""
    with world(place, url) as made:
        machine = type("Machine", (Register,), {"world": made})
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=schedules,
                stateful_step_count=steps,
                deadline=None,
                database=None,
                print_blob=True,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate, Phase.shrink],
            ),
        )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--schedules", type=int, default=10_000)
    asked.add_argument("--steps", type=int, default=16)
    asked.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    said, started = asked.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gacocrea-schedules.") as place, database(said.engine) as url:
        run(Path(place), url, said.schedules, said.steps)
    spent = time.monotonic() - started
    print(
        f"{said.engine}: {said.schedules} schedules of up to {said.steps} steps in {spent:.0f} s, none broken"
    )


if __name__ == "__main__":
    main()
