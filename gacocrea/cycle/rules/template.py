"""The template from which a cycle is set up: suggested names, pillars, dates and rules, all of them to be changed."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from gacocrea.core.terms import Phase
from gacocrea.cycle.rules.calendar import suggest_calendar, windows_of, with_challenge
from gacocrea.cycle.rules.plan import CyclePlan, PillarPlan

PILLARS = (
    PillarPlan(
        "transparencia",
        "Transparencia y acceso a la información",
        "Que la información pública se encuentre, se entienda y se use.",
        "blue",
        "eye",
    ),
    PillarPlan(
        "integridad",
        "Integridad y rendición de cuentas",
        "Que se sepa quién decide, en qué se gasta y quién responde.",
        "brick",
        "accounts",
    ),
    PillarPlan(
        "participacion",
        "Participación ciudadana",
        "Que opinar sirva, y que alguien conteste.",
        "ochre",
        "door",
    ),
    PillarPlan(
        "colaboracion",
        "Colaboración e innovación",
        "Que Estado, universidades, empresas y barrios resuelvan juntos.",
        "green",
        "weave",
    ),
)
"""The four pillars on which the forums of Ecuador, Jalisco and Colombia agree most, in Spanish."""


def suggest_plan(start: date, zone: ZoneInfo, **given: Any) -> CyclePlan:
    """Return a plan for a cycle whose preparation starts on `start` in `zone`; `given` values replace its own.

    Its dates and rules meet the Partnership's thresholds; the plan covers the phase of implementation.
    """
    hours = given.get("challenge_hours", 72)
    calendar = suggest_calendar(start, challenge_hours=hours)
    implementation = next(days for days in calendar if days.phase is Phase.IMPLEMENTATION)
    years = f"{implementation.first.year}–{implementation.last.year}"
    values: dict[str, Any] = {
        "slug": years.replace("–", "-"),
        "title": f"Ciclo {years}",
        "period": years,
        "plan_starts_on": implementation.first,
        "plan_ends_on": implementation.last,
        "pillars": PILLARS,
        "phases": with_challenge(windows_of(calendar, zone), hours),
    }
    return CyclePlan(**values | given)
