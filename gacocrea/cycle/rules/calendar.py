"""The calendar's rules: days become instants, phases stand in order, and a template suggests their dates."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from gacocrea.core.terms import Moment, Phase, Window
from gacocrea.forum.rules import months_later

ORDER = tuple(Phase)
MAY_OVERLAP = frozenset({(Phase.PROPOSALS, Phase.ANALYSIS), (Phase.DRAFTING, Phase.CONSULTATION)})
"""Moderating may start while proposals still come in, and comments while the text is still being written."""


@dataclass(frozen=True)
class Problem:
    """What keeps a plan from being stored or published: the field it belongs to and a sentence's code."""

    field: str
    code: str
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Days:
    """A phase as people type it: from its first day to its last, both included."""

    phase: Phase
    first: date
    last: date


# ---------------------------------------------------------------- days and instants


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which `day` begins in `zone`, also where a clock change skips or repeats midnight."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def window_of(days: Days, zone: ZoneInfo) -> Window:
    """Return the half-open interval from the start of the first day to the end of the last one, in UTC."""
    return Window(days.phase, midnight(days.first, zone), midnight(days.last + timedelta(days=1), zone))


def windows_of(calendar: Iterable[Days], zone: ZoneInfo) -> tuple[Window, ...]:
    """Return the windows of several phases."""
    return tuple(window_of(days, zone) for days in calendar)


def days_of(window: Window, zone: ZoneInfo) -> Days:
    """Return the days that a window covers in `zone`; the reverse of `window_of`."""
    last = (window.closes_at - timedelta(microseconds=1)).astimezone(zone).date()
    return Days(window.phase, window.opens_at.astimezone(zone).date(), last)


# ---------------------------------------------------------------- where a cycle stands


def position_of(moment: Moment) -> int:
    """Return the index in `Phase` of the furthest phase that is open.

    Between two phases it is the next to open; after the last one, the last.
    """
    open_now = [ORDER.index(window.phase) for window in moment.windows if window.holds(moment.now)]
    if open_now:
        return max(open_now)
    coming = [ORDER.index(window.phase) for window in moment.windows if window.opens_at > moment.now]
    return min(coming) if coming else len(ORDER) - 1


def phase_asked(moment: Moment) -> Phase:
    """Return the phase in which people are asked for something.

    While proposals are taken that is what they are asked for, even when the analysis has begun.
    """
    return Phase.PROPOSALS if Phase.PROPOSALS in moment.open_phases else ORDER[position_of(moment)]


def next_phase(moment: Moment) -> Window | None:
    """Return the first window that has not opened yet, or None when the last one has."""
    coming = (window for window in moment.windows if window.opens_at > moment.now)
    return min(coming, key=lambda window: window.opens_at, default=None)


# ---------------------------------------------------------------- the template


