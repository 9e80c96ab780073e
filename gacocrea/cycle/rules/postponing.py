"""Dates of a published cycle move only forward, and only those that are still to come."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from gacocrea.core.terms import Phase, Window
from gacocrea.cycle.rules.calendar import Problem, check_calendar, with_challenge

FIXED_BY_VOTE = (Phase.PROPOSALS, Phase.ANALYSIS, Phase.VOTING, Phase.CHALLENGE)
"""Once the polls are open, their instants are in what voters were promised: nothing up to the result moves."""


def postponed(before: Iterable[Window], wanted: Iterable[Window], challenge_hours: int) -> tuple[Window, ...]:
    """Return the calendar with the phases of `wanted` in the place of those they replace.

    The challenge follows from the end of voting, and is left alone where voting does not move.
    """
    new = {window.phase: window for window in wanted}
    old = {window.phase: window for window in before}
    after = tuple(new.get(window.phase, window) for window in old.values())
    moves = Phase.VOTING in new and new[Phase.VOTING] != old.get(Phase.VOTING)
    return with_challenge(after, challenge_hours) if moves else after


def check_postponement(
    before: Iterable[Window], after: Iterable[Window], *, now: datetime, vote_is_fixed: bool
) -> list[Problem]:
    """Return what keeps dates of a published cycle from being moved; empty when they may.

    An instant moves forward or stays; one that has passed stays; what the open polls promise stays; and the
    calendar that results holds by itself (`check_calendar`).
    """
    old, new = ({window.phase: window for window in windows} for windows in (before, after))
    problems = [problem for phase in new if phase in old for problem in _moves(old[phase], new[phase], now)]
    if vote_is_fixed:
        problems += [
            Problem(f"{phase}_last", "postpone_voted")
            for phase in FIXED_BY_VOTE
            if phase in old and new.get(phase) != old[phase]
        ]
    if not problems and old == new:
        problems = [Problem("note", "postpone_nothing")]
    return problems or check_calendar(new.values())


def _moves(old: Window, new: Window, now: datetime) -> Iterator[Problem]:
    for end, before, after in (
        ("first", old.opens_at, new.opens_at),
        ("last", old.closes_at, new.closes_at),
    ):
        if after != before and before <= now:
            yield Problem(f"{old.phase}_{end}", "postpone_past")
        elif after < before:
            yield Problem(f"{old.phase}_{end}", "postpone_back")
