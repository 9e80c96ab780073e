"""The whole plan in order: cover, foreword, efforts to date, and the chapters that have their own files."""

from __future__ import annotations

from collections.abc import Iterator

from gacocrea.core.words import N_
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.paper.annexes import annexes
from gacocrea.plan.paper.blocks import Block, Cell, Heading, Opening, Paper, Prose, Table
from gacocrea.plan.paper.commitments import alone, commitments
from gacocrea.plan.paper.drawings import drawings
from gacocrea.plan.paper.evidence import EarlierPlan
from gacocrea.plan.paper.process import process
from gacocrea.plan.paper.speech import Say, Speech, cover_of


def on_paper(plan: PlanDocument, say: Say, *, with_proposals: bool = True) -> Paper:
    """Return the whole plan as a cover and a sequence of blocks, worded by the translator `say`.

    The annex of proposals is left out where the page leads to it instead.
    """
    speech = Speech.of(plan, say)
    blocks = (
        *_texts(plan, speech),
        *process(plan, speech),
        *drawings(plan, speech),
        *commitments(plan, speech),
        *annexes(plan, speech, with_proposals=with_proposals),
    )
    palettes = tuple(dict.fromkeys(pillar.palette for pillar in plan.pillars))
    return Paper(cover=cover_of(plan, speech), blocks=blocks, palettes=palettes)


def sheet_on_paper(plan: PlanDocument, ref: str, say: Say) -> Paper:
    """Return the sheet of one commitment alone, without cover or contents."""
    speech = Speech.of(plan, say)
    blocks = tuple(alone(plan, ref, speech))
    name = next(item.name for item in plan.commitments if item.ref == ref)
    cover = cover_of(plan, speech, title=f"{ref}. {speech.name(name)}")
    palettes = tuple(block.palette for block in blocks if isinstance(block, Opening))
    return Paper(cover=cover, blocks=blocks, palettes=palettes, front=False)


def _texts(plan: PlanDocument, speech: Speech) -> Iterator[Block]:
    if plan.foreword.strip():
        yield Heading(1, speech.say(N_("Presentación")))
        yield Prose(plan.foreword)
    if plan.efforts.strip() or plan.earlier:
        yield Heading(1, speech.say(N_("Esfuerzos hasta la fecha")))
    if plan.efforts.strip():
        yield Prose(plan.efforts)
    for earlier in plan.earlier:
        yield from _earlier(earlier, speech)


def _earlier(earlier: EarlierPlan, speech: Speech) -> Iterator[Block]:
    say = speech.say
    yield Heading(2, speech.name(earlier.title))
    yield Table(
        caption=say(N_("Qué pasó con los compromisos de un plan anterior: {plan}")).format(plan=earlier.title),
        header=tuple(map(say, (N_("Compromiso"), N_("Institución responsable"), N_("Cumplimiento")))),
        rows=tuple(
            (Cell(row.name, row.ref), Cell(row.lead), Cell(row.completion or say(N_("Sin dato"))))
            for row in earlier.commitments
        ),
        widths=(6, 6, 3),
    )
