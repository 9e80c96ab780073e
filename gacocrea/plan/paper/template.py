"""The empty template of a commitment, for people who work offline, and what a filled one says.

Contract of the DOCX: each answer stands in a content control (w:sdt) whose tag is `gacocrea.` and the name of a field
of `document.Commitment` (`gacocrea.problem`, `gacocrea.starts`), `gacocrea.extras.` and the key of a forum's own
question, or `gacocrea.milestones.N.` and the name of a field of `document.Milestone` for row N, counted from 1. A
control that still shows its hint (w:showingPlcHdr) is an empty answer; paragraphs inside one are its lines. Days are
written as people write them: the template asks for year, month and day. `answers` reads them back whatever the language
of the headings.

Contract of the ODT: each answer stands in a text section of the same name; the milestones in the table
`gacocrea.milestones`, columns in the order of `STEPS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from docx.document import Document
from docx.oxml.ns import qn

from gacocrea.core.words import N_
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper.blocks import Blank, Block, Cell, Heading, Paper, Prose, Table
from gacocrea.plan.paper.commitments import PARTS
from gacocrea.plan.paper.speech import Say, Speech, cover_of

PREFIX = "gacocrea."
STEPS = ("name", "output", "starts", "ends", "lead", "supporters")
_ROWS = 8
_SHORT = 2
_WHO = (
    (N_("Nombre del compromiso"), "name"),
    (N_("Breve descripción, en una o dos frases"), "brief"),
    (N_("Institución responsable"), "lead"),
    (N_("Corresponsable de la sociedad civil"), "co_lead"),
    (N_("Actores que apoyan: gobierno"), "support_government"),
    (N_("Actores que apoyan: sociedad civil"), "support_civil_society"),
    (N_("Actores que apoyan: otros"), "support_other"),
    (N_("Fecha de inicio"), "starts"),
    (N_("Fecha de fin"), "ends"),
    (N_("Contacto"), "contact"),
)
_COLUMNS = (
    *(N_("Hito"), N_("Producto esperado"), N_("Inicio"), N_("Fin")),
    *(N_("Responsable"), N_("Actores que apoyan")),
)


class Asked(NamedTuple):
    """A question of the forum's own: its key, its name as the forum wrote it, and a hint."""

    key: str
    label: str
    hint: str = ""


def template_on_paper(
    plan: PlanDocument, say: Say, *, examples: Mapping[str, str], asked: tuple[Asked, ...] = ()
) -> Paper:
    """Return the template for the plan's forum, with an example beside each question that has one."""
    speech = Speech.of(plan, say)
    cover = cover_of(plan, speech, title=say(N_("Plantilla de compromiso")), version=say(N_("Plantilla")))
    return Paper(cover=cover, blocks=tuple(_blocks(say, examples, asked)), palettes=(), front=False)


def _blocks(say: Say, examples: Mapping[str, str], asked: tuple[Asked, ...]) -> Iterator[Block]:
    yield Heading(1, say(N_("Plantilla de compromiso")))
    yield Prose(
        say(
            N_(
                "Escriba en los recuadros; los títulos y las guías quedan como están. "
                "Lo que no sepa todavía puede quedar en blanco."
            )
        ),
        note=True,
    )
    yield Heading(2, say(N_("Qué y quiénes")))
    for question, name in _WHO:
        yield from _question(say, question, name, examples.get(name, ""), size=_SHORT)
    for part, questions in PARTS:
        yield Heading(2, say(part))
        for question, name in questions:
            yield from _question(say, question, name, examples.get(name, ""), size=6)
    yield from _own(say, asked)
    yield from _planning(say)


def _own(say: Say, asked: tuple[Asked, ...]) -> Iterator[Block]:
    if asked:
        yield Heading(2, say(N_("Información adicional")))
    for one in asked:
        yield Heading(3, say(one.label))
        yield from ([Prose(say(one.hint), note=True)] if one.hint else [])
        yield Blank(f"extras.{one.key}", say(N_("Escriba aquí")), _SHORT)


def _planning(say: Say) -> Iterator[Block]:
    yield Heading(2, say(N_("Planificación")))
    yield Prose(say(N_("Cada hito termina con un producto que cualquiera puede verificar.")), note=True)
    yield Table(
        caption=say(N_("Hitos del compromiso")),
        header=tuple(map(say, _COLUMNS)),
        rows=((Cell(),) * len(_COLUMNS),) * _ROWS,
        widths=(7, 7, 4, 4, 5, 6),
        fields=STEPS,
    )


def _question(say: Say, question: str, name: str, example: str, size: int) -> Iterator[Block]:
    yield Heading(3, say(question))
    if name in {"starts", "ends"}:
        yield Prose(say(N_("Año, mes y día, por ejemplo 2027-01-15.")), note=True)
    elif example:
        yield Prose(say(N_("Por ejemplo: {example}")).format(example=example), note=True)
    yield Blank(name, say(N_("Escriba aquí")), size)


class Answers(NamedTuple):
    """What a filled template says: answers by field, and the rows of its milestones that say something."""

    fields: dict[str, str]
    milestones: list[dict[str, str]]


def answers(document: Document) -> Answers:
    """Read a filled template (DOCX); nothing in it where no control has a tag of ours."""
    found = Answers({}, [])
    rows: dict[int, dict[str, str]] = {}
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        name = tag.get(qn("w:val"), "") if tag is not None else ""
        text = _said(control)
        if not name.startswith(PREFIX) or not text:
            continue
        field, _, rest = name.removeprefix(PREFIX).partition(".")
        number, _, column = rest.partition(".")
        if field == "milestones" and number.isascii() and number.isdigit() and column in STEPS:
            rows.setdefault(int(number), {})[column] = text
        else:
            found.fields[f"{field}.{rest}" if rest else field] = text
    found.milestones.extend(rows[number] for number in sorted(rows))
    return found


def _said(control: Any) -> str:
    """Return what was typed into a control, empty while it shows its hint."""
    if control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
        return ""
    content = control.find(qn("w:sdtContent"))
    paragraphs = [] if content is None else list(content.iter(qn("w:p")))
    lines = (
        "".join(node.itertext(qn("w:t"))) for node in paragraphs or ([] if content is None else [content])
    )
    return "\n".join(lines).strip()
