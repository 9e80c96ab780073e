"""The calendar: days typed in the forum's zone become instants, and phases stand in their order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.terms import Moment, Phase, Window
from gacocrea.cycle.rules import (
    Days,
    check_calendar,
    days_of,
    moved,
    next_phase,
    suggest_calendar,
    window_of,
    windows_of,
    with_challenge,
)
from tests.cycle.plans import QUITO, START

# Zones without clock changes, with changes at midnight, in the small hours, by half an hour, and far east.
ZONES = [
    *("America/Guayaquil", "America/Mexico_City", "America/Bogota", "America/Santiago", "America/Asuncion"),
    *("America/Havana", "America/New_York", "America/Sao_Paulo", "Atlantic/Azores", "Europe/Lisbon"),
    *("Australia/Lord_Howe", "Pacific/Chatham", "Africa/Cairo", "Asia/Beirut", "Pacific/Kiritimati"),
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
dates = st.dates(date(2012, 1, 2), date(2040, 12, 31))
lengths = st.integers(0, 800).map(lambda days: timedelta(days=days))


@given(dates, lengths, zones)
def test_days_typed_in_any_zone_are_read_back_as_they_were_typed(first, length, zone):
    days = Days(Phase.VOTING, first, first + length)
    assert days_of(window_of(days, zone), zone) == days


@given(dates, lengths, lengths, zones)
def test_a_phase_that_begins_the_day_after_another_begins_at_the_instant_that_it_ends(first, one, two, zone):
    earlier = Days(Phase.VOTING, first, first + one)
    start = earlier.last + timedelta(days=1)
    later = Days(Phase.CHALLENGE, start, start + two)
    assert window_of(earlier, zone).closes_at == window_of(later, zone).opens_at


@given(dates, zones)
def test_a_phase_of_one_day_is_open_from_its_first_instant_to_its_last(day, zone):
    window = window_of(Days(Phase.VOTING, day, day), zone)
    for instant, inside in ((window.opens_at, True), (window.closes_at, False)):
        assert window.holds(instant) is inside
        assert (instant.astimezone(zone).date() == day) is inside
    assert (window.opens_at - timedelta(microseconds=1)).astimezone(zone).date() < day


def test_a_day_in_quito_begins_at_five_in_utc():
    window = window_of(Days(Phase.VOTING, date(2027, 6, 1), date(2027, 6, 21)), QUITO)
    assert window.opens_at == datetime(2027, 6, 1, 5, tzinfo=UTC)
    assert window.closes_at == datetime(2027, 6, 22, 5, tzinfo=UTC)


def test_a_day_whose_midnight_is_skipped_begins_when_its_clock_does():
    # In Santiago the clock went from 00:00 to 01:00 on 8 September 2024.
    window = window_of(Days(Phase.VOTING, date(2024, 9, 8), date(2024, 9, 8)), ZoneInfo("America/Santiago"))
    assert window.closes_at - window.opens_at == timedelta(hours=23)


@given(dates, zones, st.integers(24, 720))
def test_the_template_holds_in_every_zone_and_season(start, zone, hours):
    windows = windows_of(suggest_calendar(start, challenge_hours=hours), zone)
    assert check_calendar(with_challenge(windows, hours)) == []


@given(dates, zones)
def test_the_template_publishes_the_timeline_two_weeks_before_proposals(start, zone):
    moment = Moment(datetime.now(UTC), windows_of(suggest_calendar(start), zone))
    preparation, proposals = moment.window(Phase.PREPARATION), moment.window(Phase.PROPOSALS)
    assert proposals.opens_at - preparation.opens_at >= timedelta(weeks=2)


def calendar(**changes):
    """Return the template's calendar with other days for some phases: voting=(first, last) in days."""
    days = {row.phase: row for row in suggest_calendar(START)}
    for phase, (first, last) in changes.items():
        old = days[Phase(phase)]
        days[Phase(phase)] = Days(
            Phase(phase), old.first + timedelta(days=first), old.last + timedelta(days=last)
        )
    return windows_of(days.values(), QUITO)


def problems(**changes):
    found = check_calendar(calendar(**changes))
    return [(problem.field, problem.code) for problem in found]


def test_analysis_may_overlap_proposals_and_consultation_may_overlap_drafting():
    assert problems(analysis=(-14, 0), consultation=(-30, 0)) == []


def test_a_pause_between_two_phases_is_allowed():
    assert problems(preparation=(0, -7), adoption=(3, 0)) == []


