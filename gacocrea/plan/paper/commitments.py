"""The chapter of commitments, each in the order of OGP's template (2022-2026)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gacocrea.core.words import N_
from gacocrea.plan.document import Commitment, LinkedTheme, Pillar, PlanDocument
from gacocrea.plan.paper.blocks import Block, Cell, Facts, Heading, Opening, Prose, Table
from gacocrea.plan.paper.speech import Speech

PARTS = (
    (
        N_("Definición del problema"),
        (
            (N_("¿Cuál es el problema que el compromiso busca abordar?"), "problem"),
            (N_("¿Cuáles son las causas del problema?"), "causes"),
        ),
    ),
    (
        N_("Descripción del compromiso"),
        (
            (N_("¿Qué se ha hecho hasta ahora para resolver el problema?"), "done_so_far"),
            (N_("¿Qué solución se propone?"), "solution"),
            (N_("¿Qué resultados se quiere lograr?"), "results"),
        ),
    ),
    (
        N_("Análisis del compromiso"),
        (
            (N_("¿Cómo promueve la transparencia?"), "transparency"),
            (N_("¿Cómo ayuda a la rendición de cuentas?"), "accountability"),
            (
                N_("¿Cómo mejora la participación ciudadana al definir, implementar y vigilar soluciones?"),
                "participation",
            ),
        ),
    ),
)
"""The parts of the template, each question with the field that answers it."""


def commitments(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    """Yield the chapter: a table of all commitments, then each with all its fields."""
    say = speech.say
    yield Heading(1, say(N_("Compromisos")))
    if not plan.commitments:
        yield Prose(say(N_("Este plan todavía no tiene compromisos.")), note=True)
        return
    yield Table(
        caption=say(N_("Los compromisos de este plan")),
        header=tuple(map(say, (N_("Compromiso"), N_("Institución responsable"), N_("Periodo")))),
        rows=tuple(
            (
                Cell(item.name, item.ref),
                Cell(item.lead or say(N_("Por definir"))),
                Cell(speech.period(item.starts, item.ends)),
            )
            for item in plan.commitments
        ),
        widths=(6, 4, 3),
    )
    pillars = {pillar.ref: pillar for pillar in plan.pillars}
    for item in plan.commitments:
        yield from _commitment(plan, item, pillars.get(item.pillar, Pillar(item.pillar, item.pillar)), speech)


def alone(plan: PlanDocument, ref: str, speech: Speech) -> Iterator[Block]:
    """Yield the sheet of one commitment, its headings one level higher than in the chapter."""
    pillars = {pillar.ref: pillar for pillar in plan.pillars}
    for item in plan.commitments:
        if item.ref == ref:
            pillar = pillars.get(item.pillar, Pillar(item.pillar, item.pillar))
            for block in _commitment(plan, item, pillar, speech):
                yield replace(block, level=block.level - 1) if isinstance(block, Heading | Opening) else block


def _commitment(plan: PlanDocument, item: Commitment, pillar: Pillar, speech: Speech) -> Iterator[Block]:
    say = speech.say
    yield Opening(
        ref=item.ref,
        name=speech.name(item.name),
        brief=item.brief,
        pillar=pillar.name,
        palette=pillar.palette,
        glyph=pillar.glyph,
        note=say(N_("Versión {number}")).format(number=item.version),
    )
    yield _card(plan, item, speech)
    pending = Prose(say(N_("Por redactar.")), note=True)
    for part, questions in PARTS:
        yield Heading(3, say(part))
        for question, name in questions:
            yield Heading(4, say(question))
            answer: str = getattr(item, name)
            yield Prose(answer) if answer.strip() else pending
    yield Heading(3, say(N_("Planificación")), knot="stitch")
    yield from _milestones(item, speech)
    yield from _extras(item, speech)
    yield from _origin(item, speech)


def _card(plan: PlanDocument, item: Commitment, speech: Speech) -> Facts:
    say = speech.say
    support = (
        (N_("Actores que apoyan: gobierno"), item.support_government),
        (N_("Actores que apoyan: sociedad civil"), item.support_civil_society),
        (N_("Actores que apoyan: otros"), item.support_other),
    )
    return Facts(
        (
            (say(N_("País o territorio")), plan.member),
            (say(N_("Institución responsable")), item.lead or say(N_("Por definir"))),
            *(((say(N_("Corresponsable de la sociedad civil")), item.co_lead),) if item.co_lead else ()),
            *((say(label), text or say(N_("Por definir"))) for label, text in support),
            (say(N_("Periodo que cubre")), speech.period(item.starts, item.ends)),
        )
    )


def _milestones(item: Commitment, speech: Speech) -> Iterator[Block]:
    say = speech.say
    if not item.milestones:
        yield Prose(say(N_("Este compromiso todavía no tiene hitos.")), note=True)
        return
    header = (N_("N.º"), N_("Hito"), N_("Producto esperado"), N_("Inicio y fin"), N_("Responsable y apoyo"))
    yield Table(
        caption=say(N_("Hitos del compromiso {ref}")).format(ref=item.ref),
        header=tuple(map(say, header)),
        rows=tuple(
            (
                Cell(strong=speech.number(row.number)),
                Cell(row.name),
                Cell(row.output or say(N_("Por definir"))),
                Cell(f"{speech.day(row.starts)}\n{speech.day(row.ends)}"),
                Cell(row.supporters, row.lead or say(N_("Por definir"))),
            )
            for row in item.milestones
        ),
        widths=(3, 10, 10, 6, 9),
    )


def _extras(item: Commitment, speech: Speech) -> Iterator[Block]:
    asked = [(speech.say(extra.label), extra.text) for extra in item.extras]  # a forum's own label stays as it is
    rows = tuple((label, text) for label, text in (*asked, (speech.say(N_("Contacto")), item.contact)) if text.strip())
    if rows:
        yield Heading(3, speech.say(N_("Información adicional")))
        yield Facts(rows)


def _origin(item: Commitment, speech: Speech) -> Iterator[Block]:
    say = speech.say
    yield Heading(3, say(N_("De dónde viene")))
    if item.added:
        yield Prose(say(N_("No viene de un tema votado: lo agregó el grupo núcleo por su decisión.")))
        yield Prose(item.added)
    elif not item.themes:
        yield Prose(say(N_("Este compromiso no está unido a ningún tema votado.")), note=True)
    for theme in item.themes:
        yield Heading(4, f"{theme.ref}. {speech.name(theme.title)}")
        if theme.votes is not None:
            yield Prose(say(N_("Votos recibidos: {votes}")).format(votes=speech.number(theme.votes)))
        yield from _credits(theme, speech)


def _credits(theme: LinkedTheme, speech: Speech) -> Iterator[Block]:
    if theme.proposals:
        say = speech.say
        yield Table(
            caption=say(N_("Propuestas que forman el tema {ref}")).format(ref=theme.ref),
            header=(say(N_("Propuesta")), say(N_("Autoría"))),
            rows=tuple((Cell(row.title, row.ref), Cell(row.author)) for row in theme.proposals),
            widths=(7, 3),
        )
