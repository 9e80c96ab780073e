"""The storms, run by hand: `python -m tests.storm rounds|kills|flow --engine postgresql`.

rounds: eight windows of one voter at once, the same ballot and eight different ones, against four processes.
kills: `kill -9` of a random server while people vote, then close, publish and count.
flow: how many ballots a second are taken.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.storm.flow import flow
from tests.storm.hall import Hall, hall, published
from tests.storm.kills import storm_of_kills
from tests.storm.postgres import database
from tests.storm.rounds import run_rounds
from tests.storm.servers import Server, servers


def rounds(asked: argparse.Namespace) -> None:
    with running(asked) as (installation, up):
        for different in (False, True):
            started, name = time.monotonic(), "different" if different else "identical"
            ports = [server.port for server in up]
            told = run_rounds(installation, ports, rounds=asked.rounds, different=different)
            print(
                f"{asked.engine}: {told.rounds} rounds of 8 {name} ballots in {time.monotonic() - started:.0f} s; "
                f"answers {dict(told.statuses)}; {len(told.receipts)} ballots acknowledged, none lost, none twice",
                flush=True,
            )


def kills(asked: argparse.Namespace) -> None:
    with running(asked) as (installation, up), tempfile.TemporaryDirectory() as place:
        started = time.monotonic()
        toll = storm_of_kills(installation, up, kills=asked.kills, seconds=asked.minutes * 60)
        assert published(installation, Path(place)) == (toll.ballots, toll.votes)
    print(
        f"{asked.engine}: {toll.kills} kills in {time.monotonic() - started:.0f} s; "
        f"{toll.acknowledged} ballots acknowledged, 0 lost; answers {dict(toll.statuses)}; "
        f"{toll.ballots} final ballots, published and recounted equal"
    )


def speed(asked: argparse.Namespace) -> None:
    with running(asked) as (installation, up):
        ports = [server.port for server in up]
        for clients in (4, 8, 16):
            runs = [flow(installation, ports, ballots=asked.ballots, clients=clients) for _ in range(5)]
            rates = sorted(run.per_second for run in runs)
            print(
                f"{asked.engine}: {clients} voters at once: {rates[2]:.0f} ballots a second "
                f"({rates[0]:.0f} to {rates[-1]:.0f} in five runs of {asked.ballots}); "
                f"half within {max(run.half for run in runs):.0f} ms, "
                f"95 % within {max(run.most for run in runs):.0f} ms",
                flush=True,
            )


@contextmanager
def running(asked: argparse.Namespace) -> Iterator[tuple[Hall, list[Server]]]:
    """Give an installation on the engine asked for, and its servers."""
    with database(asked.engine) as url, tempfile.TemporaryDirectory(prefix="gacocrea-storm.") as folder:
        place = Path(folder)
        with (
            hall(place, url) as made,
            servers(made.environment, place / "log", number=asked.servers, workers=asked.workers) as up,
        ):
            yield made, up


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", choices=["rounds", "kills", "flow"])
    asked.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    asked.add_argument("--rounds", type=int, default=1000)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--minutes", type=float, default=30, help="when to stop killing, whatever was reached")
    asked.add_argument("--ballots", type=int, default=400)
    asked.add_argument("--servers", type=int, default=4, help="how many servers, each on a port of its own")
    asked.add_argument("--workers", type=int, default=1, help="how many processes each of them has")
    said = asked.parse_args()
    {"rounds": rounds, "kills": kills, "flow": speed}[said.what](said)


if __name__ == "__main__":
    main()
