"""One walk along the whole thread, through HTTP alone: from an empty forum to a milestone reported with evidence.

Every page on the way is held to the house rules by the browser that sees it.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.clock import FixedClock
from gacocrea.core.mail import Letter
from gacocrea.core.record import first_broken
from gacocrea.core.terms import Phase, Role
from gacocrea.cycle.models import Cycle
from tests.browser import Browser, Page
from tests.factories import make_forum, make_member

pytestmark = pytest.mark.both_engines

HERE = "/ecuador/2027-2029"
MESA, VOTES, BOOTH = f"{HERE}/mesa/", f"{HERE}/mesa/votacion", f"{HERE}/votacion/integridad"
GAZETTE = "https://example.org/registro-oficial-12"
PUBLIC = [
    "resultados",
    "resultados/integridad",
    "temas",
    "temas/T-001",
    "propuestas",
    "hilo/P-0001",
    "votacion",
    "plan",
]
ROSA = {
    "pillar": "integridad",
    "title": "Que se sepa cuánto costó el puente",
    "problem": "El letrero del puente dice un valor y en el portal sale otro.",
    "solution": "Una página por obra con las planillas pagadas y fotos con fecha.",
    "territory": "Loja",
}
MARCO = ROSA | {
    "title": "Denuncias con reserva",
    "problem": "Quien denuncia pierde su trabajo y nadie responde.",
}
ELVIA = ROSA | {
    "title": "Pavimentar la calle principal",
    "problem": "En invierno no se puede salir de la casa.",
}
ADOPT = {
    "outcome": "adopted",
    "theme": "new",
    "reason": "Es la base del tema: otras personas piden lo mismo.",
}
DEPARTURE = "La contraloría ya asignó el dinero para este tema."


class Walk:
    """The forum, its people's browsers, and a clock that goes from phase to phase."""

    def __init__(self, session: Session, clock: FixedClock, browser: Callable[..., Browser]) -> None:
        self.session, self.clock, self.browser = session, clock, browser
        forum = make_forum(session, internal_rules="1. Por consenso.")
        self.secretary = browser(make_member(session, forum, Role.SECRETARIAT, name="Lucía Andrade"))
        self.ana = browser(make_member(session, forum, sector=0, name="Ana Chalá"))
        self.luis = browser(make_member(session, forum, sector=1, name="Luis Apolo"))

    def at(self, phase: Phase, hours: int = 1) -> datetime:
        """Let it be some hours after a phase has begun."""
        window = self.session.scalars(select(Cycle)).one().moment(self.clock.instant).window(phase)
        assert window is not None
        self.clock.instant = window.opens_at + timedelta(hours=hours)
        return self.clock.instant

    def citizen(self, name: str, letters: list[Letter]) -> Browser:
        """Open an account and confirm it by the letter that comes."""
        visitor = self.browser()
        address = f"{name.lower()}@example.org"
        agreed = {"of_age": "y", "consent": "y"}
        typed = {"name": name, "email": address, "password": "tres gallinas en la azotea"} | agreed
        visitor.submit(visitor.get("/cuenta/nueva"), **typed)
        letter = next(letter for letter in reversed(letters) if letter.to == address)
        link = re.search(r"/cuenta/confirmar/[\w-]+", letter.body)
        assert link is not None
        assert name in visitor.submit(visitor.get(link[0])).words
        return visitor


def done(page: Page, *words: str) -> Page:
    """Look that a step went well and said so."""
    assert page.status == 200, f"{page.path}: {page.status} {page.words}"
    for said in words:
        assert said in page.words, f"{said!r} is not on {page.path}: {page.words}"
    return page


def set_up_a_cycle(walk: Walk) -> None:
    setup = walk.secretary.get("/ecuador/secretaria/ciclo", query_string={"desde": "2027-01-11"})
    before = walk.secretary.submit(setup, "secretaria/ciclo", publish="1", choices_max="2", seats="1")
    done(walk.secretary.submit(before, "publicar"), "quedó publicado")
    done(walk.browser().get("/ecuador/"), "2027–2029", "Integridad y rendición de cuentas")


def propose(walk: Walk, rosa: Browser, marco: Browser, elvia: Browser) -> None:
    walk.at(Phase.PROPOSALS)
    new = f"{HERE}/propuestas/nueva"
    done(rosa.submit(rosa.get(new), **ROSA, submit="1"), "P-0001")
    workshops = walk.secretary.get(f"{HERE}/secretaria/taller")
    held = {"place": "Archidona", "territory": "Loja", "held_on": "2027-02-08", "total": "41"}
    workshop = walk.secretary.submit(workshops, **held)
    said = ROSA | {"title": "Fotos con fecha de cada obra", "author_name": "Taller de Archidona"}
    done(walk.secretary.submit(workshop, **said), "P-0002")
    done(marco.submit(marco.get(new), **MARCO, submit="1"), "P-0003")
    done(elvia.submit(elvia.get(new), **ELVIA, submit="1"), "P-0004")
    done(walk.browser().get(f"{HERE}/propuestas?q=PUENTE"), ROSA["title"])


