"""Every page, seen by everybody, in every phase, language and light, on a phone and a desk: looked at with axe.

Each page of the example is visited once in each of the ten phases; roles, languages, lights, contrasts and widths turn
at their own pace beside them, so that each page meets each value of each, and most pairs. A page that is closed to
somebody shows its refusal, which is a page too.

`python -m tests.chromium.sweep [PART OF AN ADDRESS]` takes a quarter of an hour for all of them.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from gacocrea.core.terms import Phase
from tests.chromium.demo import Example, lone_example
from tests.chromium.drive import chromium
from tests.chromium.journeys import LANGUAGES
from tests.chromium.look import CONTRASTS, SIZES, THEMES, findings, narrow, teach
from tests.chromium.places import PEOPLE, Place, addresses, listed, rules
from tests.chromium.serving import serving
from tests.needs import program_path

LIGHTS = tuple(product(THEMES, CONTRASTS))
ELSEWHERE = ("/nada-de-eso", "/ecuador/2024-2026/propuestas/P-9999")


def paths(example: Example) -> list[str]:
    """Return an address of every page, also of those that only a refusal answers."""
    here, _elsewhere = listed()
    known: dict[str, Place] = {place.rule: place for place in here}
    own = [
        known[rule].path if rule in known else next(addresses(rule)) for rule in sorted(rules(example.app))
    ]
    return [*own, *ELSEWHERE]


def readings(number: int, phase: int) -> tuple[str, str, tuple[str, str], tuple[int, int]]:
    """Return who reads page `number` in a phase, in which language, light and size."""
    turn = number + phase
    return (
        PEOPLE[(number + phase * 3) % len(PEOPLE)],
        LANGUAGES[turn % len(LANGUAGES)],
        LIGHTS[(turn // 3 + phase) % len(LIGHTS)],
        SIZES[(number // 2 + phase) % len(SIZES)],
    )


class Sweep:
    """Goes through the example with one Chromium, one window for each kind of reader."""

    def __init__(self, example: Example, site: str, program: Browser) -> None:
        self.example, self.site, self.program = example, site, program
        self.windows: dict[tuple[str, str], tuple[BrowserContext, Page]] = {}
        self.seen = Counter[int]()

    def over(self, paths: list[str]) -> Iterator[str]:
        """Yield what is wrong, each with where and how it was seen."""
        for number_of_phase, phase in enumerate(Phase):
            self.example.stand(phase)
            for number, path in enumerate(paths):
                yield from self._visit(path, phase, *readings(number, number_of_phase))
            for context, _page in self.windows.values():
                context.close()
            self.windows.clear()

    def _visit(
        self, path: str, phase: Phase, who: str, language: str, light: tuple[str, str], size: tuple[int, int]
    ) -> Iterator[str]:
        page = self._window(who, f"{language}.{light[0]}.{light[1]}")
        page.set_viewport_size({"width": size[0], "height": size[1]})
        answer = page.goto(self.site + path, wait_until="load")
        status = answer.status if answer else 0
        self.seen[status] += 1
        if status >= 500:
            yield f"{path} {phase} {who}: {status}"
            return
        if not page.locator("main").count():
            return  # plain words, or a piece that a script puts into a page
        teach(page)
        for line in dict.fromkeys(findings(page) + narrow(page)):
            yield f"{path} {phase} {who} {language} {light} {size[0]} [{status}]: {' '.join(line.split())}"

    def _window(self, who: str, reading: str) -> Page:
        if (who, reading) not in self.windows:
            context = self.program.new_context(locale=reading[:2], bypass_csp=True)
            context.add_cookies(self.example.cookies(who, self.site, reading))  # type: ignore[arg-type]
            self.windows[who, reading] = context, context.new_page()
        return self.windows[who, reading][1]


def main(part: str) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        lone_example(Path(folder)) as example,
        serving(example.app) as site,
        chromium(program_path()) as program,
    ):
        sweep = Sweep(example, site, program)
        wrong = 0
        for line in sweep.over([path for path in paths(example) if part in path]):
            wrong += 1
            print(line, flush=True)
        print(f"{sum(sweep.seen.values())} pages seen {dict(sweep.seen)}, {wrong} findings")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
