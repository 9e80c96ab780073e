"""What a course may be: its sessions, when one enrols, where it stands, and who has earned a certificate."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.text import reference
from gacocrea.learning.models.courses import (
    CODE_LENGTH,
    CODE_LETTERS,
    PLACES_MAX,
    SESSIONS_MAX,
    Course,
    CourseState,
)

LONGEST = timedelta(hours=14)
REMINDED = timedelta(hours=24)
"""How long before a session its reminder leaves."""
NAMES_DAYS = 180
"""Days after its last session for which a course keeps the names on its list."""


@dataclass(frozen=True)
class SessionWords:
    """A time at which a course meets; `id` where it was kept before."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    link: str = ""
    id: int | None = None


def code_of(course: Course) -> str:
    """Return what people quote: "A-03"."""
    return reference("A", course.number)


def path_of(forum_slug: str, course: Course) -> str:
    """Return the path of a course's page."""
    return f"/{forum_slug}/aprende/cursos/{code_of(course)}"


def check_sessions(sessions: Sequence[SessionWords]) -> None:
    """Raise Invalid on "sessions" unless a course has one to SESSIONS_MAX of them, each somewhere, none within another.

    Codes: "session_none", "session_many", "session_ends", "session_nowhere", "session_twice".
    """
    if not sessions:
        raise Invalid("sessions", "session_none")
    if len(sessions) > SESSIONS_MAX:
        raise Invalid("sessions", "session_many", most=SESSIONS_MAX)
    for one in sessions:
        if not timedelta(0) < one.ends_at - one.starts_at <= LONGEST:
            raise Invalid("sessions", "session_ends")
        if not one.place and not one.link:
            raise Invalid("sessions", "session_nowhere")
    ordered = sorted(sessions, key=lambda one: one.starts_at)
    if any(after.starts_at < before.ends_at for before, after in pairwise(ordered)):
        raise Invalid("sessions", "session_twice")


def check_places(places: int | None, seated: int) -> None:
    """Raise Invalid on "places" unless there are 1 to PLACES_MAX, and enough for the `seated`; None: no limit."""
    if places is not None and not 1 <= places <= PLACES_MAX:
        raise Invalid("places", "places_odd", most=PLACES_MAX)
    if places is not None and places < seated:
        raise Invalid("places", "places_taken", seated=seated)


def state_of(course: Course, *, seated: int, now: datetime) -> CourseState:
    """Return where a course stands at an instant, `seated` people having a place."""
    if course.announced_at is None:
        return CourseState.DRAFT
    if course.cancelled_at is not None:
        return CourseState.CANCELLED
    if now >= course.ends_at:
        return CourseState.HELD
    if now >= course.starts_at:
        return CourseState.RUNNING
    return CourseState.FULL if free_places(course, seated) == 0 else CourseState.ANNOUNCED


def free_places(course: Course, seated: int) -> int | None:
    """Return how many places nobody has; None: there is no limit."""
    return None if course.places is None else max(course.places - seated, 0)


def enrolment_ends(course: Course) -> datetime:
    """Return the instant from which nobody enrols any more."""
    return min(course.enrol_until or course.starts_at, course.ends_at)


def enrolment_refusal(course: Course, now: datetime) -> str:
    """Return why nobody enrols now: a code of `web/labels.py`, "" when people may."""
    if course.announced_at is None:
        return "course_draft"
    if course.cancelled_at is not None:
        return "course_cancelled"
    if course.enrol_from is not None and now < course.enrol_from:
        return "enrol_early"
    return "enrol_late" if now >= enrolment_ends(course) else ""


def check_enrolment(course: Course, now: datetime) -> None:
    """Raise Conflict with the code of `enrolment_refusal` when nobody enrols now."""
    if code := enrolment_refusal(course, now):
        raise Conflict(code)


def may_leave(course: Course, now: datetime) -> bool:
    """Say whether somebody's place can still be given back: until the course begins."""
    return course.cancelled_at is None and now < course.starts_at


def next_place(taken: Sequence[int], places: int | None) -> int | None:
    """Return the smallest place that nobody has; None when there is none left."""
    if places is not None and len(taken) >= places:
        return None
    held = set(taken)
    return next(place for place in range(1, len(held) + 2) if place not in held)


def has_earned(attended: int, sessions: int, least_share: int | None) -> bool:
    """Say whether somebody came to the share of the sessions that the course asks for, in exact numbers."""
    if least_share is None or attended < 1:
        return False
    return attended * 100 >= least_share * sessions


def new_code() -> str:
    """Return the code of a certificate: 12 letters of 30, 58 random bits, that nobody guesses over a network."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def plain_code(typed: str) -> str:
    """Return a code as it is kept, however it was typed; "" when it can be none."""
    bare = re.sub(r"[\s.–-]+", "", typed[:60]).upper()
    return bare if len(bare) == CODE_LENGTH and set(bare) <= set(CODE_LETTERS) else ""


def shown_code(code: str) -> str:
    """Return a code as it is read aloud: "7K3M-Q9XD-2FHT"."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