def answer(walk: Walk, marco: Browser, letters: list[Letter]) -> None:
    walk.at(Phase.ANALYSIS)
    desk = done(walk.ana.get(MESA), ROSA["title"])
    words = {"title": "Obras a la vista", "summary": "Cada obra con su página y su costo."}
    desk = done(walk.ana.submit(desk, "mesa", **ADOPT, **words), "Publicada la respuesta a P-0001")
    desk = walk.ana.submit(desk, "mesa", **ADOPT | {"outcome": "merged", "theme": "1"})
    why = "Diga por favor a quién se denuncia y quién respondería."
    desk = walk.ana.submit(done(desk, "P-0002"), "mesa", outcome="returned", reason=why)
    decline = "La vía es del municipio: le pasamos su pedido."
    done(walk.luis.submit(walk.luis.get(MESA), "mesa", outcome="other_body", reason=decline))
    assert any(why in letter.body and letter.to == "marco@example.org" for letter in letters)
    assert any(decline in letter.body and letter.to == "elvia@example.org" for letter in letters)
    edit = marco.get(f"{HERE}/propuestas/P-0003/cambiar")
    done(marco.submit(edit, solution="Un canal externo, con reserva y con plazo de respuesta."))
    words = {"title": "Denunciar con reserva", "summary": "Un canal externo con plazo de respuesta."}
    done(walk.ana.submit(done(walk.ana.get(MESA), MARCO["title"]), "mesa", **ADOPT, **words))
    done(walk.ana.get(MESA), "4")


def sign(walk: Walk, step: str) -> Page:
    """Two persons of different sectors sign; the first signature alone does nothing."""
    done(walk.ana.submit(walk.ana.get(VOTES), step), "Falta la de otra persona")
    return done(walk.luis.submit(walk.luis.get(VOTES), step), "con dos firmas")


def deliver(voter: Browser, *codes: str) -> Page:
    review = voter.submit(voter.get(BOOTH), "votacion/integridad", choices=list(codes))
    return done(voter.submit(review, "votacion/integridad", deliver="1"), "Su boleta quedó registrada")


def visible(walk: Walk) -> list[str]:
    """Return everything that anyone, officials too, can read of the vote without voting."""
    stranger = walk.browser()
    seen = [stranger.get(f"{HERE}/{place}").words for place in PUBLIC]
    plan = json.loads(walk.secretary.get(f"{HERE}/secretaria/plan.json?idioma=es").body)
    assert plan["polls"] == []
    return [*seen, walk.ana.get(VOTES).words, walk.secretary.get(VOTES).words]


def vote(walk: Walk, rosa: Browser, marco: Browser, elvia: Browser) -> None:
    walk.at(Phase.VOTING)
    sign(walk, "abrir")
    before = visible(walk)
    seals = [deliver(rosa, "T-001"), deliver(marco, "T-002"), deliver(elvia, "T-001", "T-002")]
    seals += [deliver(marco, "T-001"), deliver(elvia)]  # one changes it, one takes it back
    assert len({page.soup.select_one(".code").get_text() for page in seals}) == 5  # type: ignore[union-attr]
    assert visible(walk) == before, "the pages of the vote tell nothing of it"
    walk.at(Phase.CHALLENGE)
    sign(walk, "cerrar")
    done(walk.browser().get(f"{HERE}/resultados/integridad"), "Todavía no hay resultado", "3 boletas")
    for words in visible(walk):
        assert not re.search(r"Lugar \d|con \d+ boleta|Elegido\.", words), "no result before its publication"
    walk.clock.instant += timedelta(hours=72)
    sign(walk, "publicar")


def confirm(walk: Walk) -> None:
    done(walk.browser().get(f"{HERE}/resultados/integridad"), "Obras a la vista")
    form = walk.ana.get(f"{HERE}/mesa/seleccion/integridad")
    boxes = {str(box["value"]): box.has_attr("checked") for box in form.soup.select("input[name=chosen]")}
    assert sorted(boxes.values()) == [False, True]
    lost = next(theme for theme, won in boxes.items() if not won)
    silent = walk.ana.submit(form, "seleccion", chosen=list(boxes))
    assert (silent.status, "se aparta del conteo" in silent.words) == (422, True)
    reasons = {f"reason_{lost}": DEPARTURE}
    motion = done(walk.ana.submit(silent, "seleccion", chosen=list(boxes), **reasons), "M-001", DEPARTURE)
    for member in (walk.ana, walk.luis):
        done(member.submit(member.get(motion.path), "voto", choice="for"), "Su voto quedó publicado")
    carried = done(walk.ana.submit(walk.ana.get(motion.path), "cierre"), "D-001", "1 de 1 de Gobierno")
    done(walk.ana.submit(carried, "confirmar"), "quedó confirmada", DEPARTURE)


