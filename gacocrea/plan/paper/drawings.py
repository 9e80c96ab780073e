"""The cycle in drawings: who took part, the threads of each pillar, its themes as the vote ranked them.

They are made of the plan alone, with the same functions that draw them on the pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup

from gacocrea.core.words import N_
from gacocrea.plan.document import AnnexProposal, Pillar, PlanDocument, PollResult
from gacocrea.plan.paper.blocks import Block, Heading, Picture, Prose
from gacocrea.plan.paper.speech import Speech
from gacocrea.web.charts import canvas
from gacocrea.web.charts.bars import Bar, bars
from gacocrea.web.charts.flow import Flow, Goal, Source, State, Strand
from gacocrea.web.charts.flow_drawn import flow_svg
from gacocrea.web.charts.loom import PAPER
from gacocrea.web.charts.priorities import Pillar as Voted
from gacocrea.web.charts.priorities import Ranked, priorities

_PLACES = 12
"""Territories that are drawn; the annex of proposals names all."""


def drawings(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    """Yield the chapter, with as much of it as there is to draw."""
    found = [*_took_part(plan, speech), *_pillars(plan, speech)]
    if found:
        yield Heading(1, speech.say(N_("El ciclo en dibujos")), "ballot")
        key = N_(
            "Un nudo lleno sigue; un anillo abierto es donde un hilo termina. Barra llena: pasa al plan."
        )
        yield Prose(speech.say(key), note=True)
        yield from found


def _took_part(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    say, names = speech.say, {pillar.ref: pillar for pillar in plan.pillars}
    rows = plan.figures.pillars if plan.figures else ()
    by_pillar = [(names[row.pillar], row.proposals) for row in rows if row.pillar in names]
    if any(count for _pillar, count in by_pillar):
        items = [Bar(one.name, count, speech.number(count), palette=one.palette) for one, count in by_pillar]
        yield _bars(say(N_("Propuestas por pilar")), items)
    places = Counter(row.territory for row in plan.proposals if row.territory.strip()).most_common(_PLACES)
    if len(places) > 1:
        items = [Bar(name, count, speech.number(count)) for name, count in places]
        yield _bars(say(N_("Propuestas por territorio")), items)


def _bars(caption: str, items: list[Bar]) -> Picture:
    told = "; ".join(f"{item.label}: {item.said}" for item in items)
    return _picture(caption, told, bars(caption, told, items))


def _picture(caption: str, told: str, drawn: Markup) -> Picture:
    head = drawn.partition(">")[0]
    width, height = (float(head.partition(f' {side}="')[2].partition('"')[0]) for side in ("width", "height"))
    return Picture(caption, told, str(drawn), height / width)


def _pillars(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    polls = {poll.pillar: poll for poll in plan.polls}
    for pillar in plan.pillars:
        drawn = [*_flow(plan, pillar, polls.get(pillar.ref), speech), *_vote(plan, pillar, polls, speech)]
        if drawn:
            yield Heading(2, speech.name(pillar.name))
            yield from drawn


def _flow(plan: PlanDocument, pillar: Pillar, poll: PollResult | None, speech: Speech) -> Iterator[Block]:
    """Draw what became of the proposals of a pillar."""
    say = speech.say
    asked = [row for row in plan.proposals if row.pillar == pillar.ref]
    if not asked:
        return
    strands = [*_themes(plan, asked, poll, speech), *_others(asked, say(N_("Sin respuesta todavía")))]
    origins = Counter(row.origin for row in asked if row.origin)
    note = ", ".join(f"{name}: {speech.number(count)}" for name, count in origins.most_common())
    goals = _goals(plan, strands, pillar)
    caption = say(N_("De las propuestas a los compromisos: {pillar}")).format(pillar=pillar.name)
    told = say(N_("{proposals} propuestas, {themes} temas, {commitments} compromisos.")).format(
        proposals=speech.number(len(asked)),
        themes=speech.number(sum(bool(one.ref) for one in strands)),
        commitments=speech.number(len(goals)),
    )
    unit = say(N_("Votos")) if poll else ""
    flow = Flow((), (Source("", pillar.palette, note, tuple(strands)),), goals, unit)
    if flow.per > 1:
        each = say(N_("{caption} (cada hilo son {count} propuestas)"))
        caption = each.format(caption=caption, count=speech.number(flow.per))
    yield _picture(caption, told, flow_svg(flow, caption, told, PAPER))


def _themes(
    plan: PlanDocument, asked: list[AnnexProposal], poll: PollResult | None, speech: Speech
) -> Iterator[Strand]:
    """Yield the themes in the order of the vote, then those that were not voted on."""
    counts = Counter(row.theme for row in asked if row.theme)
    goals = _led(plan)
    voted = {theme.ref: theme for theme in poll.themes} if poll else {}
    titles = {link.ref: link.title for one in plan.commitments for link in one.themes}
    order = [*voted, *sorted(set(counts) - set(voted))]
    for ref in sorted(order, key=lambda ref: not (ref in voted and voted[ref].chosen)):
        theme, goal = voted.get(ref), goals.get(ref, "")
        ended = theme is not None and not theme.chosen and not goal
        state: State = "ended" if ended else "kept" if goal else "open"
        votes = speech.number(theme.votes) if theme else ""
        yield Strand(theme.title if theme else titles.get(ref, ref), counts[ref], state, votes, goal, ref)


def _others(asked: list[AnnexProposal], waiting: str) -> Iterator[Strand]:
    """Yield the proposals in no theme, by their answer; one without a reason still waits."""
    left = Counter((row.outcome or waiting, bool(row.reason)) for row in asked if not row.theme)
    for (name, answered), count in left.most_common():
        yield Strand(name, count, "ended" if answered else "open")


def _led(plan: PlanDocument) -> dict[str, str]:
    """Return the commitment that each theme led to, by their references."""
    return {link.ref: one.ref for one in plan.commitments for link in one.themes}


def _goals(plan: PlanDocument, strands: list[Strand], pillar: Pillar) -> tuple[Goal, ...]:
    wanted = {strand.goal for strand in strands}
    return tuple(
        Goal(one.ref, f"{one.ref}. {one.name}", pillar.palette, "kept", one.lead)
        for one in plan.commitments
        if one.ref in wanted
    )


def _vote(
    plan: PlanDocument, pillar: Pillar, polls: dict[str, PollResult], speech: Speech
) -> Iterator[Block]:
    """Draw the themes of a pillar as the vote ranked them."""
    poll, say, led = polls.get(pillar.ref), speech.say, _led(plan)
    if poll is None or not poll.ballots:
        return
    themes = tuple(
        Ranked(
            theme.title,
            theme.votes / poll.ballots,
            speech.share(theme.votes / poll.ballots),
            enters=theme.elected,
            chosen=theme.chosen,
            note=say(N_("Compromiso {ref}")).format(ref=led[theme.ref]) if theme.ref in led else "",
        )
        for theme in poll.themes
    )
    caption = say(N_("Temas priorizados: {pillar}")).format(pillar=pillar.name)
    told = "; ".join(f"{theme.title}: {theme.said}" for theme in themes)
    voted = Voted(pillar.name, pillar.palette, themes, say(N_("Hasta aquí entran")))
    yield _picture(caption, told, priorities(caption, told, voted, width=canvas.WIDE))
