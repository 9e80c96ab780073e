"""What a course may be, when one enrols, and who has earned a certificate."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.errors import Invalid
from gacocrea.learning.models import CODE_LETTERS, CourseState
from gacocrea.learning.rules import (
    SessionWords,
    has_earned,
    new_code,
    next_place,
    plain_code,
    shown_code,
    state_of,
)
from gacocrea.learning.rules.courses import check_sessions
from tests.learning.courses import School
from tests.support import NOON

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("sessions", "code"),
    [
        ([], "session_none"),
        ([SessionWords(NOON, NOON, "Loja")], "session_ends"),
        ([SessionWords(NOON, NOON + 15 * HOUR, "Loja")], "session_ends"),
        ([SessionWords(NOON, NOON + HOUR)], "session_nowhere"),
        ([SessionWords(NOON, NOON + 2 * HOUR, "Loja"), SessionWords(NOON + HOUR, NOON + 3 * HOUR, "Loja")],
         "session_twice"),
        ([SessionWords(NOON + n * HOUR, NOON + (n + 1) * HOUR, "Loja") for n in range(41)], "session_many"),
    ],
)  # fmt: skip
def test_sessions_are_somewhere_last_and_do_not_cross(sessions, code):
    with pytest.raises(Invalid, match=code):
        check_sessions(sessions)


def test_where_a_course_stands_is_read_from_the_clock_and_the_list(session):
    course = School(session, 1, 8, places=2).course
    begins, ends = course.starts_at, course.ends_at
    assert state_of(course, seated=1, now=NOON) is CourseState.ANNOUNCED
    assert state_of(course, seated=2, now=NOON) is CourseState.FULL
    assert state_of(course, seated=2, now=begins) is CourseState.RUNNING
    assert state_of(course, seated=2, now=ends) is CourseState.HELD
    course.cancelled_at = NOON
    assert state_of(course, seated=2, now=ends) is CourseState.CANCELLED
    course.announced_at = None
    assert state_of(course, seated=2, now=ends) is CourseState.DRAFT
    session.rollback()


@given(st.sets(st.integers(1, 12)), st.none() | st.integers(1, 12))
def test_the_next_place_is_free_and_within_the_course(taken, places):
    place = next_place(sorted(taken), places)
    if places is not None and len(taken) >= places:
        assert place is None
    else:
        assert place not in taken
        assert place == min(set(range(1, 14)) - taken)
        assert places is None or max(taken, default=0) > places or place <= places


@pytest.mark.parametrize(
    ("attended", "sessions", "share", "earned"),
    [
        (4, 5, 80, True),
        (3, 5, 80, False),
        (2, 3, 67, False),
        (2, 3, 66, True),
        (0, 5, 1, False),
        (5, 5, None, False),
    ],
)
def test_a_share_is_reached_in_exact_numbers(attended, sessions, share, earned):
    assert has_earned(attended, sessions, share) is earned


def test_a_code_is_read_back_as_it_is_shown_and_no_two_are_alike():
    codes = {new_code() for _number in range(200)}
    assert len(codes) == 200
    assert set("".join(codes)) <= set(CODE_LETTERS)
    assert all(plain_code(shown_code(code)) == code for code in codes)
