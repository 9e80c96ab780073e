"""Getting a place in a course, waiting for one, leaving it: people's own matters, so that no record tells of them.

The row of the course is locked while its list is read and written, and no two rows of it may hold the same place:
the last one is never given twice, whatever comes at the same moment.
"""

from datetime import datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import clean
from gacocrea.forum.models import Forum
from gacocrea.learning.actions.letters import ENROLLED, MOVED_UP, REMINDER, WAITS, tell
from gacocrea.learning.models.courses import (
    PERSON_MAX,
    Certificate,
    Course,
    CourseAttendance,
    CourseSession,
    Enrolment,
)
from gacocrea.learning.queries.courses import own_enrolment
from gacocrea.learning.rules.courses import REMINDED, check_enrolment, may_leave, next_place
from gacocrea.people.models import Account


def enrol(
    session: Session, *, actor: Actor, forum: Forum, course: Course, name: str, site: str, now: datetime
) -> Enrolment:
    """Take a place under the name that list and certificate are to say; without a free one, wait in order.

    Twice is once. Raises NotAllowed; Invalid on "name" ("person_name"); Conflict as `check_enrolment`.
    """
    require(Action.ENROL, actor=actor, moment=Moment(now))
    check_enrolment(course, now)
    said = _named(name)
    lock(session, course)
    if (found := own_enrolment(session, course.id, actor.account_id)) is not None:
        return found
    made = _list(session, course, forum, site=site, now=now, account_id=actor.account_id, name=said)
    words = WAITS if made.place is None else ENROLLED
    account = session.get_one(Account, actor.account_id)
    tell(session, words, course=course, forum=forum, account=account, site=site, now=now)
    return made


def enrol_person(
    session: Session, *, actor: Actor, forum: Forum, course: Course, name: str, site: str, now: datetime
) -> Enrolment:
    """Write somebody without an account on the list, by name alone; also at the door, until the course ends.

    Raises NotAllowed but for the secretariat; Invalid on "name" ("person_name"); Conflict ("course_draft",
    "course_cancelled", "course_over").
    """
    require(Action.RUN_COURSES, actor=actor, moment=Moment(now))
    if course.announced_at is None or course.cancelled_at is not None:
        raise Conflict("course_cancelled" if course.cancelled_at else "course_draft")
    if now >= course.ends_at + timedelta(days=1):
        raise Conflict("course_over")
    said = _named(name)
    lock(session, course)
    return _list(session, course, forum, site=site, now=now, account_id=None, name=said)


def leave(session: Session, *, actor: Actor, forum: Forum, course: Course, site: str, now: datetime) -> None:
    """Leave the list of a course before it begins; the first who waits gets the place, with a letter.

    Raises NotAllowed, NotThere for who is not on it, and Conflict ("course_begun").
    """
    require(Action.ENROL, actor=actor, moment=Moment(now))
    lock(session, course)
    found = own_enrolment(session, course.id, actor.account_id)
    if found is None:
        raise NotThere
    if not may_leave(course, now):
        raise Conflict("course_begun")
    _strike(session, found)
    fill(session, course=course, forum=forum, site=site, now=now)


def remove_person(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    course: Course,
    enrolment_id: int,
    site: str,
    now: datetime,
) -> None:
    """Take somebody off the list who came to no session.

    Raises NotAllowed but for the secretariat, NotThere for who is not on this list, and Conflict ("person_came").
    """
    require(Action.RUN_COURSES, actor=actor, moment=Moment(now))
    lock(session, course)
    found = session.get(Enrolment, enrolment_id)
    if found is None or found.course_id != course.id:
        raise NotThere
    came = exists().where(CourseAttendance.enrolment_id == enrolment_id)
    certified = exists().where(Certificate.enrolment_id == enrolment_id)
    if session.scalar(select(came | certified)):
        raise Conflict("person_came")
    _strike(session, found)
    fill(session, course=course, forum=forum, site=site, now=now)


