"""The secretariat's courses: their words, their lists, the door, materials, certificates."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import whole
from gacocrea.forum.actions import Upload
from gacocrea.forum.forms import PictureForm
from gacocrea.forum.place import this_forum
from gacocrea.learning import actions, queries
from gacocrea.learning.forms.courses import (
    CancelForm,
    CourseButton,
    CourseForm,
    DoorForm,
    MaterialForm,
    PersonForm,
    door_form,
)
from gacocrea.learning.models import Course, CourseSession
from gacocrea.learning.rules import code_of
from gacocrea.learning.views.courses import site, this_course
from gacocrea.learning.views.dates import hours
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import BaseForm, attempt
from gacocrea.web.guards import actor, needs

bp = Blueprint("course_desk", __name__)
PLACE = "/<forum>/secretaria/cursos"


def of_secretariat(**_about: object) -> str:
    """Return the section of courses on the secretariat's desk. Four statements."""
    rows = queries.course_rows(db.session(), this_forum(), now(), with_drafts=True)
    return render_template("learning/pages/courses/_desk.html", rows=rows)


@bp.route(f"{PLACE}/nuevo", methods=["GET", "POST"])
@needs(Action.RUN_COURSES)
def new() -> ResponseReturnValue:
    forum = this_forum()
    form = CourseForm.of(forum)

    def do() -> Course:
        words = form.words(ZoneInfo(forum.time_zone))
        return actions.draft_course(db.session(), actor=actor(), forum=forum, words=words, now=now())

    if made := attempt(form, do):
        flash(_("El borrador quedó guardado. Nadie más lo ve hasta que lo anuncie."))
        return redirect(url_for("courses.show", code=code_of(made)), 303)
    page = render_template("learning/pages/courses/office/words.html", form=form, course=None)
    return page, 422 if form.errors else 200


@bp.route(f"{PLACE}/<code>", methods=["GET", "POST"])
@needs(Action.RUN_COURSES)
def edit(code: str) -> ResponseReturnValue:
    forum, course = this_forum(), this_course(code, with_drafts=True)
    form = CourseForm.of(forum, course)

    def do() -> Course:
        words = form.words(ZoneInfo(forum.time_zone))
        return actions.edit_course(
            db.session(), actor=actor(), forum=forum, course=course, words=words, site=site(), now=now()
        )

    if attempt(form, do):
        flash(_("El curso quedó guardado."))
        return redirect(url_for("courses.show", code=code), 303)
    page = render_template("learning/pages/courses/office/words.html", form=form, course=course)
    return page, 422 if form.errors else 200


@bp.post(f"{PLACE}/<code>/anunciar")
@needs(Action.RUN_COURSES)
def announce(code: str) -> ResponseReturnValue:
    course, form = this_course(code, with_drafts=True), CourseButton()
    if attempt(form, lambda: actions.announce_course(db.session(), actor=actor(), course=course, now=now())):
        flash(_("El curso quedó anunciado."))
    return redirect(url_for("courses.show", code=code), 303)


@bp.route(f"{PLACE}/<code>/cancelar", methods=["GET", "POST"])
@needs(Action.RUN_COURSES)
def cancel(code: str) -> ResponseReturnValue:
    course, form = this_course(code), CancelForm()

    def do() -> Course:
        said = {"reason": form.reason.data, "site": site(), "now": now()}
        return actions.cancel_course(db.session(), actor=actor(), forum=this_forum(), course=course, **said)

    if attempt(form, do):
        flash(_("El curso quedó cancelado, y quienes estaban en la lista recibirán la razón."))
        return redirect(url_for("courses.show", code=code), 303)
    page = render_template("learning/pages/courses/office/cancel.html", form=form, course=course)
    return page, 422 if form.errors else 200