def test_voting_never_overlaps_analysis():
    assert problems(voting=(-1, 0)) == [("voting_first", "phase_overlap")]


def test_voting_never_overlaps_proposals_even_when_analysis_is_short():
    found = problems(proposals=(0, 22), analysis=(0, 1), voting=(0, 0))
    assert ("voting_first", "phase_overlap") in found


@given(dates, zones, st.integers(24, 720))
def test_the_challenge_starts_when_voting_ends_and_lasts_its_hours_on_every_clock(day, zone, hours):
    voting, odd = (window_of(Days(phase, day, day), zone) for phase in (Phase.VOTING, Phase.CHALLENGE))
    derived = with_challenge([odd, voting], hours)[-1]
    assert derived == Window(Phase.CHALLENGE, voting.closes_at, voting.closes_at + timedelta(hours=hours))


def test_without_voting_there_is_no_challenge_and_nobody_is_asked_to_type_one():
    assert with_challenge([], 72) == ()
    typed = [window for window in calendar() if window.phase is not Phase.CHALLENGE]
    assert check_calendar(with_challenge(typed, 72)) == []
    assert {problem.field for problem in check_calendar([])} == {
        f"{phase}_first" for phase in Phase if phase is not Phase.CHALLENGE
    }


def test_drafting_does_not_begin_before_the_challenge_ends():
    assert problems(drafting=(-2, 0)) == [("drafting_first", "phase_overlap")]


@given(dates, zones, st.integers(24, 720), st.integers(0, 90 * 24), st.integers(0, 90 * 24))
def test_a_calendar_whose_voting_ends_later_still_holds_and_nothing_comes_earlier(
    start, zone, hours, late, later
):
    windows = with_challenge(windows_of(suggest_calendar(start, challenge_hours=hours), zone), hours)
    by_phase = {window.phase: window for window in windows}
    ends = by_phase[Phase.VOTING].closes_at + timedelta(hours=late)
    challenge_ends = by_phase[Phase.CHALLENGE].closes_at + timedelta(hours=late + later)
    after = moved(windows, voting_ends=ends, challenge_ends=challenge_ends)
    assert check_calendar(after) == []
    assert [window for window in after if window.closes_at < by_phase[window.phase].closes_at] == []
    assert [window for window in after if window.opens_at < by_phase[window.phase].opens_at] == []


def test_a_delay_that_fits_in_the_pause_moves_no_other_phase():
    windows = calendar()
    voting = next(window for window in windows if window.phase is Phase.VOTING)
    after = moved(
        windows,
        voting_ends=voting.closes_at,
        challenge_ends=voting.closes_at + timedelta(hours=72 + 9),
    )
    assert [one.phase for one, other in zip(after, windows, strict=True) if one != other] == [Phase.CHALLENGE]


def test_phases_start_and_end_in_their_order():
    assert ("analysis_first", "phase_order") in problems(analysis=(-30, 0))
    assert ("analysis_last", "phase_ends_before") in problems(analysis=(0, -30))


def test_a_phase_that_is_missing_or_backwards_is_named():
    whole = calendar()
    assert [p.field for p in check_calendar(whole[1:])] == ["preparation_first"]
    broken = [*whole[1:], replace(whole[0], closes_at=whole[0].opens_at)]
    assert [(p.field, p.code) for p in check_calendar(broken)] == [("preparation_last", "phase_backwards")]


ALLOWED = ({Phase.PROPOSALS, Phase.ANALYSIS}, {Phase.DRAFTING, Phase.CONSULTATION})
shifts = st.fixed_dictionaries(
    {phase.value: st.tuples(st.integers(-20, 20), st.integers(-20, 20)) for phase in list(Phase)[:8]}
)


@given(shifts)
def test_a_calendar_without_problems_lets_no_phases_overlap_but_the_two_pairs(changes):
    windows = calendar(**changes)
    overlapping = [
        {one.phase, other.phase}
        for place, one in enumerate(windows)
        for other in windows[place + 1 :]
        if one.opens_at < other.closes_at and other.opens_at < one.closes_at
    ]
    if check_calendar(windows) == []:
        assert [pair for pair in overlapping if pair not in ALLOWED] == []


@pytest.mark.parametrize("phase", list(Phase))
def test_what_comes_next_is_the_first_phase_that_has_not_opened(phase):
    moment = Moment(datetime(2000, 1, 1, tzinfo=UTC), calendar())
    window = moment.window(phase)
    assert next_phase(replace(moment, now=window.opens_at - timedelta(seconds=1))) == window
