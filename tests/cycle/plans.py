"""A cycle's plan for tests: sensible values, and takes what matters."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from gacocrea.cycle.rules import CyclePlan, PillarPlan, suggest_calendar, windows_of

QUITO = ZoneInfo("America/Guayaquil")
START = date(2027, 1, 11)
PILLARS = (
    PillarPlan("transparencia", "Transparencia", "Que se encuentre.", "blue", "eye"),
    PillarPlan("integridad", "Integridad", "Que se sepa.", "brick", "accounts"),
    PillarPlan("participacion", "Participación", "Que opinar sirva.", "ochre", "door"),
)


def make_plan(**given: Any) -> CyclePlan:
    values: dict[str, Any] = {
        "slug": "2027-2029",
        "title": "Ciclo 2027–2029",
        "period": "2027–2029",
        "plan_starts_on": date(2027, 7, 23),
        "plan_ends_on": date(2029, 7, 22),
        "pillars": PILLARS,
        "phases": windows_of(suggest_calendar(START), QUITO),
    }
    return CyclePlan(**values | given)
