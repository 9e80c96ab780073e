"""What the Open Government Partnership asks of a process, and whether a cycle meets it.

Source: OGP Participation and Co-Creation Standards (in force since 2022), minimum requirements 1.1, 3.1, 3.2, 5.1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from gacocrea.core.terms import Moment, Phase
from gacocrea.forum.rules import months_later, watch_meetings

AHEAD = timedelta(weeks=2)
PLAN_MONTHS = (18, 24)
MEETINGS_A_YEAR = 2


@dataclass(frozen=True)
class Threshold:
    """One thing asked. `met` is None while it cannot be said yet; `code` names a sentence, `facts` fill it."""

    code: str
    met: bool | None
    facts: dict[str, Any] = field(default_factory=dict)


def check_thresholds(
    moment: Moment,
    *,
    published_at: datetime | None,
    plan_starts_on: date,
    plan_ends_on: date,
    has_internal_rules: bool,
    meeting_days: Sequence[date],
    courses_held: int,
    today: date,
) -> list[Threshold]:
    """Return the thresholds in the order of the standards; days are of the forum's zone.

    `courses_held`: how many courses or workshops the forum gave in the span of `co_creation`.
    """
    watch = watch_meetings(meeting_days, today)
    met = None if watch.last_on is None else not watch.is_late
    return [
        Threshold("ogp_meetings", met, {"last": watch.last_on, "due": watch.due_on}),
        Threshold("ogp_rules", has_internal_rules),
        _timeline(moment, published_at),
        _outreach(courses_held),
        _length(plan_starts_on, plan_ends_on),
        _implementation(moment, meeting_days, today),
    ]


def _timeline(moment: Moment, published_at: datetime | None) -> Threshold:
    window = moment.window(Phase.PROPOSALS)
    if window is None or published_at is None:
        return Threshold("ogp_timeline", None, {"days": None})
    ahead = window.opens_at - published_at
    return Threshold("ogp_timeline", ahead >= AHEAD, {"days": max(ahead.days, 0)})


def co_creation(moment: Moment) -> tuple[datetime, datetime]:
    """Return from when to when people are to be reached: from preparation until the plan is adopted."""
    spans = [window for window in moment.windows if window.phase not in (Phase.IMPLEMENTATION, Phase.CLOSED)]
    if not spans:
        return moment.now, moment.now
    return min(one.opens_at for one in spans), max(one.closes_at for one in spans)


def _outreach(courses_held: int) -> Threshold:
    """One evidenced activity at least. Without a course a forum may have reached people otherwise."""
    return Threshold("ogp_outreach", True if courses_held else None, {"courses": courses_held})


def _length(starts_on: date, ends_on: date) -> Threshold:
    """The plan lasts from 18 to 24 months; `ends_on` is its last day."""
    least, most = (months_later(starts_on, months) for months in PLAN_MONTHS)
    after = ends_on + timedelta(days=1)
    return Threshold("ogp_plan_length", least <= after <= most, {"from": starts_on, "to": ends_on})


def _implementation(moment: Moment, meeting_days: Iterable[date], today: date) -> Threshold:
    """Two meetings in each year of implementation; the year that runs is still to be seen until it has two."""
    window = moment.window(Phase.IMPLEMENTATION)
    if window is None or moment.now < window.opens_at:
        return Threshold("ogp_implementation", None)
    first, end = window.opens_at.date(), min(today, window.closes_at.date())
    days, verdict = [day for day in meeting_days if first <= day <= end], None
    year = first
    while year <= end:
        after = months_later(year, 12)
        enough = sum(year <= day < after for day in days) >= MEETINGS_A_YEAR
        if not enough and after <= end:
            return Threshold("ogp_implementation", False)
        verdict, year = enough or None, after
    return Threshold("ogp_implementation", verdict)
