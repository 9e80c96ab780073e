"""The last day of a legal term."""

from collections.abc import Collection
from datetime import date, timedelta

from gacocrea.privacy.rules.countries import Term

SATURDAY = 5
NEAR_DAYS = 5
"""A term that ends within so many days is shown as near."""


def due_date(received_on: date, term: Term, *, holidays: Collection[date]) -> date:
    """Return the last day on which an answer is in time. The day after the request came is day one.

    Working days leave out Saturdays, Sundays and `holidays`; other terms count every day and end where they end.
    """
    if not term.working:
        return received_on + timedelta(days=term.days)
    day, left = received_on, term.days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY and day not in holidays
    return day
