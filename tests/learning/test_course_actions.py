"""A course is announced, filled, waited for, attended and certified; its lists forget."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import VISITOR
from gacocrea.learning import actions, queries
from gacocrea.learning.models import Certificate, CourseSession, CourseState, Enrolment
from gacocrea.learning.personal import drop, export
from gacocrea.learning.rules import plain_code, shown_code
from tests.factories import actor_of, make_account
from tests.learning.courses import SECRETARY, SITE, School, course_words
from tests.support import NOON

DAY = timedelta(days=1)


def subjects(session):
    return [
        letter.subject % letter.facts
        for letter in session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))
    ]


def test_a_draft_is_seen_by_nobody_until_it_is_announced(session):
    school = School(session)
    draft = actions.draft_course(
        session, actor=SECRETARY, forum=school.forum, words=course_words(9), now=NOON
    )
    assert draft.number == 2
    assert [row.code for row in queries.course_rows(session, school.forum, NOON)] == ["A-01"]
    with pytest.raises(NotThere):
        queries.course_of(session, school.forum, 2)
    actions.announce_course(session, actor=SECRETARY, course=draft, now=NOON)
    assert queries.course_of(session, school.forum, 2) is draft
    with pytest.raises(Conflict, match="course_announced"):
        actions.announce_course(session, actor=SECRETARY, course=draft, now=NOON)


def test_only_the_secretariat_announces_and_only_people_with_an_account_enrol(session):
    school = School(session)
    citizen = actor_of(make_account(session))
    with pytest.raises(NotAllowed):
        actions.draft_course(session, actor=citizen, forum=school.forum, words=course_words(), now=NOON)
    with pytest.raises(NotAllowed):
        school.enrol(VISITOR, "Rosa Quishpe")


def test_enrolling_twice_is_once_and_leaves_no_entry_in_the_record(session):
    school = School(session, places=5)
    actor = actor_of(make_account(session, "Rosa Quishpe"))
    before = session.query(RecordEntry).count()
    assert school.enrol(actor).id == school.enrol(actor).id
    assert session.query(Enrolment).count() == 1
    assert session.query(RecordEntry).count() == before
    assert subjects(session) == ["Tiene un lugar en A-01: Leer un presupuesto"]


def test_who_finds_no_place_waits_and_moves_up_in_order_with_a_letter(session):
    school = School(session, places=2)
    people = [actor_of(make_account(session)) for _number in range(4)]
    rows = [school.enrol(one, now=NOON + timedelta(minutes=n)) for n, one in enumerate(people)]
    assert [row.place for row in rows] == [1, 2, None, None]
    assert queries.before_in_line(session, rows[3]) == 1
    assert queries.row_of(session, school.course, NOON).state is CourseState.FULL
    actions.leave(session, actor=people[0], **school.at(NOON + DAY))
    assert [row.place for row in rows[1:]] == [2, 1, None]
    assert subjects(session)[-1].startswith("Se liberó un lugar para usted en A-01")
    late = school.enrol(now=NOON + DAY)
    assert late.place is None


def test_nobody_overtakes_who_waits_when_the_course_grows(session):
    school = School(session, places=1)
    rows = [school.enrol(now=NOON + timedelta(minutes=n)) for n in range(3)]
    kept = [one.id for one in school.course.sessions]
    words = course_words(places=2)
    words = actions.CourseWords(
        **{
            **vars(words),
            "sessions": tuple(
                type(one)(one.starts_at, one.ends_at, one.place, one.link, kept[0]) for one in words.sessions
            ),
        }
    )
    actions.edit_course(session, actor=SECRETARY, words=words, **school.at(NOON))
    assert [row.place for row in rows] == [1, 2, None]
    with pytest.raises(Invalid, match="places_taken"):
        actions.edit_course(
            session,
            actor=SECRETARY,
            words=actions.CourseWords(**{**vars(words), "places": 1}),
            **school.at(NOON),
        )


def test_a_change_of_time_is_told_to_everybody_on_the_list(session):
    school = School(session)
    school.enrol()
    school.write_down("Don Segundo")
    actions.edit_course(session, actor=SECRETARY, words=course_words(8), **school.at(NOON))
    assert subjects(session)[-1] == "Cambió la fecha o el lugar de A-01: Leer un presupuesto"
    assert len(subjects(session)) == 2


def test_one_enrols_between_the_first_day_and_the_beginning(session):
    opens, closes = NOON + DAY, NOON + 3 * DAY
    school = School(session, enrol_from=opens, enrol_until=closes)
    with pytest.raises(Conflict, match="enrol_early"):
        school.enrol()
    school.enrol(now=opens)
    with pytest.raises(Conflict, match="enrol_late"):
        school.enrol(now=closes)
    assert school.write_down("Don Segundo", now=school.course.starts_at).place == 2


def test_a_place_is_left_until_the_course_begins(session):
    school = School(session)
    actor = actor_of(make_account(session))
    school.enrol(actor)
    with pytest.raises(Conflict, match="course_begun"):
        actions.leave(session, actor=actor, **school.at(school.course.starts_at))
    with pytest.raises(NotThere):
        actions.leave(session, actor=actor_of(make_account(session)), **school.at(NOON))


def test_a_cancelled_course_says_why_to_all_and_takes_nobody(session):
    school = School(session)
    school.enrol()
    with pytest.raises(Invalid, match="cancel_reason"):
        actions.cancel_course(session, actor=SECRETARY, reason=" ", **school.at(NOON))
    actions.cancel_course(session, actor=SECRETARY, reason="Se cerró la vía a Loja.", **school.at(NOON))
    assert subjects(session)[-1] == "Se canceló A-01: Leer un presupuesto"
    with pytest.raises(Conflict, match="course_cancelled"):
        school.enrol()


@pytest.mark.both_engines
def test_the_reminder_leaves_once_the_day_before_to_who_has_a_place(session):
    school = School(session, places=1)
    school.enrol()
    school.enrol(now=NOON + timedelta(minutes=1))
    eve = school.course.starts_at - timedelta(hours=20)
    assert actions.remind(session, site=SITE, now=NOON) == 0
    assert actions.remind(session, site=SITE, now=eve) == 1
    assert actions.remind(session, site=SITE, now=eve + timedelta(hours=1)) == 0
    assert subjects(session)[-1] == "Mañana: A-01, Leer un presupuesto"


def test_two_people_at_the_door_do_not_undo_each_other(session):
    school = School(session)
    first, second, third = (school.write_down(f"Persona {n}{n}") for n in range(3))
    assert school.note(first) == 1
    assert school.note(second, others=4) == 6
    sitting = school.course.sessions[0]
    door = actions.AtTheDoor([third.id], [first.id], 4)
    told = {"course": school.course, "sitting": sitting, "door": door, "now": sitting.ends_at}
    assert actions.take_course_attendance(session, actor=SECRETARY, **told) == 6
    came = {one.enrolment.name for one in queries.on_list(session, school.course) if one.came}
    assert came == {"Persona 11", "Persona 22"}


def test_attendance_is_counted_within_the_room_and_never_before_the_doors_open(session):
    school = School(session)
    one = school.write_down("Don Segundo")
    session.commit()
    with pytest.raises(Invalid, match="counts_beyond"):
        school.note(one, others=1, counts={"gender": {"women": 3}})
    session.rollback()
    early = school.course.starts_at - timedelta(hours=3)
    told = {
        "course": school.course,
        "sitting": school.course.sessions[0],
        "door": actions.AtTheDoor(),
        "now": early,
    }
    with pytest.raises(Conflict, match="session_not_open"):
        actions.take_course_attendance(session, actor=SECRETARY, **told)
    other = School(session, forum=school.forum)
    stranger = other.write_down("De otro curso")
    assert school.note(one, stranger) == 1


@pytest.mark.both_engines
def test_who_came_often_enough_is_certified_and_a_correction_takes_it_back(session):
    school = School(session, -20, -13, -6, -5, -4)
    rosa = actor_of(make_account(session, "Rosa Quishpe"))
    row = actions.enrol_person(session, actor=SECRETARY, name="Don Segundo", **school.at(NOON - 30 * DAY))
    mine = school.enrol(rosa, now=NOON - 30 * DAY)
    with pytest.raises(Conflict, match="attendance_missing"):
        school.certify()
    for number in range(5):
        school.note(*([mine, row] if number < 3 else [mine] if number < 4 else []), number=number)
    assert school.certify() == (1, 0)
    assert school.certify() == (0, 0)
    paper = session.scalars(select(Certificate)).one()
    assert (paper.name, paper.attended, paper.sessions, paper.minutes) == ("Rosa Quishpe", 4, 5, 480)
    assert subjects(session)[-1] == "Su certificado de A-01: Leer un presupuesto"
    last = school.course.sessions[0]
    door = actions.AtTheDoor(did_not=[mine.id])
    told = {"course": school.course, "sitting": last, "door": door, "now": NOON}
    actions.take_course_attendance(session, actor=SECRETARY, **told)
    assert school.certify() == (0, 1)
    assert paper.withdrawn_at is not None
    assert queries.own_certificate(session, school.course.id, rosa.account_id) is None
    school.note(mine, number=0)
    assert school.certify() == (1, 0)
    assert session.query(Certificate).count() == 1


def test_a_code_is_found_however_it_is_typed_and_in_its_own_forum_alone(session):
    school = School(session, -5)
    school.note(school.write_down("Don Segundo", now=NOON - 9 * DAY))
    school.certify()
    code = session.scalars(select(Certificate.code)).one()
    typed = f" {shown_code(code).lower().replace('-', ' – ')} "
    found = queries.certificate_of(session, school.forum, typed)
    assert found is not None
    assert found[0].code == code
    assert [plain_code(text) for text in ("", "x" * 500, code[:-1], code + "A", "O" * 12)] == [""] * 5


@pytest.mark.both_engines
def test_lists_forget_their_names_half_a_year_later_and_keep_how_many_they_were(session):
    school = School(session, -5)
    school.note(school.write_down("Don Segundo", now=NOON - 9 * DAY), others=7)
    coming = School(session, 3, forum=school.forum)
    coming.write_down("Doña Carmela")
    assert actions.forget_names(session, before=NOON - 6 * DAY) == 0
    assert actions.forget_names(session, before=NOON) == 1
    assert sorted(session.scalars(select(Enrolment.name))) == ["", "Doña Carmela"]
    assert queries.outreach(queries.course_rows(session, school.forum, NOON)).people == 8


@pytest.mark.both_engines
def test_who_leaves_is_on_no_list_and_their_paper_stays_valid_without_a_name(session):
    school = School(session, -5)
    account = make_account(session, "Rosa Quishpe")
    school.note(school.enrol(actor_of(account), now=NOON - 9 * DAY))
    school.certify()
    coming = School(session, 3, forum=school.forum)
    coming.enrol(actor_of(account))
    assert [len(part.rows) for part in export(session, account.id)] == [2, 1]
    drop(session, account.id, False)
    session.expire_all()
    assert [part.rows for part in export(session, account.id)] == [(), ()]
    paper = session.scalars(select(Certificate)).one()
    assert (paper.name, paper.account_id, paper.withdrawn_at) == ("", None, None)
    assert session.query(Enrolment).count() == 1


def test_somebody_who_came_stays_on_the_list_and_others_can_be_taken_off(session):
    school = School(session, -1, 6)
    came, did_not = (actions.enrol_person(session, actor=SECRETARY, name=name, **school.at(NOON - 2 * DAY))
                     for name in ("Don Segundo", "Doña Carmela"))  # fmt: skip
    school.note(came)
    with pytest.raises(Conflict, match="person_came"):
        actions.remove_person(session, actor=SECRETARY, enrolment_id=came.id, **school.at(NOON))
    actions.remove_person(session, actor=SECRETARY, enrolment_id=did_not.id, **school.at(NOON))
    other = School(session, forum=school.forum)
    with pytest.raises(NotThere):
        actions.remove_person(session, actor=SECRETARY, enrolment_id=came.id, **other.at(NOON))


def test_the_reach_counts_held_courses_people_once_territories_and_hours(session):
    school = School(session, -6, -5)
    one = actions.enrol_person(session, actor=SECRETARY, name="Don Segundo", **school.at(NOON - 9 * DAY))
    school.note(one, number=0, others=3, counts={"territory": {"Azuay": 2}})
    school.note(one, number=1, others=5)
    School(session, 3, forum=school.forum)
    reached = queries.outreach(queries.course_rows(session, school.forum, NOON))
    assert (reached.courses, reached.people, reached.minutes) == (1, 6, 240)
    assert reached.territories == ("Azuay", "Loja")
    assert queries.courses_held(session, school.forum.id, NOON - 30 * DAY, NOON) == 1
    assert queries.courses_held(session, school.forum.id, NOON - 3 * DAY, NOON) == 0


def test_a_session_whose_attendance_was_taken_is_not_dropped(session):
    school = School(session, -1, 6)
    school.note(others=3)
    with pytest.raises(Invalid, match="session_kept"):
        actions.edit_course(session, actor=SECRETARY, words=course_words(6), **school.at(NOON))
    assert session.query(CourseSession).count() == 2
