"""Every address of a page, with something of the example in the place of each of its variable parts.

A new address whose variable part is not in the table has no page to be looked at: a test says so.

`python -m tests.chromium.places` tries them on the example and writes down who finds which page, and in which phase.
"""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from flask import Flask

from gacocrea.core.terms import Phase
from tests.browser import Browser
from tests.chromium.demo import Example

LISTED = Path(__file__).with_suffix(".txt")
REFRESH = ".venv/bin/python -m tests.chromium.places"
FIXED = {"forum": ("ecuador",), "cycle": ("2024-2026",)}
EXAMPLES: dict[str, str] = {
    "propuestas ref": "P-0001 P-0002 P-0010 P-0023 P-0085",
    "temas ref": "T-001 T-005",
    "compromisos ref": "C-01 C-02",
    "avance ref": "C-01 C-02",
    "hilo ref": "P-0001",
    "respuestas ref": "P-0001",
    "avance number": "1 2",
    "apelaciones appeal_id": "1",
    "casos number": "1",
    "reclamos number": "1",
    "revision number": "1",
    "papel pillar": "transparencia integridad participacion colaboracion",
    "seleccion pillar": "transparencia",
    "votacion pillar": "transparencia",
    "resultados pillar": "transparencia",
    "impresion run": "1",
    "lote number": "1 2",
    "vista page": "1",
    "aprende chapter": "pilares",
    "aprende code": "es en",
    "cursos code": "A-01 A-02 A-03",
    "asistencia number": "1",
    "certificados code": "x",
    "traducciones tongue": "en qu",
    "traducciones kind": "tema",
    "traducciones id": "1",
    "resultado pillar": "transparencia",
    "compromiso ref": "C-01",
    "e place": "ecuador",
    "e thing": "P-0001",
    "E place": "ECUADOR",
    "E thing": "P-0001",
    "borradores draft_id": "1 2",
    "taller workshop_id": "1",
    "decisiones code": "D-01",
    "mociones code": "M-01 M-02",
    "reuniones code": "R-01",
    "acuerdos agreement_id": "1",
    "asientos seat_id": "1",
    "datos number": "1",
    "cuentas number": "1",
    "documentos number": "1",
    "invitados guest_id": "1",
    "padron number": "1",
    "periodos term_id": "1",
    "traer number": "1",
    "baja token": "x",
    "clave token": "x",
    "confirmar token": "x",
    "correo token": "x",
    "volver token": "x",
    "enlace token": "x",
    "unir token": "x",
    "con provider": "x",
    "identidad identity": "1",
    "llave passkey": "1",
    "privacidad version": "1",
}
"""By the word before it and its name, what stands in a variable part; the first that answers is looked at."""

NO_PAGE = {"a", "archivos", "paquete", "paquete.zip"}
"""Words of addresses that give files."""
FILE = re.compile(r"\.(\w+|<kind>)$")


PEOPLE = ("visitor", "citizen", "civil society", "secretariat", "administrator", "government", "observer")
TRIED = (
    Phase.VOTING,
    Phase.PROPOSALS,
    Phase.DRAFTING,
    Phase.IMPLEMENTATION,
    Phase.CONSULTATION,
    Phase.CLOSED,
)
ELSEWHERE = "not in the example: held by the tests of its stage"


@dataclass(frozen=True)
class Place:
    """A page of the example: its rule, its address, who finds it, and when."""

    rule: str
    path: str
    who: str
    phase: Phase


def listed() -> tuple[list[Place], set[str]]:
    """Return the pages that are written down, and the rules of those that the example does not have."""
    lines = [line.split("  ") for line in LISTED.read_text("utf-8").splitlines()]
    here = [
        Place(rule, path, who, Phase(phase)) for rule, path, who, phase in (x for x in lines if len(x) == 4)
    ]
    return here, {line[0] for line in lines if len(line) == 2}


def is_page(rule: str) -> bool:
    return not FILE.search(rule) and not NO_PAGE & set(rule.split("/"))


def missing(app: Flask) -> list[str]:
    """Return what the table of examples does not know: the word before a variable part, and its name."""
    return sorted({key for rule in rules(app) for key, _part in parts(rule) if key not in EXAMPLES})


def rules(app: Flask) -> dict[str, str]:
    found = {rule.rule: rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return {rule: endpoint for rule, endpoint in found.items() if is_page(rule)}


def parts(rule: str) -> Iterator[tuple[str, str]]:
    """Yield each variable part but forum and cycle: its key in the table, and how it is written in the rule."""
    before = ""
    for word in rule.split("/"):
        if word.startswith("<"):
            name = word.strip("<>").rpartition(":")[2]
            if name not in FIXED:
                yield f"{before} {name}", word
        else:
            before = word


def addresses(rule: str) -> Iterator[str]:
    keys = list(parts(rule))
    base = rule.replace("<forum>", "ecuador").replace("<cycle>", "2024-2026")
    for values in product(*(EXAMPLES[key].split() for key, _part in keys)):
        path = base
        for (_key, part), value in zip(keys, values, strict=True):
            path = path.replace(part, value, 1)
        yield path


def listing(example: Example) -> list[str]:
    """Ask for every page until somebody finds it, and return a line for each."""
    found: dict[str, str] = {}
    every = rules(example.app)
    for phase in dict.fromkeys(TRIED):
        example.stand(phase)
        browsers = {who: example.browser(who) for who in PEOPLE}
        for rule in [rule for rule in every if rule not in found]:
            likely = dict.fromkeys((worker(rule), "citizen", "civil society", "secretariat", "administrator"))
            who_where = ((who, path) for who in likely for path in addresses(rule))
            first = next(((who, path) for who, path in who_where if is_found(browsers[who], path)), None)
            if first:
                found[rule] = f"{first[1]}  {first[0]}  {phase}"
    return [f"{rule}  {found.get(rule, ELSEWHERE)}" for rule in sorted(every)]


def is_found(browser: Browser, path: str) -> bool:
    page = browser.get(path)
    return page.status == 200 and page.path == path


def worker(rule: str) -> str:
    """Return who works on a page, as far as its address tells."""
    words = rule.split("/")
    by_word = {"mesa": "civil society", "secretaria": "secretariat", "mi": "citizen", "nueva": "citizen"}
    return next((who for word, who in by_word.items() if word in words), "visitor")


if __name__ == "__main__":
    from tests.chromium.demo import lone_example

    with tempfile.TemporaryDirectory() as folder, lone_example(Path(folder)) as alone:
        LISTED.write_text("\n".join(listing(alone)) + "\n", "utf-8")