def draft(walk: Walk) -> None:
    walk.at(Phase.DRAFTING)
    choice = walk.ana.get(f"{HERE}/compromisos/nuevo")
    first = next(str(box["value"]) for box in choice.soup.select("input[name=themes]"))
    sheet = walk.ana.submit(choice, themes=[first])
    step: dict[str, Any] = {
        "milestones-0-text": "Publicar el formato único",
        "milestones-0-output": "Norma publicada",
        "milestones-0-starts_on": "2027-11-15",
        "milestones-0-ends_on": "2028-03-31",
    }
    done(
        walk.ana.submit(sheet, lead="Contratación Pública", **step), "versión 2", "Publicar el formato único"
    )
    again = walk.luis.get(f"{HERE}/compromisos/C-01/editar")
    done(
        walk.luis.submit(again, problem="Nadie sabe cuánto costó el puente.", reason="Por la mesa"),
        "versión 3",
    )
    done(walk.browser().get(f"{HERE}/compromisos/C-01/versiones"), "De la versión 2 a la 3", "Por la mesa")


def export(walk: Walk) -> None:
    done(walk.secretary.get(f"{HERE}/secretaria/plan"), "Exportar")
    files = {
        kind: walk.secretary.get(f"{HERE}/secretaria/plan.{kind}?idioma=es").response.data
        for kind in ("docx", "pdf", "json", "csv")
    }
    assert files["pdf"].startswith(b"%PDF-")
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as package:
        assert "Publicar el formato único" in package.read("word/document.xml").decode()
    with zipfile.ZipFile(io.BytesIO(files["csv"])) as tables:
        rows = list(csv.DictReader(io.StringIO(tables.read("proposals.csv").decode("utf-8-sig"))))
    assert len(rows) == 4
    plan = json.loads(files["json"])
    commitment = plan["commitments"][0]
    asked = [
        (theme["ref"], theme["votes"], [one["author"] for one in theme["proposals"]])
        for theme in commitment["themes"]
    ]
    assert asked == [("T-001", 2, ["Rosa", "Taller de Archidona"])]
    assert commitment["milestones"][0]["output"] == "Norma publicada"
    became = [(row["ref"], row["theme"], row["commitment"]) for row in plan["proposals"]]
    assert became == [
        ("P-0001", "T-001", "C-01"),
        ("P-0002", "T-001", "C-01"),
        ("P-0003", "T-002", ""),
        ("P-0004", "", ""),
    ]
    assert all(row["reason"] for row in plan["proposals"])
    chosen = {
        row["ref"]: (row["votes"], row["elected"], row["chosen"], row["departure"])
        for row in plan["polls"][0]["themes"]
    }
    assert chosen == {"T-001": (2, True, True, ""), "T-002": (0, False, True, DEPARTURE)}


def keep_it(walk: Walk) -> None:
    walk.at(Phase.IMPLEMENTATION, hours=24 * 120)
    form = walk.ana.get(f"{HERE}/avance/C-01/1")
    said = {"completion": "completed", "note": "Se publicó la norma.", "evidence": "Registro Oficial 12"}
    done(walk.ana.submit(form, **said, evidence_url=GAZETTE), "El avance quedó publicado")
    done(walk.browser().get(f"{HERE}/avance"), "1 de 1 hitos completados")


def walk_the_thread(walk: Walk) -> None:
    stranger = walk.browser()
    page = done(
        stranger.get(f"{HERE}/hilo/P-0001"), ROSA["title"], "Obras a la vista", "Publicar el formato único"
    )
    knots = [item.get_attribute_list("class") for item in page.soup.select("ol.thread > li")]
    assert len(knots) == 5
    assert not any("todo" in names for names in knots), "the whole thread is taut"
    assert {
        f"{HERE}/temas/T-001",
        f"{HERE}/resultados/integridad",
        f"{HERE}/compromisos/C-01",
        GAZETTE,
    } <= set(page.links())
    back = stranger.get(f"{HERE}/hilo/C-01")
    assert {f"{HERE}/propuestas/P-0001", f"{HERE}/propuestas/P-0002"} <= set(back.links())
    done(stranger.get(f"{HERE}/compromisos/C-01"), "Taller de Archidona", "Registro Oficial 12")
    done(stranger.get(f"{HERE}/hilo/P-0003"), DEPARTURE)
    done(stranger.get(f"{HERE}/hilo/P-0004"), "Es de otra entidad", "La vía es del municipio")


def test_a_proposal_becomes_a_promise_that_is_kept(
    session: Session, clock: FixedClock, browser: Callable[..., Browser], letters: list[Letter]
) -> None:
    walk = Walk(session, clock, browser)
    set_up_a_cycle(walk)
    rosa, marco, elvia = (walk.citizen(name, letters) for name in ("Rosa", "Marco", "Elvia"))
    propose(walk, rosa, marco, elvia)
    answer(walk, marco, letters)
    vote(walk, rosa, marco, elvia)
    confirm(walk)
    draft(walk)
    export(walk)
    keep_it(walk)
    walk_the_thread(walk)
    assert first_broken(session) is None, "the public record of it all is whole"
