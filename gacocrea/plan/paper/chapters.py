"""The chapters before the commitments: foreword, efforts to date, how the plan was co-created."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from gacocrea.core.words import N_
from gacocrea.plan.document import Figures, PlanDocument
from gacocrea.plan.paper.annexes import annexes
from gacocrea.plan.paper.blocks import Block, Cell, Cover, Heading, Numbers, Paper, Prose, Table
from gacocrea.plan.paper.commitments import commitments
from gacocrea.plan.paper.speech import Say, Speech


def on_paper(plan: PlanDocument, say: Say) -> Paper:
    """Return the whole plan as a cover and a sequence of blocks, worded by the translator `say`."""
    speech = Speech.of(plan, say)
    blocks = (
        *_texts(plan, speech),
        *_process(plan, speech),
        *commitments(plan, speech),
        *annexes(plan, speech),
    )
    palettes = tuple(dict.fromkeys(pillar.palette for pillar in plan.pillars))
    return Paper(cover=_cover(plan, speech), blocks=blocks, palettes=palettes)


def _cover(plan: PlanDocument, speech: Speech) -> Cover:
    exported = speech.moment(plan.exported_at)
    example = speech.say(N_("Datos de ejemplo: este documento no describe un proceso real."))
    return Cover(
        title=speech.name(plan.title),
        forum=plan.forum,
        cycle=plan.cycle,
        period=speech.between(speech.long_day(plan.starts), speech.long_day(plan.ends)),
        version=plan.version,
        exported=speech.say(N_("Exportado el {date}")).format(date=exported),
        example=example if plan.is_example else "",
        contents=speech.say(N_("Contenido")),
        page=speech.say(N_("Página {page} de {pages}")),
        running=f"{plan.version}, {speech.long_day(plan.exported_at.astimezone(speech.zone).date())}",
        short_title=shorten(plan.title, 80, placeholder="…"),
    )


def _texts(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    for title, text in ((N_("Presentación"), plan.foreword), (N_("Esfuerzos hasta la fecha"), plan.efforts)):
        if text.strip():
            yield Heading(1, speech.say(title))
            yield Prose(text)


def _process(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    if plan.figures is None and not plan.phases:
        return
    yield Heading(1, speech.say(N_("Cómo se cocreó este plan")), "theme")
    if plan.figures is not None:
        yield from _figures(plan, plan.figures, speech)
    if plan.phases:
        yield Heading(2, speech.say(N_("Calendario")))
        yield _calendar(plan, speech)


def _figures(plan: PlanDocument, figures: Figures, speech: Speech) -> Iterator[Block]:
    say, number = speech.say, speech.number
    yield Prose(
        say(
            N_(
                "Este plan nació de propuestas de la ciudadanía. El grupo núcleo respondió cada una y las "
                "reunió en temas, las personas los votaron, y de los temas elegidos salieron los compromisos."
            )
        )
    )
    items = [
        (number(figures.proposals_online), say(N_("propuestas en línea"))),
        (number(figures.proposals_workshops), say(N_("propuestas en talleres"))),
        (number(figures.themes), say(N_("temas en la boleta"))),
        (number(figures.meetings), say(N_("reuniones del foro"))),
        (number(len(plan.commitments)), say(N_("compromisos en este plan"))),
    ]
    if figures.turnout is not None:
        items.append((speech.share(figures.turnout), say(N_("de las personas registradas votó"))))
    yield Numbers(tuple(items))
    if figures.pillars:
        yield Heading(2, say(N_("Participación por pilar")))
        yield _by_pillar(plan, figures, speech)
    if figures.outcomes:
        yield Heading(2, say(N_("Qué pasó con las propuestas")))
        yield _by_outcome(figures, speech)


def _by_outcome(figures: Figures, speech: Speech) -> Table:
    say = speech.say
    return Table(
        caption=say(N_("Propuestas según su resultado")),
        header=(say(N_("Resultado")), say(N_("Propuestas"))),
        rows=tuple((Cell(label), Cell(speech.number(count))) for label, count in figures.outcomes),
        widths=(7, 2),
        numeric=frozenset({1}),
    )


def _by_pillar(plan: PlanDocument, figures: Figures, speech: Speech) -> Table:
    say, number = speech.say, speech.number
    names = {pillar.ref: pillar.name for pillar in plan.pillars}
    unknown = say(N_("Sin dato"))
    return Table(
        caption=say(N_("Propuestas, temas y boletas de cada pilar")),
        header=tuple(
            map(say, (N_("Pilar"), N_("Propuestas"), N_("Temas"), N_("Boletas"), N_("Participación")))
        ),
        rows=tuple(
            (
                Cell(names.get(row.pillar, row.pillar)),
                Cell(number(row.proposals)),
                Cell(number(row.themes)),
                Cell(unknown if row.ballots is None else number(row.ballots)),
                Cell(unknown if row.turnout is None else speech.share(row.turnout)),
            )
            for row in figures.pillars
        ),
        widths=(6, 3, 2, 2, 3),
        numeric=frozenset({1, 2, 3, 4}),
    )


def _calendar(plan: PlanDocument, speech: Speech) -> Table:
    return Table(
        caption=speech.say(N_("Fases del ciclo")),
        header=tuple(map(speech.say, (N_("Fase"), N_("Desde"), N_("Hasta")))),
        rows=tuple(
            (Cell(phase.name), Cell(speech.day_of(phase.starts)), Cell(speech.last_day_of(phase.ends)))
            for phase in plan.phases
        ),
        widths=(5, 3, 3),
    )
