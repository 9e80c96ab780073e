"""How the plan was co-created: its figures, what became of each proposal and comment, and the calendar as a line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from babel.dates import format_skeleton

from gacocrea.core.words import N_
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper.blocks import Block, Cell, Heading, Numbers, Prose, Span, Table, Timeline
from gacocrea.plan.paper.evidence import Figures, Phase
from gacocrea.plan.paper.speech import Speech

_TICKS = 5


def process(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    """Yield the chapter, with as much of it as is known."""
    if plan.figures is None and not plan.phases:
        return
    yield Heading(1, speech.say(N_("Cómo se cocreó este plan")), "theme")
    if plan.figures is not None:
        yield from _figures(plan, plan.figures, speech)
    if plan.phases:
        yield Heading(2, speech.say(N_("Calendario")))
        drawn = tuple(phase for phase in plan.phases if phase.cocreation)
        if drawn:
            yield _timeline(plan, drawn, speech)
        yield _calendar(plan, speech)


def _figures(plan: PlanDocument, figures: Figures, speech: Speech) -> Iterator[Block]:
    say = speech.say
    yield Prose(
        say(
            N_(
                "Este plan nació de propuestas de la ciudadanía. El grupo núcleo respondió cada una y las "
                "reunió en temas, las personas los votaron, y de los temas elegidos salieron los compromisos."
            )
        )
    )
    yield Numbers(tuple(_numbers(plan, figures, speech)))
    if figures.pillars:
        yield Heading(2, say(N_("Participación por pilar")))
        yield _by_pillar(plan, figures, speech)
    if figures.outcomes:
        yield Heading(2, say(N_("Qué pasó con las propuestas")))
        caption = N_("Propuestas según su resultado"), N_("Resultado"), N_("Propuestas")
        yield _counts(figures.outcomes, caption, speech)
    if figures.comments:
        yield Heading(2, say(N_("La consulta del borrador")))
        said = say(N_("Observaciones al borrador publicado: {comments}. Personas que las hicieron: {people}."))
        counts = {"people": speech.number(figures.commenters), "comments": speech.number(figures.comments)}
        yield Prose(said.format(**counts))
        caption = N_("Observaciones según su respuesta"), N_("Respuesta"), N_("Observaciones")
        if figures.comment_answers:
            yield _counts(figures.comment_answers, caption, speech)


def _numbers(plan: PlanDocument, figures: Figures, speech: Speech) -> Iterator[tuple[str, str]]:
    """Numerals with what they count; those that may stay unknown are left out when they are zero."""
    say, number = speech.say, speech.number
    votes = sum(row.ballots or 0 for row in figures.pillars)
    known = (
        (figures.proposals_online, N_("propuestas en línea")),
        (figures.proposals_workshops, N_("propuestas en talleres")),
        (figures.people or None, N_("personas propusieron en línea")),
        (figures.territories or None, N_("territorios con propuestas")),
        (figures.workshops or None, N_("talleres")),
        (figures.attendance or None, N_("personas en los talleres")),
        (figures.themes, N_("temas en la boleta")),
        (votes or None, N_("boletas en la votación")),
        (figures.comments or None, N_("observaciones al borrador")),
        (figures.meetings, N_("reuniones del foro")),
        (len(plan.commitments), N_("compromisos en este plan")),
    )
    yield from ((number(value), say(name)) for value, name in known if value is not None)
    if figures.turnout is not None:
        yield speech.share(figures.turnout), say(N_("de las personas registradas votó"))


def _counts(pairs: tuple[tuple[str, int], ...], words: tuple[str, str, str], speech: Speech) -> Table:
    caption, name, count = map(speech.say, words)
    return Table(
        caption=caption,
        header=(name, count),
        rows=tuple((Cell(label), Cell(speech.number(number))) for label, number in pairs),
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
        header=tuple(map(speech.say, (N_("N.º"), N_("Fase"), N_("Desde"), N_("Hasta")))),
        rows=tuple(
            (
                Cell(speech.number(number)),
                Cell(phase.name),
                Cell(speech.day_of(phase.starts)),
                Cell(speech.last_day_of(phase.ends)),
            )
            for number, phase in enumerate(plan.phases, 1)
        ),
        widths=(1, 5, 3, 3),
    )


def _timeline(plan: PlanDocument, drawn: tuple[Phase, ...], speech: Speech) -> Timeline:
    first, last = min(phase.starts for phase in drawn), max(phase.ends for phase in drawn)
    length = (last - first).total_seconds() or 1.0
    told = speech.say(N_("{phase}: {period}"))
    spans = tuple(
        Span(
            number,
            phase.name,
            (phase.starts - first).total_seconds() / length,
            (phase.ends - first).total_seconds() / length,
            phase.ends <= plan.exported_at,
        )
        for number, phase in enumerate(plan.phases, 1)
        if phase.cocreation
    )
    periods = (speech.between(speech.day_of(one.starts), speech.last_day_of(one.ends)) for one in drawn)
    return Timeline(
        caption=speech.say(N_("La cocreación en el tiempo")),
        told="; ".join(
            told.format(phase=one.name, period=text) for one, text in zip(drawn, periods, strict=True)
        ),
        ticks=_ticks(first.astimezone(speech.zone).date(), last.astimezone(speech.zone).date(), speech),
        spans=spans,
    )


def _ticks(first: date, last: date, speech: Speech) -> tuple[tuple[float, str], ...]:
    """Return the first days of months as shares of the line, at most seven of them."""
    start, months = first.year * 12 + first.month, (last.year - first.year) * 12 + last.month - first.month
    days = max((last - first).days, 1)
    step = max(-(-months // _TICKS), 1)
    found = (date(month // 12, month % 12 + 1, 1) for month in range(start, start + months, step))
    return tuple(
        ((day - first).days / days, format_skeleton("yMMM", day, locale=speech.locale))
        for day in found
        if 0.06 < (day - first).days / days < 0.94
    )
