"""What is read of courses: rows with their counts, the list of one, and how far all of them reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from gacocrea.core.errors import NotThere
from gacocrea.core.text import sort_key
from gacocrea.forum.models import Forum
from gacocrea.learning.models.courses import (
    Certificate,
    Course,
    CourseAttendance,
    CourseKind,
    CourseSession,
    CourseState,
    Enrolment,
)
from gacocrea.learning.rules.courses import code_of, enrolment_refusal, free_places, plain_code, state_of


@dataclass(frozen=True)
class CourseRow:
    """A course with its counts: who has a place, who waits, how many people came (each counted once)."""

    course: Course
    state: CourseState
    seated: int
    waiting: int
    people: int
    refusal: str
    """Why nobody enrols now; "" when people may."""

    @property
    def code(self) -> str:
        return code_of(self.course)

    @property
    def free(self) -> int | None:
        return free_places(self.course, self.seated)


@dataclass(frozen=True)
class Outreach:
    """What the forum's courses reached: held ones alone, people counted once for each course."""

    courses: int
    people: int
    territories: tuple[str, ...]
    minutes: int


@dataclass(frozen=True)
class NextCourse:
    """The course whose session comes next, in a line."""

    number: int
    kind: CourseKind
    title: str
    starts_at: datetime


@dataclass(frozen=True)
class OnList:
    """Somebody on the list of a course: to which sessions they came, and their certificate."""

    enrolment: Enrolment
    came: frozenset[int]
    certificate: Certificate | None


def course_rows(
    session: Session, forum: Forum, now: datetime, *, with_drafts: bool = False
) -> list[CourseRow]:
    """Return every course of a forum with its counts, the one that begins last first. Four statements."""
    wanted = select(Course).where(Course.forum_id == forum.id)
    if not with_drafts:
        wanted = wanted.where(Course.announced_at.is_not(None))
    found = sorted(session.scalars(wanted), key=lambda one: (one.starts_at, one.id), reverse=True)
    return _rows(session, found, now)


def row_of(session: Session, course: Course, now: datetime) -> CourseRow:
    """Return one course with its counts. Two statements."""
    return _rows(session, [course], now)[0]


def course_of(session: Session, forum: Forum, number: int, *, with_drafts: bool = False) -> Course:
    """Return the course A-`number` with its sessions, materials and banner; raises NotThere. Four statements."""
    wanted = select(Course).where(Course.forum_id == forum.id, Course.number == number)
    with_files = (selectinload(Course.materials), selectinload(Course.banner))
    found = session.scalar(wanted.options(*with_files))
    if found is None or (found.announced_at is None and not with_drafts):
        raise NotThere
    return found


def next_course(session: Session, forum_id: int, now: datetime) -> NextCourse | None:
    """Return the course whose session comes next, of those announced and not cancelled. One statement."""
    coming = (
        select(Course.number, Course.kind, Course.title, CourseSession.starts_at)
        .join(CourseSession, CourseSession.course_id == Course.id)
        .where(Course.forum_id == forum_id, Course.announced_at.is_not(None), Course.cancelled_at.is_(None))
        .where(CourseSession.starts_at > now)
    )
    found = session.execute(coming.order_by(CourseSession.starts_at, Course.id).limit(1)).first()
    return NextCourse(*found) if found else None


def coming_of(
    session: Session, forum_id: int, account_id: int, now: datetime
) -> list[tuple[Course, CourseSession]]:
    """Return the sessions ahead of courses in which somebody has a place, soonest first. Two statements."""
    mine = (
        select(Course, CourseSession)
        .join(CourseSession, CourseSession.course_id == Course.id)
        .join(Enrolment, Enrolment.course_id == Course.id)
        .where(Course.forum_id == forum_id, Course.announced_at.is_not(None), Course.cancelled_at.is_(None))
        .where(Enrolment.account_id == account_id, Enrolment.place.is_not(None), CourseSession.ends_at > now)
    )
    return list(session.execute(mine.order_by(CourseSession.starts_at)).tuples())


def unmarked(session: Session, forum_id: int, now: datetime) -> list[tuple[Course, int]]:
    """Return the sessions that have begun without a mark at the door: course and place, from 1. Two statements."""
    begun = (
        select(Course)
        .join(CourseSession, CourseSession.course_id == Course.id)
        .where(Course.forum_id == forum_id, Course.announced_at.is_not(None), Course.cancelled_at.is_(None))
        .where(CourseSession.starts_at <= now, CourseSession.taken_at.is_(None))
        .distinct()
    )
    return [
        (course, number)
        for course in session.scalars(begun.order_by(Course.id))
        for number, one in enumerate(course.sessions, 1)
        if one.starts_at <= now and one.taken_at is None
    ]


