"""The annexes: every proposal with its answer, the results of the vote, the members of the forum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gacocrea.core.words import N_
from gacocrea.plan.document import AnnexProposal, Pillar, PlanDocument, PollResult, ThemeResult
from gacocrea.plan.paper.blocks import Block, Cell, Facts, Heading, Prose, Table
from gacocrea.plan.paper.evidence import DecisionTaken, Minutes
from gacocrea.plan.paper.speech import Speech


def annexes(plan: PlanDocument, speech: Speech, *, with_proposals: bool = True) -> Iterator[Block]:
    """Yield the annexes in order; the one of proposals even when it is empty, the others when they have content."""
    if with_proposals:
        yield from _proposals(plan, speech)
    yield from _results(plan, speech)
    yield from _members(plan, speech)
    yield from _meetings(plan, speech)
    yield from _decisions(plan, speech)


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
        widths=(7, 5, 15, 5),
        palette=pillar.palette,
        glyph=pillar.glyph,
        anchored=True,
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
    if poll.recount:
        facts.append((say(N_("Dónde volver a contarla")), poll.recount))
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


def _meetings(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    if plan.meetings:
        yield Heading(1, speech.say(N_("Anexo. Actas de las reuniones del foro")))
    for meeting in plan.meetings:
        yield from _meeting(meeting, speech)


def _meeting(meeting: Minutes, speech: Speech) -> Iterator[Block]:
    say = speech.say
    yield Heading(2, f"{meeting.ref}. {speech.name(meeting.title)}")
    present = "; ".join(f"{one.name}, {one.organisation}" if one.organisation else one.name for one in meeting.present)
    rows = (
        (N_("Fecha"), speech.moment(meeting.starts)),
        (N_("Lugar"), meeting.place),
        (N_("Asistieron"), present),
        (N_("Desacuerdos"), meeting.disagreements),
        (N_("Acta completa"), meeting.address),
    )
    yield Facts(tuple((say(name), text) for name, text in rows if text.strip()))
    if not meeting.agreements:
        yield Prose(say(N_("Esta reunión no dejó acuerdos por cumplir.")), note=True)
        return
    yield Table(
        caption=say(N_("Acuerdos de la reunión {ref}")).format(ref=meeting.ref),
        header=tuple(map(say, (N_("Acuerdo"), N_("Responsable"), N_("Plazo")))),
        rows=tuple(
            (
                Cell(one.text),
                Cell(one.owner),
                Cell(speech.day(one.due), say(N_("Cumplido")) if one.is_done else ""),
            )
            for one in meeting.agreements
        ),
        widths=(7, 4, 3),
    )


def _decisions(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    if not plan.decisions:
        return
    say = speech.say
    yield Heading(1, say(N_("Anexo. Decisiones del grupo núcleo")))
    for one in plan.decisions:
        yield Heading(2, f"{one.ref}. {speech.name(one.title)}")
        yield Facts(tuple(_decided(one, speech)))
        yield Prose(one.text)


def _decided(one: DecisionTaken, speech: Speech) -> Iterator[tuple[str, str]]:
    say = speech.say
    yield say(N_("Fecha")), speech.day_of(one.at)
    if one.by.strip():
        yield say(N_("Quién decidió")), one.by
    if one.votes:
        words = say(N_("A favor: {in_favour}. En contra: {against}. Abstenciones: {abstained}."))
        names = ("in_favour", "against", "abstained")
        yield say(N_("Votos de las sillas")), words.format(
            **{name: speech.number(getattr(one.votes, name)) for name in names}
        )
