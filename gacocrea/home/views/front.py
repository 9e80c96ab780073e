"""What a forum's front page says of the cycle that is running."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from gacocrea.core.terms import Phase
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.cycle.place import PhaseItem, phase_items
from gacocrea.forum.models import Forum
from gacocrea.home.queries import theme_counts
from gacocrea.home.views.hero import Hero, hero_of
from gacocrea.proposals.models import Origin
from gacocrea.proposals.queries import Figures, figures
from gacocrea.themes.models import IN_THEME, Outcome
from gacocrea.themes.queries import outcome_counts
from gacocrea.web.text import number

LINES_MOST = 60
"""The fan draws at most about so many lines."""
STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Tile:
    """A pillar on the front page."""

    pillar: Pillar
    url: str
    text: str
    note: str


@dataclass(frozen=True)
class Fan:
    """What became of all proposals: parts that add up, largest question first; `per` proposals for each line."""

    title: str
    parts: list[tuple[int, str]]
    per: int

    @property
    def counts(self) -> list[int]:
        return [count for count, _words in self.parts]


@dataclass(frozen=True)
class Front:
    """Everything that the page shows of the cycle."""

    phase: Phase
    hero: Hero
    tiles: list[Tile]
    phases: list[PhaseItem]
    fan: Fan | None


def front_of(session: Session, forum: Forum, cycle: Cycle, now: datetime) -> Front:
    """Return the front page of `cycle`. Four statements."""
    counted, themes = figures(session, cycle_id=cycle.id), theme_counts(session, cycle.id)
    outcomes = outcome_counts(session, cycle.id)
    phase, hero = hero_of(cycle.moment(now), _facts(cycle, themes, counted))
    tiles = [_tile(pillar, phase, themes.get(pillar.id, 0), counted) for pillar in cycle.pillars]
    order = list(Phase)
    on_ballot = order.index(phase) >= order.index(Phase.VOTING)
    fan = _fan(outcomes, counted.total, sum(themes.values()), on_ballot=on_ballot)
    answered = fan is not None and sum(outcomes.values()) - outcomes[Outcome.RETURNED] == counted.total
    said = {
        Phase.PROPOSALS: _received(counted),
        Phase.ANALYSIS: _united(sum(themes.values()), forum.core_group_name) if answered else "",
    }
    items = [
        replace(item, text=said.get(item.phase) or item.text) if item.state == "done" else item
        for item in phase_items(cycle, now)
    ]
    return Front(phase, hero, tiles, items, fan)


def invitation(session: Session, cycle: Cycle, now: datetime) -> Hero:
    """Return what `cycle` asks of people now. Two statements."""
    themes, counted = theme_counts(session, cycle.id), figures(session, cycle_id=cycle.id)
    return hero_of(cycle.moment(now), _facts(cycle, themes, counted))[1]


def _facts(cycle: Cycle, themes: dict[int, int], counted: Figures) -> dict[str, str]:
    return {
        "themes": number(sum(themes.values())),
        "proposals": number(counted.total),
        "period": cycle.period,
    }


def _tile(pillar: Pillar, phase: Phase, themes: int, counted: Figures) -> Tile:
    proposals = counted.by_pillar[pillar.id]
    made = ngettext("%(num)d propuesta", "%(num)d propuestas", proposals)
    if themes:
        note = ngettext("%(num)d tema, de %(made)s", "%(num)d temas, de %(made)s", themes, made=made)
    else:
        note = made if proposals else ""
    order = list(Phase)
    if phase is Phase.VOTING:
        url = url_for("voting.booth", pillar=pillar.key)
    elif order.index(phase) > order.index(Phase.VOTING):
        url = url_for("results.show", pillar=pillar.key)
    else:
        url = url_for("proposals.index", pilar=pillar.key)
    return Tile(pillar, url, pillar.sentence, note)


def _received(counted: Figures) -> str:
    if not counted.total:
        return ""
    online = counted.total - counted.by_origin[Origin.WORKSHOP]
    if counted.workshops == 0:
        return str(_("Se recibieron %(total)s propuestas.", total=number(counted.total)))
    return str(
        ngettext(
            "%(total)s propuestas: %(online)s en línea y %(met)s en un taller.",
            "%(total)s propuestas: %(online)s en línea y %(met)s en %(num)d talleres.",
            counted.workshops,
            total=number(counted.total),
            online=number(online),
            met=number(counted.by_origin[Origin.WORKSHOP]),
        )
    )


def _united(themes: int, group: str) -> str:
    return str(
        ngettext(
            "El %(group)s las reunió en %(num)d tema y respondió todas.",
            "El %(group)s las reunió en %(num)d temas y respondió todas.",
            themes,
            group=group,
        )
    )


def _fan(outcomes: dict[Outcome, int], total: int, themes: int, *, on_ballot: bool) -> Fan | None:
    """Return what became of `total` proposals; None while there is nothing to draw."""
    answered = sum(outcomes.values()) - outcomes[Outcome.RETURNED]
    if not total or not answered:
        return None
    united, waiting = sum(outcomes[outcome] for outcome in IN_THEME), total - answered
    still = ngettext(
        "todavía espera respuesta, o que su autora o autor la complete",
        "todavía esperan respuesta, o que su autora o autor las complete",
        waiting,
    )
    parts = [
        (united, _united_in(united, themes, on_ballot=on_ballot)),
        *_left_out(outcomes),
        (waiting, still),
    ]
    per = next((step for step in STEPS if total / step <= LINES_MOST), STEPS[-1])
    return Fan(_fan_title(total, answered), [part for part in parts if part[0]], per)


def _left_out(outcomes: dict[Outcome, int]) -> list[tuple[int, str]]:
    """Return how many are in no theme, by the kind of reason."""
    exists, vague = outcomes[Outcome.ALREADY_EXISTS], outcomes[Outcome.NOT_VERIFIABLE]
    outside = outcomes[Outcome.OUT_OF_SCOPE] + outcomes[Outcome.OTHER_BODY]
    later = outcomes[Outcome.NEXT_CYCLE]
    said = ngettext("pide algo que ya existe", "piden algo que ya existe", exists)
    unfit = ngettext(
        "no es de gobierno abierto o toca a otra entidad",
        "no son de gobierno abierto o tocan a otra entidad",
        outside,
    )
    unclear = ngettext("pide algo que nadie podría comprobar", "piden algo que nadie podría comprobar", vague)
    return [
        (exists, _("%(what)s: se explicó dónde está", what=said)),
        (outside, _("%(what)s: se explicó por qué", what=unfit)),
        (vague, _("%(what)s: se explicó por qué", what=unclear)),
        (
            later,
            ngettext(
                "pasa al siguiente ciclo, con su historia", "pasan al siguiente ciclo, con su historia", later
            ),
        ),
    ]


def _united_in(proposals: int, themes: int, *, on_ballot: bool) -> str:
    what = ngettext("%(num)d tema", "%(num)d temas", themes)
    if on_ballot:
        words = ngettext(
            "forma parte de la boleta, que tiene %(what)s",
            "forman parte de la boleta, que tiene %(what)s",
            proposals,
            what=what,
        )
    else:
        words = ngettext(
            "ya forma parte de un tema: hay %(what)s",
            "ya forman parte de un tema: hay %(what)s",
            proposals,
            what=what,
        )
    return str(words)


def _fan_title(total: int, answered: int) -> str:
    if answered == total:
        said = ngettext(
            "Entró una propuesta, y tiene respuesta.",
            "Entraron %(total)s propuestas. Las %(total)s tienen respuesta.",
            total,
            total=number(total),
        )
        return str(said)
    came = ngettext("Entró una propuesta.", "Entraron %(total)s propuestas.", total, total=number(total))
    said = ngettext(
        "Una ya tiene respuesta.", "%(answered)s ya tienen respuesta.", answered, answered=number(answered)
    )
    return f"{came} {said}"
