"""The pages of courses: what everybody sees, one's place, the secretariat's desk, the door, the certificate."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from gacocrea.core.terms import Role
from gacocrea.learning.models import Certificate, Course, CourseAttendance, Enrolment
from gacocrea.learning.rules import shown_code
from tests.factories import actor_of, make_account, make_forum, make_member
from tests.forum.test_files import pdf, picture
from tests.learning.courses import School
from tests.support import NOON

LIST = "/ecuador/aprende/cursos"
DESK = "/ecuador/secretaria/cursos"


@pytest.fixture
def school(session):
    return School(session, 6, places=2)


@pytest.fixture
def secretary(session, school, browser):
    return browser(make_member(session, school.forum, Role.SECRETARIAT))


def test_a_forum_without_courses_says_so_in_its_own_words(session, browser):
    make_forum(session)
    assert "Todavía no hay cursos" in browser().get(LIST).words


def test_the_list_shows_what_comes_first_and_then_what_was_given_with_its_reach(session, school, browser):
    held = School(session, -9, forum=school.forum, title="Datos abiertos")
    held.note(held.write_down("Don Segundo", now=NOON - timedelta(days=20)), others=11)
    session.commit()
    words = browser().get(LIST).words
    assert (
        words.index("Leer un presupuesto")
        < words.index("personas vinieron")
        < words.index("Datos abiertos")
    )
    assert "Vinieron 12 personas" in words
    assert "Don Segundo" not in words


def test_the_list_takes_a_known_number_of_statements(session, school, browser, count_statements):
    visitor = browser()
    with count_statements() as few:
        visitor.get(LIST)
    for day in (-3, 9, 12):
        School(session, day, forum=school.forum).write_down("Don Segundo", now=NOON - timedelta(days=9))
    session.commit()
    with count_statements() as many:
        visitor.get(LIST)
    assert len(many) == len(few) <= 8


def test_a_stranger_is_led_to_sign_in_and_a_citizen_takes_and_leaves_a_place(session, school, browser):
    page = browser().get(f"{LIST}/a1")
    assert "Entrar para inscribirme" in page.words
    assert not page.soup.select("main form")
    citizen = browser(make_account(session, "Rosa Quishpe"))
    taken = citizen.submit(citizen.get(f"{LIST}/A-01"), "inscripcion")
    assert "Usted tiene un lugar. Rosa Quishpe" in taken.words
    assert session.scalars(select(Enrolment.place)).all() == [1]
    assert "Ir a A-01" in citizen.get("/mi/").words
    left = citizen.submit(taken, "salir")
    assert "Quedan 2 lugares de 2" in left.words


def test_the_link_of_a_session_is_for_those_who_have_a_place(session, browser):
    school = School(session, 6, places=1)
    school.course.sessions[0].link = "https://sala.example/abc"
    session.commit()
    citizen, later = (browser(make_account(session)) for _number in range(2))
    before = citizen.get(f"{LIST}/A-01")
    assert "sala.example" not in before.body
    assert "sala.example" in citizen.submit(before, "inscripcion").body
    waits = later.submit(later.get(f"{LIST}/A-01"), "inscripcion")
    assert "Usted está en la lista de espera. Es la primera persona de la lista." in waits.words
    assert "sala.example" not in waits.body
    for address in (f"{LIST}.ics", f"{LIST}/A-01.ics", f"{LIST}.csv"):
        assert "sala.example" not in browser().get(address).response.get_data(as_text=True)


def test_the_calendar_and_the_table_are_for_everybody(session, school, browser):
    school.enrol(name="Rosa Quishpe")
    session.commit()
    calendar = browser().get(f"{LIST}/A-01.ics").response.get_data(as_text=True)
    assert "SUMMARY:Leer un presupuesto" in calendar
    table = browser().get(f"{LIST}.csv").response.get_data(as_text=True)
    assert "A-01,Leer un presupuesto,Taller" in table
    assert "Rosa" not in table


def test_the_secretariat_writes_announces_changes_and_cancels_a_course(session, school, secretary, browser):
    page = secretary.get(f"{DESK}/nuevo")
    nothing = secretary.submit(page, title="Integridad", text="Para quienes vigilan.", given_by="El foro")
    assert "Un curso tiene al menos una sesión." in nothing.words
    told = {"sessions-0-day": "2026-07-01", "sessions-0-starts": "10:00", "sessions-0-ends": "12:00",
            "sessions-0-place": "Loja", "enrol_until": "2026-06-30", "least_share": "100"}  # fmt: skip
    draft = secretary.submit(
        page, title="Integridad", text="Para quienes vigilan.", given_by="El foro", **told
    )
    assert "Es un borrador" in draft.words
    assert browser().get(f"{LIST}/A-02").status == 404
    assert "El curso quedó anunciado" in secretary.submit(draft, "anunciar").words
    assert "Hasta el 30 de junio" in browser(make_account(session)).get(f"{LIST}/A-02").words
    again = secretary.get(f"{DESK}/A-02")
    assert again.form()["enrol_until"] == "2026-06-30"
    assert again.form()["sessions-0-starts"] == "10:00"
    changed = secretary.submit(again, **{"sessions-0-starts": "09:00"})
    assert "09:00 – 12:00" in changed.words
    assert session.query(Course).count() == 2
    gone = secretary.submit(secretary.get(f"{DESK}/A-02/cancelar"), reason="Se cerró la vía.")
    assert "Se cerró la vía." in gone.words


def test_sixty_people_are_noted_on_one_page(session, secretary, school, browser):
    school.course.places = None
    for number in range(60):
        school.write_down(f"Persona {number:02}")
    school.course.sessions[0].starts_at = NOON - timedelta(hours=1)
    session.commit()
    page = secretary.get(f"{DESK}/A-01/asistencia/1?todas=1")
    every = page.form()
    assert len(every["came"]) == 60
    kept = secretary.post(
        page.path, every | {"came": every["came"][:57], "others": "3", "gender_women": "33"}
    )
    assert "La asistencia quedó guardada." in kept.words
    assert session.query(CourseAttendance).count() == 57
    assert len(kept.form()["came"]) == 57
    wrong = secretary.post(page.path, kept.form() | {"others": "-1"})
    assert wrong.status == 422
    assert secretary.get(f"{DESK}/A-01/asistencia/2").status == 404


def test_the_list_is_for_the_secretariat_alone(session, school, secretary, browser):
    shown = secretary.submit(secretary.get(f"{DESK}/A-01/lista"), name="Don Segundo")
    assert "Don Segundo quedó en la lista." in shown.words
    for someone in (None, make_account(session), make_member(session, school.forum)):
        assert "Don Segundo" not in browser(someone).get(f"{DESK}/A-01/lista").body
    row = session.scalars(select(Enrolment.id)).one()
    gone = secretary.post(f"{DESK}/A-01/lista/quitar", shown.form("quitar") | {"person": str(row)})
    assert "Todavía no se inscribe nadie." in gone.words


def test_materials_are_files_or_links_and_the_banner_a_picture(session, school, secretary, browser):
    page = secretary.get(f"{DESK}/A-01/materiales")
    none = secretary.submit(page, title="Diapositivas")
    assert "Publique un archivo o un enlace" in none.words
    secretary.submit(page, title="Diapositivas", file=(io.BytesIO(pdf()), "x.pdf"))
    secretary.submit(page, title="Guía", link="https://example.org/guia")
    secretary.submit(
        secretary.get(f"{DESK}/A-01/imagen"), file=(io.BytesIO(picture()), "x.jpg"), alt="Mesa con papeles"
    )
    shown = browser().get(f"{LIST}/A-01")
    assert "Diapositivas PDF" in shown.words
    assert "https://example.org/guia" in shown.links()
    assert shown.soup.select_one("main img[alt='Mesa con papeles']")
    listed = secretary.get(f"{DESK}/A-01/materiales")
    secretary.submit(listed, "quitar")
    assert "Diapositivas" not in browser().get(f"{LIST}/A-01").words


def test_a_certificate_is_checked_by_its_code_and_says_what_the_paper_says(session, browser):
    school = School(session, -5)
    account = make_account(session, "Rosa Quishpe")
    school.note(school.enrol(actor_of(account), name="Rosa Elena Quishpe", now=NOON - timedelta(days=9)))
    session.commit()
    secretary = browser(make_member(session, school.forum, Role.SECRETARIAT))
    done = secretary.submit(secretary.get(f"{DESK}/A-01/lista"), "certificados")
    assert "Se emitió 1 certificado." in done.words
    code = shown_code(session.scalars(select(Certificate.code)).one())
    page = browser().get(f"/ecuador/certificados/{code.lower()}")
    assert "Este certificado vale" in page.words
    assert "Rosa Elena Quishpe" in page.words
    assert str(account.email) not in page.body
    assert page.response.headers["Cache-Control"] == "no-store"
    mine = browser(account).get(f"{LIST}/A-01")
    assert any(link.endswith(".pdf") for link in mine.links())
    assert not any(link.endswith(".pdf") for link in browser().get(f"{LIST}/A-01").links())
    unknown = browser().get("/ecuador/certificados/7K3M-Q9XD-2FHT")
    assert (unknown.status, "No hay un certificado con ese código" in unknown.words) == (404, True)
    assert browser().get("/ecuador/certificados/7K3M-Q9XD-2FHT.pdf").status == 404
    make_forum(session, "jalisco")
    assert browser().get(f"/jalisco/certificados/{code}").status == 404


def test_the_paper_is_an_accessible_pdf_with_its_address(session, browser):
    school = School(session, -5)
    school.note(school.write_down("Nantu Wampash 漢字", now=NOON - timedelta(days=9)))
    school.certify()
    session.commit()
    code = session.scalars(select(Certificate.code)).one()
    answer = browser().get(f"/ecuador/certificados/{shown_code(code)}.pdf").response
    assert answer.mimetype == "application/pdf"
    assert b"pdfuaid:part" in answer.get_data()


def test_the_front_page_names_the_next_course_beside_the_next_meeting(session, school, browser):
    School(session, 2, forum=school.forum, title="Datos abiertos")
    page = browser().get("/ecuador/")
    assert "Taller: Datos abiertos" in page.words
    assert "Leer un presupuesto" not in page.words


def test_the_secretariat_is_reminded_of_attendance_that_is_missing(session, school, secretary):
    School(session, -1, forum=school.forum, title="Datos abiertos")
    assert "Tomar la asistencia de A-02: Datos abiertos" in secretary.get("/mi/").words
