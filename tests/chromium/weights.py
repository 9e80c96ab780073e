"""What pages weigh on the wire, and how long they take on a thin line.

`python -m tests.chromium.weights` prints a table of every public page of the example.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from gacocrea.core.terms import Phase
from tests.chromium.demo import Example, lone_example
from tests.chromium.drive import Screen, chromium
from tests.chromium.places import Place, listed
from tests.chromium.serving import serving
from tests.needs import program_path

FIRST, NEXT = 100_000, 30_000
"""The most bytes that a first visit may take, and one with everything that is kept already there."""
THIN = {"offline": False, "latency": 100, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
WHOLE = "() => performance.timing.loadEventStart - performance.timing.navigationStart"
LATER = 80
"""Milliseconds in which the small scripts that a page asks for have come."""


@dataclass
class Weight:
    """The bytes of a first and of a further visit to a page, and the hosts that were asked besides its own."""

    path: str
    first: int
    next: int
    foreign: set[str]


class Scales:
    """Counts the bytes that a tab receives."""

    def __init__(self, screen: Screen, site: str) -> None:
        self.screen, self.site = screen, site
        self.bytes, self.foreign = 0, set[str]()
        screen.ask("Network.enable")
        screen.line.on("Network.loadingFinished", self._count)
        screen.line.on("Network.requestWillBeSent", self._ask)

    def _count(self, facts: dict[str, float]) -> None:
        self.bytes += int(facts["encodedDataLength"])

    def _ask(self, facts: dict[str, dict[str, str]]) -> None:
        asked = facts["request"]["url"]
        if not asked.startswith((self.site, "data:")):
            self.foreign.add(asked)

    def load(self, path: str, *, is_first: bool) -> int:
        """Return how many bytes a page brings, on a first visit or with everything that may be kept."""
        self.bytes = 0
        self.screen.ask("Network.setCacheDisabled", cacheDisabled=is_first)
        self.screen.page.goto(self.site + path, wait_until="load")
        self.screen.page.wait_for_timeout(LATER)
        return self.bytes


def public() -> list[Place]:
    return [place for place in listed()[0] if place.who == "visitor"]


def weigh(example: Example, screen: Screen, site: str) -> Iterator[Weight]:
    """Weigh every public page in the phase in which it is found."""
    scales = Scales(screen, site)
    order = list(Phase)
    for phase, places in groupby(
        sorted(public(), key=lambda one: order.index(one.phase)), key=lambda one: one.phase
    ):
        example.stand(phase)
        for place in places:
            scales.foreign = set()
            first = scales.load(place.path, is_first=True)
            yield Weight(place.path, first, scales.load(place.path, is_first=False), scales.foreign)


def first_sight(screen: Screen, address: str) -> tuple[float, float]:
    """Return after how many seconds a first visit shows something, and is all there, at 50 kB/s and 100 ms away."""
    screen.ask("Network.enable")
    screen.ask("Network.setCacheDisabled", cacheDisabled=True)
    screen.ask("Network.emulateNetworkConditions", **THIN)
    screen.page.goto(address, wait_until="load")
    screen.page.wait_for_function(PAINTED)
    seen, whole = (screen.page.evaluate(script) / 1000 for script in (PAINTED, WHOLE))
    return seen, whole


def table(say: Callable[[str], None]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        lone_example(Path(folder)) as example,
        serving(example.app) as site,
        chromium(program_path()) as program,
    ):
        found = sorted(weigh(example, Screen(program.new_page()), site), key=lambda one: -one.first)
        for one in found:
            say(f"{one.first:>7} {one.next:>7}  {one.path}  {' '.join(one.foreign)}")
        example.stand(Phase.VOTING)
        for path in (
            "/",
            "/ecuador/",
            "/entrar",
            "/ecuador/2024-2026/propuestas",
            "/ecuador/2024-2026/respuestas",
        ):
            seen, whole = first_sight(Screen(program.new_context().new_page()), site + path)
            say(f"{seen:>6.2f} s seen {whole:>6.2f} s whole  {path}")


if __name__ == "__main__":
    table(print)
