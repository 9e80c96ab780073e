"""The annexes: every proposal with its answer, the results of the vote, the members of the forum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gacocrea.core.words import N_
from gacocrea.plan.document import AnnexProposal, Pillar, PlanDocument, PollResult, ThemeResult
from gacocrea.plan.paper.blocks import Block, Cell, Facts, Heading, Prose, Table
from gacocrea.plan.paper.speech import Speech


def annexes(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    """Yield the annexes in order; the one of proposals always, the others when they have content."""
    yield from _proposals(plan, speech)
    yield from _results(plan, speech)
    yield from _members(plan, speech)


def _proposals(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    say = speech.say
    yield Heading(1, say(N_("Anexo. Qué pasó con cada propuesta")), "proposal")
    if not plan.proposals:
        yield Prose(say(N_("En este ciclo todavía no hay propuestas recibidas.")), note=True)
        return
    groups: defaultdict[str, list[AnnexProposal]] = defaultdict(list)
    for proposal in plan.proposals:
        groups[proposal.pillar].append(proposal)
    known = {pillar.ref: pillar for pillar in plan.pillars}
    for ref in sorted(groups, key=[*known, *groups].index):
        pillar = known.get(ref, Pillar(ref, ref or say(N_("Sin pilar"))))
        yield Heading(2, speech.name(pillar.name))
        yield _answers(pillar, groups[ref], speech)


def _answers(pillar: Pillar, proposals: list[AnnexProposal], speech: Speech) -> Table:
    say = speech.say
    header = (N_("Propuesta"), N_("Autoría y origen"), N_("Respuesta"), N_("Tema y compromiso"))
    waiting = say(N_("Sin respuesta todavía"))
    return Table(
        caption=say(N_("Propuestas del pilar {name}: {count}")).format(
            name=pillar.name, count=speech.number(len(proposals))
        ),
        header=tuple(map(say, header)),
        rows=tuple(
            (
                Cell(row.title, row.ref),
                Cell("\n".join(filter(None, (row.author, row.territory, row.origin)))),
                Cell(row.reason, row.outcome or waiting),
                Cell("\n".join(filter(None, (row.theme, row.commitment)))),
            )
            for row in proposals
        ),
        widths=(10, 7, 11, 4),
        palette=pillar.palette,
        glyph=pillar.glyph,
    )


def _results(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    if not plan.polls:
        return
    known = {pillar.ref: pillar for pillar in plan.pillars}
    yield Heading(1, speech.say(N_("Anexo. Resultados de la votación")), "ballot")
    for poll in plan.polls:
        yield from _poll(poll, known.get(poll.pillar, Pillar(poll.pillar, poll.pillar)), speech)


def _poll(poll: PollResult, pillar: Pillar, speech: Speech) -> Iterator[Block]:
    say = speech.say
    yield Heading(2, speech.name(pillar.name))
    facts = [(say(N_("Boletas")), speech.number(poll.ballots)), (say(N_("Regla de selección")), poll.rule)]
    if poll.root:
        facts.append((say(N_("Raíz publicada")), poll.root))
    yield Facts(tuple(facts))
    yield Table(
        caption=say(N_("Votos de cada tema: {pillar}")).format(pillar=pillar.name),
        header=tuple(map(say, (N_("Tema"), N_("Votos"), N_("Decisión")))),
        rows=tuple(
            (Cell(theme.title, theme.ref), Cell(speech.number(theme.votes)), _decision(theme, speech))
            for theme in poll.themes
        ),
        widths=(7, 2, 6),
        numeric=frozenset({1}),
        palette=pillar.palette,
        glyph=pillar.glyph,
    )


def _decision(theme: ThemeResult, speech: Speech) -> Cell:
    words = {
        (True, True): N_("Elegido"),
        (False, False): N_("No elegido"),
        (False, True): N_("Incorporado por decisión del grupo núcleo"),
        (True, False): N_("Retirado por decisión del grupo núcleo"),
    }
    return Cell(theme.departure, speech.say(words[theme.elected, theme.chosen]))


def _members(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    say = speech.say
    if not any(sector.members for sector in plan.sectors):
        return
    yield Heading(1, say(N_("Anexo. Integrantes del foro")))
    for sector in plan.sectors:
        yield Heading(2, speech.name(sector.name))
        if not sector.members:
            yield Prose(say(N_("Este sector no tiene integrantes registrados.")), note=True)
            continue
        yield Table(
            caption=say(N_("Integrantes del sector {name}")).format(name=sector.name),
            header=tuple(map(say, (N_("Nombre"), N_("Organización"), N_("Silla")))),
            rows=tuple((Cell(row.name), Cell(row.organisation), Cell(row.seat)) for row in sector.members),
            widths=(4, 5, 3),
        )
