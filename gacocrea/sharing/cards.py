"""What the cards say that other sites show: a result, how a plan goes, how a commitment goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.commitments.models import Commitment
from gacocrea.core.terms import Phase
from gacocrea.core.text import reference
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.cycle.tongues import told
from gacocrea.forum.place import this_forum
from gacocrea.progress import queries
from gacocrea.progress.models import Completion
from gacocrea.progress.queries import CommitmentStanding
from gacocrea.progress.views import today
from gacocrea.sharing.things import of_result
from gacocrea.voting.queries import Result
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.labels import label
from gacocrea.web.text import day, number

STEPS = {Completion.COMPLETED: "done", Completion.SUBSTANTIAL: "some", Completion.LIMITED: "some"}
"""How a stitch is drawn; one that was not begun is basted."""


@dataclass(frozen=True)
class Card:
    """The frame of a card: what stands on its field and below it."""

    above: str
    title: str
    url: str
    more: str
    said: str = ""
    palette: str = ""
    glyph: str = ""

    @property
    def forum(self) -> str:
        return this_forum().name


def of_pillar(pillar: Pillar) -> tuple[Card, dict[str, Any]]:
    """Return the card of a result. Before its publication it says so, and nothing else to anybody."""
    thing, url = of_result(pillar), _url("results.show", pillar=pillar.key)
    dress = {
        "palette": pillar.palette,
        "glyph": pillar.glyph,
        "above": _("Resultado. %(pillar)s", pillar=told(pillar, "name")),
    }
    if thing is None:
        more = _("Por qué no se ve nada todavía")
        return Card(title=_("Todavía no hay resultado"), url=url, more=more, **dress), {"rows": []}
    result: Result = thing.row
    counted = ngettext(
        "Una boleta contada.", "%(ballots)s boletas contadas.", result.ballots, ballots=number(result.ballots)
    )
    card = Card(title=thing.title, url=url, more=_("Ver el resultado y comprobarlo"), said=counted, **dress)
    return card, {"rows": list(_rows(result))}


def _rows(result: Result) -> Iterable[dict[str, Any]]:
    """Return every theme that was chosen, and those with more ballots than the last of them."""
    lines = sorted(result.lines, key=lambda line: line.place_by_votes)
    last = max((lines.index(line) for line in result.taken_up), default=-1)
    most = max([line.votes for line in lines] or [1]) or 1
    for line in lines[: max(last + 1, 3)]:
        share, chosen = round(100 * line.votes / most, 1), line in result.taken_up
        yield {"title": line.title, "value": number(line.votes), "share": share, "chosen": chosen}


def of_plan() -> tuple[Card, dict[str, Any]]:
    """Return the card of a whole plan. Three statements."""
    window = this_cycle().moment(now()).window(Phase.IMPLEMENTATION)
    begun = window is not None and window.opens_at <= now()
    standings = queries.of_cycle(db.session(), this_cycle().id, today()) if begun else []
    title = _("Cómo va lo prometido") if begun else _("El plan todavía no empieza")
    said = "" if begun or window is None else _("Empieza el %(date)s.", date=day(window.opens_at))
    above, more = this_cycle().title, _("Ver el avance, con su evidencia")
    card = Card(above=above, title=title, url=_url("progress.index"), more=more, said=said)
    steps = [row.completion for one in standings for row in one.milestones]
    done = sum(step is Completion.COMPLETED for step in steps)
    kept = sum(one.completion is Completion.COMPLETED for one in standings)
    figures = [
        (number(len(standings)), ngettext("compromiso", "compromisos", len(standings))),
        (number(kept), ngettext("cumplido", "cumplidos", kept)),
        (f"{number(done)}/{number(len(steps))}", _("hitos completados")),
    ]
    return card, {
        "figures": figures if begun else [],
        "steps": [STEPS.get(one.completion, "") for one in standings],
    }


def of_promise(commitment: Commitment, pillar: Pillar) -> tuple[Card, dict[str, Any]]:
    """Return the card of a commitment. One statement."""
    standing: CommitmentStanding = queries.standing_of(db.session(), [commitment], today())[0]
    ref = reference("C", commitment.number)
    total = len(standing.milestones)
    figures = [(f"{number(standing.done)}/{number(total)}", _("hitos completados"))] if total else []
    if standing.late:
        figures.append((number(standing.late), ngettext("hito atrasado", "hitos atrasados", standing.late)))
    card = Card(
        above=_("Compromiso %(ref)s", ref=ref),
        title=told(commitment, "name"),
        url=_url("commitments.show", ref=ref),
        more=_("Leer el compromiso y su hilo"),
        said=str(label(standing.completion))
        if standing.is_reported
        else _("Todavía no hay informes de avance."),
        palette=pillar.palette,
        glyph=pillar.glyph,
    )
    return card, {"figures": figures, "steps": [STEPS.get(row.completion, "") for row in standing.milestones]}


def _url(endpoint: str, **values: Any) -> str:
    return application().settings.public_url + url_for(endpoint, **values)
