"""Who came is noted, by one or several people at the door; whoever came often enough gets a certificate."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.forum.models import Forum
from gacocrea.forum.rules import COUNT_MAX, check_counts
from gacocrea.learning.actions.letters import CERTIFIED, tell
from gacocrea.learning.models.courses import Certificate, Course, CourseAttendance, CourseSession, Enrolment
from gacocrea.learning.rules.courses import code_of, has_earned, new_code, shown_code
from gacocrea.people.models import Account

DOORS = timedelta(hours=2)
"""How long before a session its doors open."""


@dataclass(frozen=True)
class AtTheDoor:
    """What somebody noted: who of the list came and who after all did not; how many others, and what people say."""

    came: Collection[int] = ()
    did_not: Collection[int] = ()
    others: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def take_course_attendance(
    session: Session, *, actor: Actor, course: Course, sitting: CourseSession, door: AtTheDoor, now: datetime
) -> int:
    """Note who came to a session and return how many people were there, those who are not on the list included.

    Only differences are sent, so that two people at the door do not undo each other's marks. Counts by sector,
    territory and gender are of everybody in the room, and of nobody's name. Raises NotAllowed but for the secretariat;
    Conflict ("session_not_open", "course_cancelled"); Invalid for a count that is none or larger than the room.
    """
    require(Action.RUN_COURSES, actor=actor, moment=Moment(now))
    if course.announced_at is None or course.cancelled_at is not None:
        raise Conflict("course_cancelled" if course.cancelled_at else "course_draft")
    if now < sitting.starts_at - DOORS:
        raise Conflict("session_not_open")
    if not 0 <= door.others <= COUNT_MAX:
        raise Invalid("others", "count_odd", most=COUNT_MAX)
    counts = check_counts(door.counts)
    _mark(session, course, sitting, door)
    there = (session.scalar(_came(sitting)) or 0) + door.others
    for facet, numbers in counts.items():
        if sum(numbers.values()) > there:
            raise Invalid(f"{facet}_{next(iter(numbers))}", "counts_beyond", there=there)
    sitting.others, sitting.counts, sitting.taken_at = door.others, counts, now
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="course.attended",
        subject=code_of(course),
        forum_id=course.forum_id,
        sitting=sitting.starts_at.isoformat(),
        people=there,
        others=door.others,
        counts=counts,
    )
    return there


def issue_certificates(
    session: Session, *, actor: Actor, forum: Forum, course: Course, site: str, now: datetime
) -> tuple[int, int]:
    """Certify everybody who came to the share of the sessions that the course asks for; return how many anew.

    The second number: certificates that a corrected attendance takes back. Who has an account gets a letter. Raises
    NotAllowed but for the secretariat; Conflict ("certificate_none" for a course that gives none, "course_not_over",
    "attendance_missing").
    """
    require(Action.RUN_COURSES, actor=actor, moment=Moment(now))
    session.execute(select(Course.id).where(Course.id == course.id).with_for_update())
    _check_over(course, now)
    issued, withdrawn = _settle(session, course, now)
    for paper in issued:
        _send(session, paper, course=course, forum=forum, site=site, now=now)
    record.write(
        session,
        actor=actor,
        now=now,
        verb="certificate.issued",
        subject=code_of(course),
        forum_id=course.forum_id,
        issued=len(issued),
        withdrawn=withdrawn,
    )
    return len(issued), withdrawn


def _check_over(course: Course, now: datetime) -> None:
    for refused, code in (
        (course.least_share is None, "certificate_none"),
        (now < course.ends_at or course.cancelled_at is not None, "course_not_over"),
        (any(one.taken_at is None for one in course.sessions), "attendance_missing"),
    ):
        if refused:
            raise Conflict(code)


def _settle(session: Session, course: Course, now: datetime) -> tuple[list[Certificate], int]:
    """Bring certificates in line with the attendance; return those given anew, and how many were taken back."""
    papers = select(Certificate).where(Certificate.course_id == course.id)
    given = {one.enrolment_id: one for one in session.scalars(papers)}
    came, issued, withdrawn = _sessions_by_person(session, course), [], 0
    for row in session.scalars(
        select(Enrolment).where(Enrolment.course_id == course.id).order_by(Enrolment.id)
    ):
        seen, old = came.get(row.id, []), given.get(row.id)
        earned = has_earned(len(seen), len(course.sessions), course.least_share)
        if earned and row.name and (old is None or old.withdrawn_at):
            made = old or Certificate(code=new_code(), course_id=course.id, enrolment_id=row.id)
            _certify(session, made, row, course=course, seen=seen, now=now)
            issued.append(made)
        elif old is not None and not earned and old.withdrawn_at is None:
            old.withdrawn_at = now
            withdrawn += 1
    session.flush()
    return issued, withdrawn


def _mark(session: Session, course: Course, sitting: CourseSession, door: AtTheDoor) -> None:
    listed = set(session.scalars(select(Enrolment.id).where(Enrolment.course_id == course.id)))
    marked = select(CourseAttendance.enrolment_id).where(CourseAttendance.session_id == sitting.id)
    before = set(session.scalars(marked))
    if gone := before & set(door.did_not) - set(door.came):
        away = (CourseAttendance.session_id == sitting.id, CourseAttendance.enrolment_id.in_(gone))
        session.execute(delete(CourseAttendance).where(*away))
    new = sorted((set(door.came) & listed) - before)
    session.add_all(CourseAttendance(session_id=sitting.id, enrolment_id=one) for one in new)
    session.flush()


def _came(sitting: CourseSession) -> Select[tuple[int]]:
    return select(func.count()).where(CourseAttendance.session_id == sitting.id)


def _sessions_by_person(session: Session, course: Course) -> dict[int, list[int]]:
    """Return by person on the list the sessions to which they came."""
    ids = [one.id for one in course.sessions]
    wanted = select(CourseAttendance.enrolment_id, CourseAttendance.session_id)
    found: dict[int, list[int]] = {}
    for person, sitting in session.execute(wanted.where(CourseAttendance.session_id.in_(ids))).tuples():
        found.setdefault(person, []).append(sitting)
    return found


def _certify(
    session: Session, made: Certificate, row: Enrolment, *, course: Course, seen: list[int], now: datetime
) -> None:
    made.account_id, made.name = row.account_id, row.name
    made.attended, made.sessions = len(seen), len(course.sessions)
    made.minutes = sum(one.minutes for one in course.sessions if one.id in seen)
    made.issued_at, made.withdrawn_at = now, None
    session.add(made)


def _send(
    session: Session, made: Certificate, *, course: Course, forum: Forum, site: str, now: datetime
) -> None:
    if made.account_id is not None:
        account = session.get_one(Account, made.account_id)
        address = f"{site}/{forum.slug}/certificados/{shown_code(made.code)}"
        tell(
            session,
            CERTIFIED,
            course=course,
            forum=forum,
            account=account,
            site=site,
            now=now,
            address=address,
        )
