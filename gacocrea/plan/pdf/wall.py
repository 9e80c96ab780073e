"""The plan on one page to print and put on a wall: its pillars, each commitment in a line, and a code to the whole."""

from __future__ import annotations

from typing import Any, Literal

import segno
from babel import Locale

from gacocrea.core.colour import printed
from gacocrea.core.words import N_
from gacocrea.plan.document import Commitment, Pillar, PlanDocument
from gacocrea.plan.paper.literal import one_line
from gacocrea.plan.paper.speech import Say, Speech
from gacocrea.plan.pdf.press import posted

Size = Literal["a3", "a4"]
_NAME, _LEAD, _PILLAR = 120, 90, 64


def to_wall(plan: PlanDocument, say: Say, size: Size = "a3") -> bytes:
    """Return the page as an accessible PDF on A3 or A4; whatever does not fit a line ends in an ellipsis."""
    return posted(_data(plan, Speech.of(plan, say), size), when=int(plan.exported_at.timestamp()))


def _data(plan: PlanDocument, speech: Speech, size: Size) -> dict[str, Any]:
    locale, say = speech.locale, speech.say
    code = segno.make(plan.address, error="m", micro=False, boost_error=False) if plan.address else None
    example = say(N_("Datos de ejemplo: este documento no describe un proceso real."))
    return {
        "size": size,
        "lang": locale.language,
        "region": Locale.parse(plan.language, sep="-").territory,
        "forum": one_line(plan.forum),
        "title": one_line(speech.name(plan.title)),
        "period": speech.between(speech.long_day(plan.starts), speech.long_day(plan.ends)),
        "version": f"{plan.version}, {speech.long_day(plan.exported_at.astimezone(speech.zone).date())}",
        "example": example if plan.is_example else "",
        "palettes": [pillar.palette for pillar in plan.pillars] or [""],
        "colours": printed(pillar.palette for pillar in plan.pillars),
        "pillars": [_pillar(plan, pillar, speech) for pillar in _pillars(plan)],
        "numbers": _numbers(plan, speech),
        "empty": "" if plan.commitments else say(N_("Este plan todavía no tiene compromisos.")),
        "address": plan.address,
        "invitation": say(N_("El plan completo, y qué pasó con cada propuesta")),
        "code": ["".join("#" if dark else "." for dark in row) for row in code.matrix] if code else [],
    }


def _pillars(plan: PlanDocument) -> list[Pillar]:
    """Return the pillars that have commitments, in their order."""
    known = {pillar.ref: pillar for pillar in plan.pillars}
    others = {one.pillar: Pillar(one.pillar, one.pillar) for one in plan.commitments if one.pillar not in known}
    taken = {one.pillar for one in plan.commitments}
    return [pillar for pillar in (*plan.pillars, *others.values()) if pillar.ref in taken]


def _pillar(plan: PlanDocument, pillar: Pillar, speech: Speech) -> dict[str, Any]:
    rows = [_row(item, speech) for item in plan.commitments if item.pillar == pillar.ref]
    name = _short(speech.name(pillar.name), _PILLAR)
    return {"name": name, "palette": pillar.palette, "glyph": pillar.glyph, "rows": rows}


def _row(item: Commitment, speech: Speech) -> dict[str, str]:
    return {
        "ref": one_line(item.ref),
        "name": _short(speech.name(item.name), _NAME),
        "lead": _short(item.lead or speech.say(N_("Por definir")), _LEAD),
        "when": speech.period(item.starts, item.ends),
    }


def _short(text: str, most: int) -> str:
    """Return a line; the page itself makes shorter what is still too long for it."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _numbers(plan: PlanDocument, speech: Speech) -> list[tuple[str, str]]:
    """Return the thread of the plan in figures: from proposals to milestones."""
    say, found = speech.say, plan.figures
    steps = sum(len(item.milestones) for item in plan.commitments)
    ends = [(len(plan.commitments), N_("compromisos")), (steps, N_("hitos que se podrán verificar"))]
    starts = []
    if found:
        proposals = found.proposals_online + found.proposals_workshops
        ballots = sum(row.ballots or 0 for row in found.pillars)
        starts = [(proposals, N_("propuestas")), (found.themes, N_("temas")), (ballots, N_("boletas"))]
    return [(speech.number(value), say(name)) for value, name in (*starts, *ends) if value]
