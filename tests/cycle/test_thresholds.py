"""What the Partnership asks: met, missed, or still to be seen."""

from datetime import UTC, date, datetime, timedelta

from gacocrea.core.terms import Moment, Phase
from gacocrea.cycle.rules import check_thresholds, suggest_calendar, windows_of
from tests.cycle.plans import QUITO, START

WINDOWS = windows_of(suggest_calendar(START), QUITO)
PROPOSALS = next(window.opens_at for window in WINDOWS if window.phase is Phase.PROPOSALS)


def verdicts(today=START, **given):
    now = datetime(today.year, today.month, today.day, 12, tzinfo=QUITO).astimezone(UTC)
    values = {
        "published_at": PROPOSALS - timedelta(weeks=4),
        "plan_starts_on": date(2027, 7, 23),
        "plan_ends_on": date(2029, 7, 22),
        "has_internal_rules": True,
        "meeting_days": [today - timedelta(days=30)],
        "courses_held": 1,
        "today": today,
    }
    found = check_thresholds(Moment(now, WINDOWS), **values | given)
    return {threshold.code: threshold.met for threshold in found}


def test_the_template_meets_what_can_be_met_when_it_is_published():
    assert verdicts() == {
        "ogp_meetings": True,
        "ogp_rules": True,
        "ogp_timeline": True,
        "ogp_outreach": True,
        "ogp_plan_length": True,
        "ogp_implementation": None,
    }


def test_the_timeline_is_public_two_weeks_before_proposals():
    two_weeks = PROPOSALS - timedelta(weeks=2)
    assert verdicts(published_at=two_weeks)["ogp_timeline"] is True
    assert verdicts(published_at=two_weeks + timedelta(seconds=1))["ogp_timeline"] is False


def test_a_course_given_while_the_plan_is_made_shows_that_people_were_reached():
    assert verdicts(courses_held=1)["ogp_outreach"] is True
    assert verdicts(courses_held=0)["ogp_outreach"] is None


def test_a_plan_lasts_from_18_to_24_months():
    assert verdicts(plan_ends_on=date(2029, 1, 22))["ogp_plan_length"] is True
    assert verdicts(plan_ends_on=date(2029, 1, 21))["ogp_plan_length"] is False
    assert verdicts(plan_ends_on=date(2029, 7, 23))["ogp_plan_length"] is False


def test_a_forum_that_has_not_met_for_six_months_misses_the_threshold():
    assert verdicts(meeting_days=[START - timedelta(days=200)])["ogp_meetings"] is False
    assert verdicts(meeting_days=[])["ogp_meetings"] is None


def test_each_year_of_implementation_has_two_meetings():
    second_year = date(2028, 8, 1)
    two = [date(2027, 9, 1), date(2028, 3, 1)]
    assert verdicts(second_year, meeting_days=two)["ogp_implementation"] is None
    assert verdicts(second_year, meeting_days=two[:1])["ogp_implementation"] is False
    assert verdicts(date(2028, 4, 1), meeting_days=two)["ogp_implementation"] is True
    assert verdicts(date(2028, 4, 1), meeting_days=two[:1])["ogp_implementation"] is None
