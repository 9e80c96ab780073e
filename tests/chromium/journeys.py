"""Three people's ways through the example, walked by the names of links, fields and buttons, as a person does.

`python -m tests.chromium.journeys FOLDER` walks each on a phone and a desk, in three languages, with and without
JavaScript, and puts a picture of every page into the folder.
"""

import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from flask_babel import force_locale, gettext
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from gacocrea.core.terms import Phase
from gacocrea.home.demo.founding import PHRASE
from tests.chromium.demo import Example, lone_example
from tests.chromium.drive import PATIENCE, chromium
from tests.chromium.serving import serving
from tests.home.example import SIGN_INS
from tests.needs import program_path

WIDTHS = (360, 1280)
LANGUAGES = ("es", "en", "pt")
CYCLE = "/ecuador/2024-2026"
WIDE = "(page) => page.scrollWidth - page.clientWidth"


@dataclass(frozen=True)
class Way:
    """How a journey is walked."""

    width: int
    language: str
    scripts: bool

    def __str__(self) -> str:
        return f"{self.width}-{self.language}-{'js' if self.scripts else 'plain'}"


class Walk:
    """A person in front of a window: what they read and press is found by its words in their language."""

    def __init__(
        self, example: Example, site: str, program: Browser, way: Way, pictures: Path, name: str
    ) -> None:
        self.example, self.site, self.way = example, site, way
        self.pictures, self.name, self.steps = pictures, name, 0
        pictures.mkdir(parents=True, exist_ok=True)
        self.context = program.new_context(
            viewport={"width": way.width, "height": 800},
            locale=way.language,
            java_script_enabled=way.scripts,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE / 2)
        self.complaints: list[str] = []
        self.page.on(
            "console",
            lambda m: self.complaints.append(m.text) if m.type == "error" and "422" not in m.text else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def say(self, words: str, **facts: object) -> str:
        """Return Spanish words of the program in the language of the walk."""
        with self.example.app.test_request_context("/"), force_locale(self.way.language):
            return str(gettext(words, **facts))

    def at(self, phase: Phase, who: str = "") -> None:
        """Come in a phase; officials have already shown their second factor."""
        self.example.stand(phase)
        self.context.clear_cookies()
        if who:
            self.context.add_cookies(self.example.cookies(who, self.site, f"{self.way.language}.."))  # type: ignore[arg-type]

    def go(self, path: str) -> None:
        self.page.goto(self.site + path)
        self.see()

    def link(self, words: str, **facts: object) -> None:
        self._press(self.page.get_by_role("link", name=self.say(words, **facts), exact=True))

    def button(self, words: str, *, wrong: bool = False, **facts: object) -> None:
        """Press a button; `wrong`: what was filled in will not do."""
        self._press(self.page.get_by_role("button", name=self.say(words, **facts), exact=True), wrong=wrong)

    def first_link(self, within: str) -> None:
        """Press the first link in a part of the page, whatever it says."""
        self._press(self.page.locator(within).get_by_role("link"))

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(re.compile("^" + re.escape(self.say(label)))).fill(text)

    def choose(self, name: str) -> None:
        self.page.get_by_label(name, exact=True).check()

    def reads(self, words: str, **facts: object) -> None:
        """Be shown a sentence."""
        assert self.say(words, **facts) in self.page.locator("main").inner_text(), self.page.url

    def see(self) -> None:
        """Take a picture, and hold the page to its width."""
        self.steps += 1
        wide = (
            self.page.locator("html").evaluate("(page) => page.scrollWidth - page.clientWidth")
            if self.way.scripts
            else 0
        )
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide}px"
        self.page.screenshot(
            path=self.pictures / f"{self.name}-{self.way}-{self.steps:02}.png", full_page=True
        )

    def _hear(self, message: ConsoleMessage) -> None:
        if (
            message.type == "error" and "422" not in message.text
        ):  # which is what a form says that will not do
            self.complaints.append(message.text)

    def _press(self, found: Locator, *, wrong: bool = False) -> None:
        with self.page.expect_navigation() as coming:
            found.first.click()
        answer = coming.value
        assert answer is not None
        assert (answer.status == 422) is wrong, f"{self.name}: {answer.status} {answer.url}"
        self.see()

    def end(self) -> None:
        assert self.complaints == []
        self.context.close()