def remind(session: Session, *, site: str, now: datetime) -> int:
    """Queue the reminders of sessions that begin within REMINDED, each once; return how many letters.

    One statement when there is nothing to do.
    """
    due = (
        select(CourseSession, Course, Forum)
        .join(Course, Course.id == CourseSession.course_id)
        .join(Forum, Forum.id == Course.forum_id)
        .where(
            CourseSession.reminded_at.is_(None),
            CourseSession.starts_at > now,
            CourseSession.starts_at <= now + REMINDED,
            Course.announced_at.is_not(None),
            Course.cancelled_at.is_(None),
        )
        .with_for_update(of=CourseSession, skip_locked=True)
    )
    number = 0
    for sitting, course, forum in session.execute(due).tuples().all():
        sitting.reminded_at = now
        seated = select(Account).join(Enrolment, Enrolment.account_id == Account.id)
        on_list = seated.where(Enrolment.course_id == course.id, Enrolment.place.is_not(None))
        for account in session.scalars(on_list):
            key = f"course:reminder:{sitting.id}:{account.id}:{sitting.starts_at.isoformat()}"
            tell(
                session, REMINDER, course=course, forum=forum, account=account, site=site, now=now,
                sitting=sitting, key=key,
            )  # fmt: skip
            number += 1
    session.flush()
    return number


def forget_names(session: Session, *, before: datetime) -> int:
    """Forget who was on the lists of courses whose last session ended before an instant; how many they were stays."""
    late = select(CourseSession.course_id).where(CourseSession.ends_at >= before)
    old = (Enrolment.name != "", Enrolment.course_id.not_in(late))
    gone = session.scalars(select(Enrolment.id).where(*old)).all()
    if gone:
        session.execute(update(Enrolment).where(Enrolment.id.in_(gone)).values(name="", account_id=None))
    return len(gone)


def lock(session: Session, course: Course) -> None:
    """Hold the list of a course until this transaction ends. SQLite lets one write at a time anyway."""
    session.execute(select(Course.id).where(Course.id == course.id).with_for_update())


def taken_places(session: Session, course: Course) -> list[int]:
    """Return the places of a course that somebody has. One statement."""
    held = select(Enrolment.place).where(Enrolment.course_id == course.id, Enrolment.place.is_not(None))
    return [place for place in session.scalars(held) if place is not None]


def fill(session: Session, *, course: Course, forum: Forum, site: str, now: datetime) -> int:
    """Give free places to who waits, in order, until the course begins; each hears of it. Return how many.

    The list must be locked.
    """
    if now >= course.starts_at or course.cancelled_at is not None:
        return 0
    waiting = select(Enrolment).where(Enrolment.course_id == course.id, Enrolment.place.is_(None))
    taken, moved = taken_places(session, course), 0
    for row in session.scalars(waiting.order_by(Enrolment.at, Enrolment.id)).all():
        place = next_place(taken, course.places)
        if place is None:
            break
        row.place = place
        taken.append(place)
        moved += 1
        session.flush()
        if row.account_id is not None:
            account = session.get_one(Account, row.account_id)
            tell(session, MOVED_UP, course=course, forum=forum, account=account, site=site, now=now)
    return moved


def _list(
    session: Session,
    course: Course,
    forum: Forum,
    *,
    site: str,
    now: datetime,
    account_id: int | None,
    name: str,
) -> Enrolment:
    fill(session, course=course, forum=forum, site=site, now=now)
    place = next_place(taken_places(session, course), course.places)
    made = Enrolment(course_id=course.id, account_id=account_id, name=name, place=place, at=now)
    session.add(made)
    session.flush()
    return made


def _named(name: str) -> str:
    said = clean(name, multiline=False)
    if not 2 <= len(said) <= PERSON_MAX:
        raise Invalid("name", "person_name", most=PERSON_MAX)
    return said


def _strike(session: Session, row: Enrolment) -> None:
    session.delete(row)
    session.flush()
