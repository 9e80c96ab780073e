"""Courses and workshops as everybody sees them: what comes, what was given, a place in one, and certificates."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action, explain
from gacocrea.core.tables.writing import csv_of
from gacocrea.core.text import parse_reference
from gacocrea.forum.models import Forum
from gacocrea.forum.place import this_forum
from gacocrea.forum.rules import Event, as_icalendar
from gacocrea.learning import actions, queries
from gacocrea.learning.forms.courses import CourseButton, EnrolForm
from gacocrea.learning.models import Course, CourseState
from gacocrea.learning.queries import CourseRow
from gacocrea.learning.rules import code_of, enrolment_ends, may_leave
from gacocrea.learning.views.dates import meets
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.forms import BaseForm, attempt
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import label

bp = Blueprint("courses", __name__)
ENDED = frozenset({CourseState.HELD, CourseState.CANCELLED})


def this_course(code: str, *, with_drafts: bool = False) -> Course:
    """Return the course of a reference such as A-03, however it was typed."""
    parsed = parse_reference(code)
    if parsed is None or parsed[0] != "A":
        raise NotThere
    return queries.course_of(db.session(), this_forum(), parsed[1], with_drafts=with_drafts)


def site() -> str:
    """Return the public address of this installation, for letters."""
    return application().settings.public_url


def may(action: Action) -> bool:
    """Say whether whoever asks may do something here."""
    return explain(action, actor=actor(), moment=moment()).allowed


@bp.get("/<forum>/aprende/cursos")
@needs(Action.READ)
def index() -> ResponseReturnValue:
    instant = now()
    rows = queries.course_rows(db.session(), this_forum(), instant)
    alive = [row for row in rows if row.state not in ENDED]
    coming = sorted(alive, key=lambda row: meets(row.course, instant).sitting.starts_at)
    return render_template(
        "learning/pages/courses/index.html",
        first=next(((row, meets(row.course, instant)) for row in coming), None),
        coming=coming[1:],
        past=[row for row in rows if row.state in ENDED],
        reached=queries.outreach(rows),
        runs=may(Action.RUN_COURSES),
        meets=lambda row: meets(row.course, instant),
    )


@bp.get("/<forum>/aprende/cursos.csv")
@needs(Action.READ)
def table() -> ResponseReturnValue:
    """Every course with its counts, and nobody's name."""
    heads = [
        _("Código"), _("Título"), _("Qué es"), _("Estado"), _("Empieza"), _("Sesiones"), _("Horas"), _("Quién lo da"),
        _("Territorio"), _("Lugares"), _("Inscripciones"), _("Personas que vinieron"),
    ]  # fmt: skip
    rows = queries.course_rows(db.session(), this_forum(), now())
    name = f"cursos-{this_forum().slug}.csv"
    saved = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_of(heads, map(_cells, rows)), mimetype="text/csv", headers=saved)


def _cells(row: CourseRow) -> list[object]:
    course = row.course
    return [
        row.code, course.title, label(course.kind), label(row.state), course.starts_at.isoformat(),
        len(course.sessions), round(course.minutes / 60, 1), course.given_by, course.territory,
        course.places or "", row.seated, row.people,
    ]  # fmt: skip


@bp.get("/<forum>/aprende/cursos.ics")
@needs(Action.READ)
def feed() -> ResponseReturnValue:
    """Every session, for calendars that subscribe to the address."""
    forum = this_forum()
    courses = [row.course for row in queries.course_rows(db.session(), forum, now())]
    return _calendar(forum, courses, f"{forum.slug}-cursos.ics")


@bp.get("/<forum>/aprende/cursos/<code>.ics")
@needs(Action.READ)
def calendar(code: str) -> ResponseReturnValue:
    forum, course = this_forum(), this_course(code)
    return _calendar(forum, [course], f"{forum.slug}-{code_of(course)}.ics")


@bp.get("/<forum>/aprende/cursos/<code>")
@needs(Action.READ)
def show(code: str) -> ResponseReturnValue:
    return _page(this_course(code, with_drafts=may(Action.RUN_COURSES)))


@bp.post("/<forum>/aprende/cursos/<code>/inscripcion")
@needs(Action.ENROL)
def enrol(code: str) -> ResponseReturnValue:
    course, form = this_course(code), EnrolForm()

    def do() -> object:
        return actions.enrol(
            db.session(),
            actor=actor(),
            forum=this_forum(),
            course=course,
            name=form.name.data,
            site=site(),
            now=now(),
        )

    return _sent(course, form, do, _("Quedó en la lista. Le escribimos a su correo con los datos."))


@bp.post("/<forum>/aprende/cursos/<code>/salir")
@needs(Action.ENROL)
def leave(code: str) -> ResponseReturnValue:
    course, form = this_course(code), CourseButton()

    def do() -> bool:
        actions.leave(db.session(), actor=actor(), forum=this_forum(), course=course, site=site(), now=now())
        return True

    return _sent(course, form, do, _("Dejó su lugar. Gracias por avisar."))


def _sent(course: Course, form: BaseForm, do: Callable[[], object], words: str) -> ResponseReturnValue:
    """Do what a form of the course's page asks for, or show the page again with what was typed."""
    code = code_of(course)
    if attempt(form, do):
        flash(words)
        return redirect(url_for("courses.show", code=code), 303)
    return _page(this_course(code), form if isinstance(form, EnrolForm) else None), 422


def _page(course: Course, sent: EnrolForm | None = None) -> str:
    instant, me = now(), actor().account_id
    own = queries.own_enrolment(db.session(), course.id, me)
    told: dict[str, Any] = {
        "row": queries.row_of(db.session(), course, instant),
        "own": own,
        "line": queries.before_in_line(db.session(), own) if own and own.place is None else 0,
        "certificate": queries.own_certificate(db.session(), course.id, me),
        "form": sent or EnrolForm(formdata=None, data={"name": actor().name}),
        "leaving": CourseButton(formdata=None),
        "may_leave": may_leave(course, instant),
        "closes": enrolment_ends(course),
        "signed": me is not None,
        "next_url": url_for("people.sign_in", next=request.path),
        "runs": may(Action.RUN_COURSES),
        "sees_links": may(Action.RUN_COURSES) or bool(own and own.place),
    }
    return render_template(
        "learning/pages/courses/show.html", course=course, now=instant, meets=meets(course, instant), **told
    )


def _calendar(forum: Forum, courses: Iterable[Course], name: str) -> Response:
    events = [event for course in courses if not course.cancelled_at for event in _events(forum, course)]
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(as_icalendar(events, name=forum.name), mimetype="text/calendar", headers=head)


def _events(forum: Forum, course: Course) -> Iterable[Event]:
    code = code_of(course)
    address = site() + url_for("courses.show", code=code)
    for one in course.sessions:
        yield Event(
            uid=f"{code}-{one.id}-{forum.slug}@gacocrea",
            title=f"{course.title} ({forum.name})",
            place=one.place or _("En línea"),
            text="\n\n".join(part for part in (course.text, address) if part),
            url=address,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            stamp=course.changed_at,
        )
