"""What this stage holds about a person: the lists of courses on which they are, and their certificates."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from gacocrea.core.personal import Holding, Part
from gacocrea.core.text import reference
from gacocrea.learning.models import Certificate, Course, CourseAttendance, Enrolment
from gacocrea.learning.rules import shown_code


def export(session: Session, account_id: int) -> Iterator[Part]:
    """Yield the courses on whose lists a person is, and their certificates. Two statements."""
    lists = select(Enrolment, Course.number, Course.title).join(Course, Course.id == Enrolment.course_id)
    rows = session.execute(lists.where(Enrolment.account_id == account_id).order_by(Enrolment.id)).tuples()
    yield Part(
        "courses",
        _("Cursos y talleres en cuya lista está"),
        (("course", _("Curso")), ("title", _("Título")), ("name", _("Nombre en la lista")), ("at", _("Fecha")),
         ("has_place", _("Con lugar"))),
        tuple((reference("A", number), title, one.name, one.at, one.place is not None) for one, number, title in rows),
    )  # fmt: skip
    papers = select(Certificate, Course.title).join(Course, Course.id == Certificate.course_id)
    given = session.execute(
        papers.where(Certificate.account_id == account_id).order_by(Certificate.issued_at)
    ).tuples()
    yield Part(
        "certificates",
        _("Certificados"),
        (("code", _("Código")), ("title", _("Curso")), ("name", _("Nombre")), ("issued_at", _("Emitido"))),
        tuple((shown_code(one.code), title, one.name, one.issued_at) for one, title in given),
    )


def drop(session: Session, account_id: int, _blank: bool) -> None:
    """Take a person off the lists; where they came, a line without a name stays, and a certificate without one."""
    mine = Enrolment.account_id == account_id
    came = exists().where(CourseAttendance.enrolment_id == Enrolment.id)
    certified = exists().where(Certificate.enrolment_id == Enrolment.id)
    session.execute(update(Enrolment).where(mine, came | certified).values(account_id=None, name=""))
    session.execute(delete(Enrolment).where(mine))
    papers = update(Certificate).where(Certificate.account_id == account_id)
    session.execute(papers.values(account_id=None, name=""))


HOLDING = Holding(
    {
        "enrolment.account_id": "goes; where the person came, a line without a name stays and is counted",
        "certificate.account_id": "goes, with the name: the paper stays valid for whoever shows it",
    },
    export,
    drop=drop,
)
