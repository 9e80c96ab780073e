"""A forum that gives a course, for tests."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core.terms import Actor, Role
from gacocrea.forum.models import Forum
from gacocrea.learning import actions
from gacocrea.learning.models import Course, CourseKind, Enrolment
from gacocrea.learning.rules import SessionWords
from tests.factories import actor_of, make_account, make_forum
from tests.support import NOON

SECRETARY = Actor(name="Ana", roles=frozenset({Role.SECRETARIAT}))
SITE = "https://foro.example"


def course_words(*days: float, **given: Any) -> actions.CourseWords:
    """Return a workshop of two hours on each of the days from NOON."""
    starts = [NOON + timedelta(days=day) for day in days or (6,)]
    values: dict[str, Any] = {
        "kind": CourseKind.WORKSHOP,
        "title": "Leer un presupuesto",
        "text": "Cómo se lee y qué se puede preguntar.",
        "given_by": "Observatorio del Gasto",
        "sessions": tuple(SessionWords(at, at + timedelta(hours=2), "Casa comunal, Loja") for at in starts),
        "territory": "Loja",
        "least_share": 80,
    }
    return actions.CourseWords(**(values | given))


class School:
    """A forum, one announced course of its, and what people do with it."""

    def __init__(self, session: Session, *days: float, forum: Forum | None = None, **given: Any) -> None:
        self.session = session
        self.forum = forum or make_forum(session)
        words = course_words(*days, **given)
        early = NOON - timedelta(days=60)
        said = {"actor": SECRETARY, "now": early}
        self.course: Course = actions.draft_course(session, forum=self.forum, words=words, **said)  # type: ignore[arg-type]
        actions.announce_course(session, course=self.course, **said)  # type: ignore[arg-type]
        session.commit()

    def at(self, now: datetime) -> dict[str, Any]:
        return {"forum": self.forum, "course": self.course, "site": SITE, "now": now}

    def enrol(self, actor: Actor | None = None, name: str = "", now: datetime = NOON) -> Enrolment:
        who = actor or actor_of(make_account(self.session))
        return actions.enrol(self.session, actor=who, name=name or who.name, **self.at(now))

    def write_down(self, name: str, now: datetime = NOON) -> Enrolment:
        return actions.enrol_person(self.session, actor=SECRETARY, name=name, **self.at(now))

    def note(self, *people: Enrolment, number: int = 0, others: int = 0, **more: Any) -> int:
        sitting = self.course.sessions[number]
        door = actions.AtTheDoor([one.id for one in people], others=others, **more)
        return actions.take_course_attendance(
            self.session, actor=SECRETARY, course=self.course, sitting=sitting, door=door, now=sitting.ends_at
        )

    def certify(self, now: datetime | None = None) -> tuple[int, int]:
        return actions.issue_certificates(
            self.session, actor=SECRETARY, **self.at(now or self.course.ends_at)
        )


Opened = Callable[..., School]
