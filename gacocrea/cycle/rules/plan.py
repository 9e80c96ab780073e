"""A cycle as it is planned: names, pillars, calendar and rules, all plain values."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from gacocrea.core.colour import Sight, is_palette
from gacocrea.core.errors import Invalid
from gacocrea.core.terms import Window
from gacocrea.core.text import slug
from gacocrea.cycle.models import (
    CHOICES_MAX,
    GLYPHS,
    NAME_MAX,
    PERIOD_MAX,
    PILLARS_MAX,
    PILLARS_MIN,
    SEATS_MAX,
    BoothPath,
    SelectionRule,
)
from gacocrea.cycle.rules.calendar import Problem
from gacocrea.cycle.rules.colours import confused
from gacocrea.forum.rules import check_slug

_WORDS = """
    aprende archivos avance buscar cartel certificados ciclos datos decisiones en es hilo identidad imagen mesa
    miembros mociones planes privacidad pt quienes-deciden registro reglas repositorio reuniones reuniones.ics
    secretaria
"""
CYCLE_RESERVED = frozenset(_WORDS.split())
"""Second words of addresses that belong to the forum: no cycle may stand on them."""
EDIT_MINUTES_MAX = 20160
HOURS_MIN, HOURS_MAX = 24, 720
LONG_WORD = 3
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,38}[a-z0-9])?")


@dataclass(frozen=True)
class PillarPlan:
    """A pillar as a cycle will name it. `key` stands in addresses; colour and shape belong together."""

    key: str
    name: str
    sentence: str
    palette: str
    glyph: str


@dataclass(frozen=True)
class CyclePlan:
    """Everything that is set up before a cycle is published."""

    slug: str
    title: str
    period: str
    plan_starts_on: date
    plan_ends_on: date
    pillars: tuple[PillarPlan, ...]
    phases: tuple[Window, ...]
    choices_max: int = 3
    seats: int = 3
    selection_rule: SelectionRule = SelectionRule.TOP_N
    propose_level: int = 0
    vote_level: int = 0
    edit_minutes: int = 60
    challenge_hours: int = 72
    booth: BoothPath = BoothPath.BY_PILLAR
    paper: bool = False
    foreword: str = ""
    efforts: str = ""


def key_of(name: str, *, taken: Collection[str] = ()) -> str:
    """Return the word that a pillar has in addresses: its first long one, or its whole name if that is taken."""
    whole = slug(name, 40)
    word = next((word for word in whole.split("-") if len(word) > LONG_WORD), whole)
    return whole if word in taken else word


def check_rules(plan: CyclePlan) -> list[Problem]:
    """Return what keeps a plan from being stored, even as a draft; empty when it holds."""
    return [*_names(plan), *_limits(plan), *_pillars(plan.pillars), *_phases(plan.phases)]


def _names(plan: CyclePlan) -> Iterator[Problem]:
    try:
        check_slug(plan.slug, reserved=CYCLE_RESERVED)
    except Invalid as refusal:
        yield Problem(refusal.field, refusal.code, refusal.facts)
    for field, value, most in (("title", plan.title, NAME_MAX), ("period", plan.period, PERIOD_MAX)):
        if not 1 <= len(value) <= most:
            yield Problem(field, "length", {"most": most})
    if plan.plan_ends_on <= plan.plan_starts_on:
        yield Problem("plan_ends_on", "plan_backwards")


def _limits(plan: CyclePlan) -> Iterator[Problem]:
    for field, least, most in (
        ("choices_max", 1, CHOICES_MAX),
        ("seats", 1, SEATS_MAX),
        ("propose_level", 0, 3),
        ("vote_level", 0, 3),
        ("edit_minutes", 0, EDIT_MINUTES_MAX),
        ("challenge_hours", HOURS_MIN, HOURS_MAX),
    ):
        if not least <= getattr(plan, field) <= most:
            yield Problem(field, "between", {"least": least, "most": most})


def _pillars(pillars: tuple[PillarPlan, ...]) -> Iterator[Problem]:
    if not PILLARS_MIN <= len(pillars) <= PILLARS_MAX:
        yield Problem("pillars", "pillar_count", {"least": PILLARS_MIN, "most": PILLARS_MAX})
    for place, pillar in enumerate(pillars):
        where, before = f"pillars-{place}", pillars[:place]
        if not _KEY.fullmatch(pillar.key) or not 1 <= len(pillar.name) <= NAME_MAX:
            yield Problem(f"{where}-name", "pillar_name", {"most": NAME_MAX})
        elif pillar.key in {other.key for other in before}:
            yield Problem(f"{where}-name", "pillar_twice")
        if not is_palette(pillar.palette):
            yield Problem(f"{where}-palette", "palette_unknown")
        elif pillar.palette in {other.palette for other in before}:
            yield Problem(f"{where}-palette", "palette_twice")
        if pillar.glyph not in GLYPHS or pillar.glyph in {other.glyph for other in before}:
            yield Problem(f"{where}-glyph", "glyph_twice")
    yield from _confused(pillars)


def _confused(pillars: tuple[PillarPlan, ...]) -> Iterator[Problem]:
    """Two pillars of one colour for everybody are refused; who sees fewer colours has the shape and the name."""
    for place, pillar in enumerate(pillars):
        before = [(other.name, other.palette) for other in pillars[:place] if other.palette != pillar.palette]
        if pair := next((pair for one in before if (pair := _alike(one, pillar))), None):
            yield Problem(f"pillars-{place}-palette", "palettes_alike", pair)


def _alike(one: tuple[str, str], pillar: PillarPlan) -> dict[str, str] | None:
    seen = confused([one, (pillar.name, pillar.palette)])
    return {"one": one[0], "other": pillar.name} if seen and seen[0].sight is Sight.FULL else None


def _phases(windows: tuple[Window, ...]) -> Iterator[Problem]:
    seen = set()
    for window in windows:
        if window.closes_at <= window.opens_at:
            yield Problem(f"{window.phase}_last", "phase_backwards")
        if window.phase in seen:
            yield Problem(f"{window.phase}_first", "phase_twice")
        seen.add(window.phase)
