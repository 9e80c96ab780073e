"""How long pages take: fills the example forum in a temporary folder and reads every public page that it links to.

Prints, for the slowest pages, the median time of five readings in milliseconds, the size in kB before compression
and the number of database statements. Times are those of the program alone: no network, no browser.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from gacocrea.app import create_app
from gacocrea.settings import Settings

READINGS = 5
PAGES = 150
SHOWN = 25


class Reading(NamedTuple):
    milliseconds: float
    kilobytes: float
    statements: int
    status: int
    path: str


def filled(instance: Path) -> FlaskClient:
    """Return a visitor of a forum filled with the example data."""
    env = {**os.environ, "GACOCREA_INSTANCE": str(instance)}
    env.pop("DATABASE_URL", None)
    start = time.perf_counter()
    subprocess.run([Path(sys.executable).with_name("gacocrea"), "demo"], env=env, check=True, stdout=subprocess.DEVNULL)
    print(f"gacocrea demo  {time.perf_counter() - start:.1f} s")
    return create_app(Settings.from_env(env)).test_client()


def read(client: FlaskClient, path: str, counted: list[int]) -> tuple[Reading, str]:
    """Read one page several times and return its figures and its content."""
    times = []
    for _ in range(READINGS):
        counted[0] = 0
        start = time.perf_counter()
        response = client.get(path)
        times.append(1000 * (time.perf_counter() - start))
    size, is_page = len(response.data) / 1000, response.mimetype == "text/html"
    return (
        Reading(statistics.median(times), size, counted[0], response.status_code, path),
        response.text if is_page else "",
    )


def walk(client: FlaskClient) -> Iterator[Reading]:
    """Read pages from the front page on, each address once."""
    counted = [0]

    def count(*_: Any) -> None:
        counted[0] += 1

    event.listen(Engine, "before_cursor_execute", count)
    waiting, known = deque(["/"]), {"/"}
    while waiting:
        path = waiting.popleft()
        reading, content = read(client, path, counted)
        yield reading
        for link in re.findall(r"<a\b[^>]*\bhref=\"([^\"#]+)", content):
            target = urljoin(path, link).partition("?")[0]
            if target.startswith("/") and target not in known and len(known) < PAGES:
                known.add(target)
                waiting.append(target)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        readings = sorted(walk(filled(Path(place))), reverse=True)
    print(f"{len(readings)} pages, median {statistics.median(r.milliseconds for r in readings):.0f} ms\n")
    print("    ms      kB  statements  status  page")
    for reading in readings[:SHOWN]:
        print("{:6.0f} {:7.1f} {:11d} {:7d}  {}".format(*reading))


if __name__ == "__main__":
    main()
