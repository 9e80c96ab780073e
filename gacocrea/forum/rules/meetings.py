"""How often a forum meets, how early it calls, and when its minutes may be published."""

import hashlib
import json
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gacocrea.core.errors import Invalid
from gacocrea.forum.models import Meeting

MEETING_MONTHS = 6
NEAR = timedelta(days=30)
"""How long before the six months end a forum is warned."""
GENDERS = ("women", "men", "other", "unsaid")
COUNT_MAX = 100_000


@dataclass(frozen=True)
class MeetingWatch:
    """How the forum stands with OGP's requirement 1.1: it meets at least every six months."""

    last_on: date | None
    due_on: date | None
    """The last day on which the next meeting keeps the forum within the six months."""
    next_on: date | None
    is_late: bool
    is_near: bool
    """The six months end soon and no meeting is called in time."""


def watch_meetings(days: Iterable[date], today: date) -> MeetingWatch:
    """Say whether a forum that met (or has called a meeting) on `days` meets at least every six months.

    A forum that never met is late only once it has been asked: it has no due day.
    """
    past = [day for day in days if day <= today]
    coming = [day for day in days if day > today]
    last = max(past, default=None)
    due = months_later(last, MEETING_MONTHS) if last else None
    next_on = min(coming, default=None)
    in_time = due is not None and next_on is not None and next_on <= due
    is_near = due is not None and not in_time and today <= due <= today + NEAR
    return MeetingWatch(last, due, next_on, due is not None and due < today, is_near)


def months_later(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def check_notice(day: date, *, today: date, notice_days: int, is_extraordinary: bool) -> None:
    """Raise Invalid when an ordinary meeting of a coming day is called with less notice than the rules ask for.

    A day that is past is entered, not called: no notice is asked for.
    """
    first = today + timedelta(days=notice_days)
    if today < day < first and not is_extraordinary:
        raise Invalid("day", "notice_short", days=notice_days, first=f"{first:%d/%m/%Y}")


def check_counts(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Return counts of people without their zeros, or raise Invalid for one below zero or beyond COUNT_MAX.

    They are counts alone, by sector, territory and gender as people say it themselves: never names.
    """
    for facet, numbers in counts.items():
        for key, number in numbers.items():
            if not 0 <= number <= COUNT_MAX:
                raise Invalid(f"{facet}_{key}", "count_odd", most=COUNT_MAX)
    kept = {facet: {key: n for key, n in numbers.items() if n} for facet, numbers in counts.items()}
    return {facet: numbers for facet, numbers in kept.items() if numbers}


def signatures_needed(present: int) -> int:
    """Return how many of those present must sign before minutes are published: more than half of them.

    A meeting whose attendance was not taken, held before the forum was here, needs none.
    """
    return present // 2 + 1 if present else 0


def check_signatures(present: Collection[int], signed: Collection[int]) -> None:
    """Raise Invalid unless enough of those present (by account) signed the text that is to be published."""
    needed, given = signatures_needed(len(present)), len(set(signed) & set(present))
    if given < needed:
        raise Invalid("publish", "signatures_missing", signed=given, needed=needed)


def digest_of_minutes(meeting: Meeting) -> str:
    """Return the SHA-256, in hex, of what a signature stands under: the text, its disagreements and agreements.

    Whether an agreement was kept later is no part of it.
    """
    agreed = [[one.text, one.owner, one.due_on.isoformat()] for one in meeting.agreements]
    said = json.dumps([meeting.minutes, meeting.disagreements, agreed], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()
