"""The last place of a course is never given twice: the database decides, on both engines."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gacocrea.core.terms import Actor
from gacocrea.forum.models import Forum
from gacocrea.learning import actions
from gacocrea.learning.models import Course, Enrolment
from tests.factories import actor_of, make_account
from tests.learning.courses import SITE, School
from tests.support import NOON


def take(engine: Engine, actor: Actor, course_id: int, together: Barrier) -> None:
    with Session(engine) as session:
        together.wait()
        course = session.get_one(Course, course_id)
        forum = session.get_one(Forum, course.forum_id)
        actions.enrol(session, actor=actor, forum=forum, course=course, name=actor.name, site=SITE, now=NOON)
        session.commit()


def test_of_many_at_the_same_moment_as_many_get_a_place_as_there_are(engine: Engine) -> None:
    with Session(engine) as session:
        school = School(session, places=2)
        people = [actor_of(make_account(session)) for _number in range(5)]
        course_id = school.course.id
    together = Barrier(len(people))
    threads = [Thread(target=take, args=(engine, one, course_id, together)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        places = session.scalars(select(Enrolment.place).order_by(Enrolment.place)).all()
    assert sorted(place for place in places if place) == [1, 2]
    assert len(places) == 5


def test_the_same_person_twice_at_the_same_moment_is_on_the_list_once(engine: Engine) -> None:
    with Session(engine) as session:
        school = School(session, places=1)
        person = actor_of(make_account(session))
        course_id = school.course.id
    together = Barrier(2)
    threads = [Thread(target=take, args=(engine, person, course_id, together)) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        assert session.scalars(select(Enrolment.place)).all() == [1]


def test_no_two_rows_hold_one_place_whoever_writes_them(engine: Engine) -> None:
    with Session(engine) as session:
        school = School(session, places=2)
        row = {"course_id": school.course.id, "place": 1, "at": NOON + timedelta(minutes=1)}
        session.add_all([Enrolment(name="Don Segundo", **row), Enrolment(name="Doña Carmela", **row)])
        with pytest.raises(IntegrityError):
            session.flush()