def suggest_calendar(start: date, *, challenge_hours: int = 72) -> tuple[Days, ...]:
    """Return dates for the ten phases of a cycle that starts on `start`; they meet the Partnership's thresholds.

    The timeline is public four weeks before proposals are taken (OGP requirement 3.1 asks for two), analysis
    starts while they come in, and implementation lasts 24 months. Drafting starts a day after the challenge ends:
    the result is published on it, and a day on which the clock changes has 23 hours. See `with_challenge`.
    """
    challenge_days = -(-challenge_hours // 24)
    weeks = timedelta(weeks=1)
    proposals = start + 4 * weeks
    voting = proposals + 9 * weeks
    challenge = voting + 2 * weeks
    drafting = challenge + timedelta(days=challenge_days + 1)
    consultation, adoption = drafting + 6 * weeks, drafting + 9 * weeks
    implementation = adoption + 3 * weeks
    closed = months_later(implementation, 24)
    openings = (
        *(start, proposals, proposals + 2 * weeks, voting, challenge),
        *(drafting, consultation, adoption, implementation, closed, closed + 13 * weeks),
    )
    ends = dict(zip(ORDER, openings[1:], strict=True)) | {
        Phase.PROPOSALS: proposals + 6 * weeks,
        Phase.CHALLENGE: challenge + timedelta(days=challenge_days),
    }
    return tuple(
        Days(phase, first, ends[phase] - timedelta(days=1))
        for phase, first in zip(ORDER, openings, strict=False)
    )


# ---------------------------------------------------------------- what follows from the end of voting


def challenge_end(closed_at: datetime, hours: int) -> datetime:
    """Return when the challenge window ends: `hours` after voting does, on whatever clock."""
    return closed_at + timedelta(hours=hours)


def with_challenge(windows: Iterable[Window], hours: int) -> tuple[Window, ...]:
    """Return `windows` with the challenge that follows from the end of voting, and no other one."""
    others = [window for window in windows if window.phase is not Phase.CHALLENGE]
    ends = [window.closes_at for window in others if window.phase is Phase.VOTING]
    derived = [Window(Phase.CHALLENGE, end, challenge_end(end, hours)) for end in ends]
    return tuple(sorted([*others, *derived], key=lambda window: (window.opens_at, ORDER.index(window.phase))))


def moved(
    windows: Iterable[Window], *, voting_ends: datetime, challenge_ends: datetime
) -> tuple[Window, ...]:
    """Return the calendar once voting and challenge end at other instants; no phase begins or ends earlier for it.

    A later phase that would begin too early begins when those before it allow it; where nothing would be left
    of it, it keeps its length.
    """
    done: list[Window] = []
    for window in sorted(windows, key=lambda window: ORDER.index(window.phase)):
        if window.phase is Phase.VOTING:
            new = Window(window.phase, window.opens_at, voting_ends)
        elif window.phase is Phase.CHALLENGE:
            new = Window(window.phase, voting_ends, challenge_ends)
        elif ORDER.index(window.phase) > ORDER.index(Phase.CHALLENGE):
            new = _after(window, done)
        else:
            new = window
        done.append(new)
    return tuple(done)


def _after(window: Window, before: list[Window]) -> Window:
    bounds = [one.opens_at if (one.phase, window.phase) in MAY_OVERLAP else one.closes_at for one in before]
    opens_at = max([window.opens_at, *bounds])
    lasts = window.closes_at - window.opens_at
    kept = window.closes_at if window.closes_at > opens_at else opens_at + lasts
    return Window(window.phase, opens_at, max([kept, *(one.closes_at for one in before)]))


# ---------------------------------------------------------------- what is refused


def check_calendar(windows: Iterable[Window]) -> list[Problem]:
    """Return what keeps a calendar from being published; empty when it holds.

    Every phase is there and lasts; phases stand in their order; only analysis with proposals and consultation
    with drafting may overlap. The challenge is not typed: it follows from voting (`with_challenge`).
    """
    by_phase = {window.phase: window for window in windows}
    typed = [phase for phase in ORDER if phase is not Phase.CHALLENGE]
    problems = [Problem(f"{phase}_first", "phase_missing") for phase in typed if phase not in by_phase]
    problems += [
        Problem(f"{phase}_last", "phase_backwards")
        for phase, window in by_phase.items()
        if window.closes_at <= window.opens_at
    ]
    if not problems:
        problems = list(_disorder(by_phase))
    return problems


def _disorder(by_phase: dict[Phase, Window]) -> Iterator[Problem]:
    """Yield one problem for each phase that starts or ends too early."""
    for earlier, later in pairwise(ORDER):
        if by_phase[later].opens_at < by_phase[earlier].opens_at:
            yield Problem(f"{later}_first", "phase_order", {"other": earlier})
        elif by_phase[later].closes_at < by_phase[earlier].closes_at:
            yield Problem(f"{later}_last", "phase_ends_before", {"other": earlier})
        else:
            before = [phase for phase in ORDER[: ORDER.index(later)] if (phase, later) not in MAY_OVERLAP]
            last = max(before, key=lambda phase: by_phase[phase].closes_at)
            if by_phase[later].opens_at < by_phase[last].closes_at:
                yield Problem(f"{later}_first", "phase_overlap", {"other": last})