@bp.route(f"{PLACE}/<code>/lista", methods=["GET", "POST"])
@needs(Action.RUN_COURSES)
def people(code: str) -> ResponseReturnValue:
    course, form = this_course(code), PersonForm()

    def do() -> object:
        said = {"name": form.name.data, "site": site(), "now": now()}
        return actions.enrol_person(db.session(), actor=actor(), forum=this_forum(), course=course, **said)

    if attempt(form, do):
        flash(_("%(name)s quedó en la lista.", name=form.name.data))
        return redirect(url_for("course_desk.people", code=code), 303)
    listed = queries.on_list(db.session(), course)
    page = render_template(
        "learning/pages/courses/office/people.html", form=form, course=course, listed=listed, now=now(),
        button=CourseButton(formdata=None),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.post(f"{PLACE}/<code>/lista/quitar")
@needs(Action.RUN_COURSES)
def remove(code: str) -> ResponseReturnValue:
    course, number = this_course(code), whole(request.form.get("person", "")) or 0

    def do() -> bool:
        actions.remove_person(
            db.session(),
            actor=actor(),
            forum=this_forum(),
            course=course,
            enrolment_id=number,
            site=site(),
            now=now(),
        )
        return True

    return _done(code, CourseButton(), do, _("Ya no está en la lista."))


@bp.post(f"{PLACE}/<code>/certificados")
@needs(Action.RUN_COURSES)
def certify(code: str) -> ResponseReturnValue:
    course, form = this_course(code), CourseButton()

    def do() -> tuple[int, int]:
        return actions.issue_certificates(
            db.session(), actor=actor(), forum=this_forum(), course=course, site=site(), now=now()
        )

    if made := attempt(form, do):
        flash(ngettext("Se emitió %(num)d certificado.", "Se emitieron %(num)d certificados.", made[0]))
        if made[1]:
            flash(ngettext("Se retiró %(num)d certificado.", "Se retiraron %(num)d certificados.", made[1]))
    return redirect(url_for("course_desk.people", code=code), 303)


@bp.route(f"{PLACE}/<code>/asistencia/<int:number>", methods=["GET", "POST"])
@needs(Action.RUN_COURSES)
def door(code: str, number: int) -> ResponseReturnValue:
    forum, course = this_forum(), this_course(code)
    sitting = next((one for place, one in enumerate(course.sessions, 1) if place == number), None)
    if sitting is None:
        raise NotThere
    listed = queries.on_list(db.session(), course)
    form = door_form(forum, sitting, listed, everyone="todas" in request.args)
    if attempt(form, lambda: _noted(course, sitting, form)):
        flash(_("La asistencia quedó guardada."))
        return redirect(url_for("course_desk.door", code=code, number=number), 303)
    page = render_template(
        "learning/pages/courses/office/door.html", form=form, course=course, sitting=sitting, number=number,
        hours=hours(sitting), waits={one.enrolment.id for one in listed if not one.enrolment.place},
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _noted(course: Course, sitting: CourseSession, form: DoorForm) -> tuple[int]:
    told = form.door(this_forum())
    there = actions.take_course_attendance(
        db.session(), actor=actor(), course=course, sitting=sitting, door=told, now=now()
    )
    return (there,)


@bp.route(f"{PLACE}/<code>/materiales", methods=["GET", "POST"])
@needs(Action.RUN_COURSES)
def materials(code: str) -> ResponseReturnValue:
    course, form = this_course(code, with_drafts=True), MaterialForm()

    def do() -> object:
        upload = form.upload()
        sent = Upload(upload.content, form.title.data) if upload else None
        said = {"title": form.title.data, "link": form.link.data, "upload": sent, "now": now()}
        return actions.add_material(db.session(), actor=actor(), course=course, **said)

    if attempt(form, do):
        flash(_("El material quedó publicado."))
        return redirect(url_for("course_desk.materials", code=code), 303)
    page = render_template(
        "learning/pages/courses/office/materials.html",
        form=form,
        course=course,
        button=CourseButton(formdata=None),
    )
    return page, 422 if form.errors else 200


@bp.post(f"{PLACE}/<code>/materiales/quitar")
@needs(Action.RUN_COURSES)
def remove_material(code: str) -> ResponseReturnValue:
    course, number = this_course(code, with_drafts=True), whole(request.form.get("material", "")) or 0

    def do() -> bool:
        actions.remove_material(db.session(), actor=actor(), course=course, number=number, now=now())
        return True

    return _done(code, CourseButton(), do, _("El material ya no está."), back="course_desk.materials")


@bp.route(f"{PLACE}/<code>/imagen", methods=["GET", "POST"])
@needs(Action.RUN_COURSES)
def banner(code: str) -> ResponseReturnValue:
    course, form = this_course(code, with_drafts=True), PictureForm()
    upload = (form.upload() if form.is_submitted() else None) or Upload(b"", "")
    if attempt(
        form,
        lambda: actions.set_banner(db.session(), actor=actor(), course=course, upload=upload, now=now()),
    ):
        flash(_("La imagen quedó publicada."))
        return redirect(url_for("courses.show", code=code), 303)
    page = render_template("learning/pages/courses/office/banner.html", form=form, course=course)
    return page, 422 if form.errors else 200


def _done(
    code: str, form: BaseForm, do: Callable[[], bool], words: str, *, back: str = "course_desk.people"
) -> ResponseReturnValue:
    """Do what a small button asks for and go back to where it stands."""
    if attempt(form, do):
        flash(words)
    return redirect(url_for(back, code=code), 303)
