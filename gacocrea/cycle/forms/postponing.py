"""New dates for a published cycle: each phase with its days, and a public note."""

from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SubmitField
from wtforms.validators import InputRequired

from gacocrea.core.terms import Phase, Window
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.rules import Days, days_of, window_of
from gacocrea.forum.forms import within_reach
from gacocrea.forum.models import MOTION_MAX
from gacocrea.web.forms import BaseForm, text
from gacocrea.web.labels import LABELS

MOVABLE = tuple(phase for phase in Phase if phase is not Phase.CHALLENGE)
"""The challenge follows from the end of voting."""


class PostponeForm(BaseForm):
    """The calendar as it stands, to be moved forward; its two days for each phase are made below."""

    note = text(_l("Por qué cambian las fechas"), most=MOTION_MAX, hint=_l("Se publica junto al calendario."))
    submit = SubmitField(_l("Poner a votación"))

    @classmethod
    def of(cls, cycle: Cycle, zone: ZoneInfo) -> "PostponeForm":
        """Return the form with the days that hold now."""
        held: dict[str, Any] = {}
        for days in (days_of(window, zone) for window in cycle.windows):
            held |= {f"{days.phase}_first": days.first, f"{days.phase}_last": days.last}
        return cls(data=held)

    def wanted(self, cycle: Cycle, zone: ZoneInfo) -> list[Window]:
        """Return the phases whose days were changed; an instant whose day stays, stays to the minute."""
        found = []
        for window in cycle.windows:
            if window.phase is Phase.CHALLENGE:
                continue
            held = days_of(window, zone)
            typed = Days(window.phase, *(self[f"{window.phase}_{end}"].data for end in ("first", "last")))
            new = window_of(typed, zone)
            opens_at = window.opens_at if typed.first == held.first else new.opens_at
            closes_at = window.closes_at if typed.last == held.last else new.closes_at
            if typed != held:
                found.append(Window(window.phase, opens_at, closes_at))
        return found


for _phase in MOVABLE:
    for _end in ("first", "last"):
        _field = DateField(
            LABELS["Phase"][_phase],
            validators=[InputRequired(_l("Este dato hace falta.")), within_reach],
        )
        setattr(PostponeForm, f"{_phase}_{_end}", _field)