def citizen(walk: Walk) -> None:
    """Lucía enters, proposes, and later votes and finds her ballot."""
    walk.at(Phase.PROPOSALS)
    walk.example.speaks("citizen", walk.way.language)
    walk.go("/ecuador/")
    walk.link("Entrar")
    walk.fill("Correo electrónico", f"{SIGN_INS['citizen']}@example.org")
    walk.fill("Contraseña", PHRASE)
    walk.button("Entrar")
    walk.page.goto(f"{walk.site}{CYCLE}/propuestas")
    walk.link("Presentar una propuesta")
    walk.button("Presentar la propuesta", wrong=True)
    assert walk.page.locator("[role=alert]").first.is_visible()
    walk.page.get_by_role("radio").first.check()
    walk.fill("Su propuesta en una frase", "Que el horario del bus esté en cada parada")
    walk.fill("¿Qué problema ve?", "En las paradas del barrio nadie sabe a qué hora pasa el último bus.")
    walk.fill(
        "¿Qué propone?", "Un letrero con el horario en cada parada, y el mismo horario en datos abiertos."
    )
    walk.button("Presentar la propuesta")
    assert "Que el horario del bus esté en cada parada" in walk.page.locator("main").inner_text()
    walk.at(Phase.VOTING, "citizen")
    walk.go(f"{CYCLE}/votacion/transparencia")
    for place in (0, 2):
        walk.page.locator(".ballot label").nth(place).click()
    walk.button("Revisar")
    walk.reads("Su selección todavía no está entregada")
    walk.button("Entregar boleta")
    code = walk.page.locator(".code").inner_text()
    assert len(re.sub(r"\W", "", code)) >= 16
    walk.go(f"{CYCLE}/votacion/comprobar")


def member(walk: Walk) -> None:
    """Rosario reads what was reported, answers a proposal, and votes on a motion."""
    walk.at(Phase.ANALYSIS, "civil society")
    walk.go(f"{CYCLE}/mesa/revision")
    if not walk.page.locator("form.decide").is_visible():  # a narrow window shows the queue first
        walk.first_link(".queue li")
    walk.page.locator("form.decide").get_by_role("radio").first.check()
    walk.page.locator("form.decide textarea[name=reason]").fill(
        "Lo leímos: cumple las reglas de participación."
    )
    walk._press(walk.page.locator("form.decide").get_by_role("button"))
    walk.go(f"{CYCLE}/mesa/")
    if not walk.page.locator("#decide").is_visible():
        walk.first_link(".queue li")
    walk.page.locator("#decide").get_by_role("radio").nth(4).check()
    walk.page.locator("#decide textarea[name=reason]").fill(
        "Gracias por escribirnos. Su pedido es de otra institución, y le decimos cuál y cómo pedirlo allí."
    )
    walk.button("Publicar y seguir")
    walk.at(Phase.DRAFTING, "civil society")
    walk.go("/ecuador/decisiones")
    walk.first_link("main section:has(h3) li")
    walk.page.get_by_role("radio").first.check()
    walk.see()
    walk._press(walk.page.locator("form:has([name=choice]) button"))


def secretary(walk: Walk) -> None:
    """Sofía takes the plan along; later Lucía follows a commitment."""
    walk.at(Phase.ADOPTION, "secretariat")
    walk.go("/ecuador/secretaria/")
    walk.go(f"{CYCLE}/secretaria/plan")
    with walk.page.expect_download() as download:
        walk.page.locator("a[href$='plan.odt'], a[href*='plan.odt']").first.click()
    assert Path(download.value.path()).stat().st_size > 10_000
    walk.at(Phase.IMPLEMENTATION, "citizen")
    walk.go(f"{CYCLE}/avance")
    walk.first_link("main li h3")
    walk.button("Seguir %(what)s", what="C-01")
    assert walk.page.get_by_role(
        "button", name=walk.say("Dejar de seguir %(what)s", what="C-01")
    ).is_visible()
    walk.go("/mi/")


JOURNEYS: dict[str, Callable[[Walk], None]] = {"citizen": citizen, "member": member, "secretary": secretary}
EVERY = [Way(*way) for way in product(WIDTHS, LANGUAGES, (True, False))]
SOME = [
    ("citizen", Way(360, "es", True)),
    ("citizen", Way(1280, "en", False)),
    ("citizen", Way(360, "pt", False)),
    ("member", Way(1280, "es", True)),
    ("member", Way(360, "en", False)),
    ("secretary", Way(1280, "pt", True)),
    ("secretary", Way(360, "es", False)),
    ("secretary", Way(360, "en", True)),
]
"""Each journey with each value of width, language and scripts, and each pair of values in some journey."""


def walk_through(name: str, example: Example, site: str, program: Browser, way: Way, pictures: Path) -> None:
    walk = Walk(example, site, program, way, pictures, name)
    JOURNEYS[name](walk)
    walk.end()


def main(pictures: Path) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        lone_example(Path(folder)) as example,
        serving(example.app) as site,
        chromium(program_path()) as program,
    ):
        for name, way in product(JOURNEYS, EVERY):
            print(name, way, flush=True)
            walk_through(name, example, site, program, way, pictures)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
