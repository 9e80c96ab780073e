"""How long and how much memory a recount takes: `.venv/bin/python -m tests.voting.big_package [BALLOTS]`.

Makes a package of 100,000 ballots (20 themes, up to 5 on a ballot: nearly all ballots differ) with as many hourly
checkpoints as fit, for each rule, recounts it as a stranger does, in a process of its own, and prints seconds and peak
memory.
"""

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from gacocrea.voting import recount
from tests.voting.packages import Cast, package, some_ballots, write_zip

RULES = ("top_n", "phragmen", "equal_shares")
HOURS = 336
"""Hours in two weeks: the most checkpoints that a usual vote has."""


@dataclass(frozen=True)
class Measure:
    """What one recount took."""

    rule: str
    ballots: int
    code: int
    seconds: float
    """Of work: on a machine with other work to do, more pass on the clock."""
    passed: float
    megabytes: float


def make(rule: str, ballots: int, path: Path) -> None:
    cast = Cast(
        some_ballots(ballots, options=20, choices_max=5),
        options=20,
        choices_max=5,
        seats=8,
        rule=rule,
        replaced=ballots // 50,
        annulled=ballots // 1000,
        checkpoints=min(HOURS, ballots // 100),
    )
    write_zip(package(cast), path)


LAUNCH = """
import os, subprocess, sys
process = subprocess.Popen([sys.executable, "-I", *sys.argv[1:]], stdout=subprocess.DEVNULL)
_pid, status, used = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""A process counts the memory of the one that started it as its own: this one is small."""


def measure(rule: str, ballots: int) -> Measure:
    """Recount a package in a process of its own; peak memory is what the system says of that process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "package.zip"
        maker = get_context("spawn").Process(target=make, args=(rule, ballots, path))
        maker.start()
        maker.join()
        start = time.monotonic()
        command = [sys.executable, "-I", "-c", LAUNCH, recount.__file__, str(path)]
        told = subprocess.run(command, capture_output=True, check=True).stdout.split()
        passed = time.monotonic() - start
        return Measure(rule, ballots, int(told[-3]), float(told[-2]), passed, int(told[-1]) / 1024)


def main() -> None:
    ballots = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for rule in RULES:
        took = measure(rule, ballots)
        spent = f"{took.seconds:.1f} s of work, {took.passed:.1f} s on the clock, {took.megabytes:.0f} MB"
        print(f"{rule}: {ballots} ballots, exit {took.code}, {spent}", flush=True)


if __name__ == "__main__":
    main()
