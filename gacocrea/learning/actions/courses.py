"""A course is drafted, announced, changed, and if need be cancelled with a reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import clean
from gacocrea.forum.models import Forum
from gacocrea.learning.actions.enrolment import fill, lock, taken_places
from gacocrea.learning.actions.letters import CANCELLED, CHANGED, tell_list
from gacocrea.learning.models.courses import REASON_MAX, Course, CourseKind, CourseSession
from gacocrea.learning.rules.courses import SessionWords, check_places, check_sessions, code_of

_PLAIN = (
    *("kind", "title", "text", "given_by", "for_whom", "language", "territory", "access", "places"),
    *("enrol_from", "enrol_until", "least_share"),
)


@dataclass(frozen=True)
class CourseWords:
    """Everything that is said of a course. `least_share` is in per cent of its sessions; None: no certificate."""

    kind: CourseKind
    title: str
    text: str
    given_by: str
    sessions: tuple[SessionWords, ...]
    for_whom: str = ""
    language: str = ""
    territory: str = ""
    access: str = ""
    places: int | None = None
    enrol_from: datetime | None = None
    enrol_until: datetime | None = None
    least_share: int | None = None


def draft_course(
    session: Session, *, actor: Actor, forum: Forum, words: CourseWords, now: datetime
) -> Course:
    """Write a course (A-03) that only the secretariat sees until it is announced.

    Raises NotAllowed but for the secretariat, and Invalid as `check_sessions` and `check_places`.
    """
    require(Action.RUN_COURSES, actor=actor, moment=Moment(now))
    _check(words, seated=0)
    number = next_number(session, scope=f"forum:{forum.id}", kind="A")
    course = Course(forum_id=forum.id, number=number, changed_at=now)
    _write(course, words, now)
    session.add(course)
    session.flush()
    _note(session, actor, course, verb="course.drafted", now=now)
    return course


def edit_course(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    course: Course,
    words: CourseWords,
    site: str,
    now: datetime,
) -> Course:
    """Say something else of a course. Who is on its list hears of another time or place; new places fill at once.

    Raises as `draft_course`; Invalid on "sessions" ("session_kept") when one whose attendance was taken would go;
    Conflict ("course_cancelled").
    """
    require(Action.RUN_COURSES, actor=actor, moment=Moment(now))
    lock(session, course)
    if course.cancelled_at is not None:
        raise Conflict("course_cancelled")
    _check(words, seated=len(taken_places(session, course)))
    kept = {one.id for one in words.sessions}
    if any(one.taken_at is not None and one.id not in kept for one in course.sessions):
        raise Invalid("sessions", "session_kept")
    before = _meets(course)
    _write(course, words, now)
    session.flush()
    session.refresh(course, ["sessions"])
    if course.announced_at is not None:
        if _meets(course) != before and now < course.ends_at:
            tell_list(session, CHANGED, course=course, forum=forum, site=site, now=now)
        fill(session, course=course, forum=forum, site=site, now=now)
    _note(session, actor, course, verb="course.edited", now=now)
    return course


def announce_course(session: Session, *, actor: Actor, course: Course, now: datetime) -> Course:
    """Publish a course. One that took place before the forum was here is entered the same way.

    Raises NotAllowed but for the secretariat, and Conflict ("course_announced").
    """
    require(Action.RUN_COURSES, actor=actor, moment=Moment(now))
    lock(session, course)
    if course.announced_at is not None:
        raise Conflict("course_announced")
    course.announced_at = course.changed_at = now
    session.flush()
    _note(session, actor, course, verb="course.announced", now=now)
    return course


def cancel_course(
    session: Session, *, actor: Actor, forum: Forum, course: Course, reason: str, site: str, now: datetime
) -> Course:
    """Cancel a course with a public reason; everybody on its list gets a letter.

    Raises NotAllowed but for the secretariat, Invalid on "reason" ("cancel_reason") without one, and Conflict
    ("course_draft", "course_cancelled", "course_over").
    """
    require(Action.RUN_COURSES, actor=actor, moment=Moment(now))
    lock(session, course)
    for refused, code in (
        (course.announced_at is None, "course_draft"),
        (course.cancelled_at is not None, "course_cancelled"),
        (now >= course.ends_at, "course_over"),
    ):
        if refused:
            raise Conflict(code)
    words = clean(reason, multiline=True)
    if not 3 <= len(words) <= REASON_MAX:
        raise Invalid("reason", "cancel_reason")
    course.cancelled_at, course.cancel_reason, course.changed_at = now, words, now
    session.flush()
    tell_list(session, CANCELLED, course=course, forum=forum, site=site, now=now, reason=words)
    _note(session, actor, course, verb="course.cancelled", now=now, reason=words)
    return course


def _check(words: CourseWords, *, seated: int) -> None:
    check_sessions(words.sessions)
    check_places(words.places, seated)
    if words.enrol_from and words.enrol_until and words.enrol_until <= words.enrol_from:
        raise Invalid("enrol_until", "enrol_ends")


def _write(course: Course, words: CourseWords, now: datetime) -> None:
    for name in _PLAIN:
        setattr(course, name, getattr(words, name))
    course.changed_at = now
    known = {one.id: one for one in course.sessions}
    found = []
    for said in sorted(words.sessions, key=lambda one: one.starts_at):
        row = known.get(said.id or 0) or CourseSession()
        if row.starts_at != said.starts_at:
            row.reminded_at = None
        row.starts_at, row.ends_at = said.starts_at, said.ends_at
        row.place, row.link = said.place, said.link
        found.append(row)
    course.sessions = found


def _meets(course: Course) -> list[tuple[datetime, datetime, str, str]]:
    return [(one.starts_at, one.ends_at, one.place, one.link) for one in course.sessions]


def _note(
    session: Session, actor: Actor, course: Course, *, verb: str, now: datetime, reason: str = ""
) -> None:
    record.write(
        session,
        actor=actor,
        now=now,
        verb=verb,
        subject=code_of(course),
        forum_id=course.forum_id,
        reason=reason,
        title=course.title,
        starts_at=course.starts_at.isoformat(),
    )