def own_enrolment(session: Session, course_id: int, account_id: int | None) -> Enrolment | None:
    """Return somebody's own line on the list of a course. One statement."""
    if account_id is None:
        return None
    mine = (Enrolment.course_id == course_id, Enrolment.account_id == account_id)
    return session.scalar(select(Enrolment).where(*mine))


def before_in_line(session: Session, row: Enrolment) -> int:
    """Return how many wait for a place before somebody who waits. One statement."""
    waits = (Enrolment.course_id == row.course_id, Enrolment.place.is_(None))
    earlier = (Enrolment.at < row.at) | ((Enrolment.at == row.at) & (Enrolment.id < row.id))
    return session.scalar(select(func.count()).where(*waits, earlier)) or 0


def on_list(session: Session, course: Course) -> list[OnList]:
    """Return everybody on the list of a course: first those with a place, by name, then who waits, in order.

    Three statements.
    """
    rows = list(session.scalars(select(Enrolment).where(Enrolment.course_id == course.id)))
    came: dict[int, set[int]] = {}
    marks = select(CourseAttendance).join(CourseSession, CourseSession.id == CourseAttendance.session_id)
    for mark in session.scalars(marks.where(CourseSession.course_id == course.id)):
        came.setdefault(mark.enrolment_id, set()).add(mark.session_id)
    papers = select(Certificate).where(Certificate.course_id == course.id)
    given = {one.enrolment_id: one for one in session.scalars(papers)}
    rows.sort(key=_in_order)
    return [OnList(one, frozenset(came.get(one.id, ())), given.get(one.id)) for one in rows]


def _in_order(row: Enrolment) -> tuple[bool, datetime, tuple[str, str, str]]:
    waits = row.place is None
    return (waits, row.at if waits else datetime.min.replace(tzinfo=UTC), sort_key(row.name))


def certificate_of(session: Session, forum: Forum, typed: str) -> tuple[Certificate, Course] | None:
    """Return the certificate of a code, however it was typed, with its course; None when there is none."""
    code = plain_code(typed)
    wanted = select(Certificate, Course).join(Course, Course.id == Certificate.course_id)
    found = session.execute(wanted.where(Certificate.code == code, Course.forum_id == forum.id)).first()
    return (found[0], found[1]) if found and code else None


def own_certificate(session: Session, course_id: int, account_id: int | None) -> Certificate | None:
    """Return somebody's valid certificate of a course. One statement."""
    mine = (Certificate.course_id == course_id, Certificate.account_id == account_id)
    if account_id is None:
        return None
    return session.scalar(select(Certificate).where(*mine, Certificate.withdrawn_at.is_(None)))


def outreach(rows: Sequence[CourseRow]) -> Outreach:
    """Return what the courses of these rows reached that were held."""
    held = [row for row in rows if row.state is CourseState.HELD]
    territories = {row.course.territory for row in held if row.course.territory}
    for row in held:
        territories |= {name for one in row.course.sessions for name in one.counts.get("territory", {})}
    minutes = sum(row.course.minutes for row in held)
    return Outreach(len(held), sum(row.people for row in held), tuple(sorted(territories)), minutes)


def courses_held(session: Session, forum_id: int, since: datetime, until: datetime) -> int:
    """Return how many courses had a session of a span whose attendance was noted. One statement."""
    met = (
        select(func.count(CourseSession.course_id.distinct()))
        .join(Course, Course.id == CourseSession.course_id)
        .where(
            Course.forum_id == forum_id, Course.cancelled_at.is_(None), CourseSession.taken_at.is_not(None)
        )
        .where(CourseSession.starts_at >= since, CourseSession.starts_at < until)
    )
    return session.scalar(met) or 0


def _rows(session: Session, courses: Sequence[Course], now: datetime) -> list[CourseRow]:
    ids = [one.id for one in courses]
    listed = (
        select(Enrolment.course_id, func.count(Enrolment.place), func.count())
        .where(Enrolment.course_id.in_(ids))
        .group_by(Enrolment.course_id)
    )
    lists = {course: (seated, every - seated) for course, seated, every in session.execute(listed).tuples()}
    came = (
        select(CourseSession.course_id, func.count(CourseAttendance.enrolment_id.distinct()))
        .join(CourseAttendance, CourseAttendance.session_id == CourseSession.id)
        .where(CourseSession.course_id.in_(ids))
        .group_by(CourseSession.course_id)
    )
    people = dict(session.execute(came).tuples().all())
    return [
        CourseRow(
            one,
            state_of(one, seated=seated, now=now),
            seated,
            waiting,
            people.get(one.id, 0) + max(sitting.others for sitting in one.sessions),
            enrolment_refusal(one, now),
        )
        for one in courses
        for seated, waiting in [lists.get(one.id, (0, 0))]
    ]
