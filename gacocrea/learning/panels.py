"""What this stage says on other pages: the next course beside the next meeting, one's own courses, what waits."""

from collections.abc import Iterator

from flask import render_template
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.forum.models import Forum
from gacocrea.forum.place import this_forum
from gacocrea.learning import queries
from gacocrea.learning.rules import code_of
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.today import Place, Waiting


def beside_meeting(*, forum: Forum) -> str:
    """Return the line about the next course beside the next meeting. One statement."""
    found = queries.next_course(db.session(), forum.id, now())
    return render_template("learning/pages/courses/_next.html", found=found)


def in_primer(*, key: str) -> str:
    """Return the next course after the contents of the primer; nothing after a chapter. One statement."""
    if key:
        return ""
    found = queries.next_course(db.session(), this_forum().id, now())
    return render_template("learning/pages/courses/_primer.html", found=found)


def of_today(place: Place) -> Iterator[Waiting]:
    """Say to which courses the person is going, and whose attendance is missing. Four statements."""
    if not place.may(Action.ENROL) or place.actor.account_id is None:
        return
    for course, sitting in queries.coming_of(db.session(), place.forum.id, place.actor.account_id, place.now):
        code = code_of(course)
        text = _("Ir a %(code)s: %(title)s", code=code, title=course.title)
        since = course.announced_at or course.changed_at
        yield Waiting(since, text, place.url("courses.show", code=code), due=sitting.starts_at)
    if place.may(Action.RUN_COURSES):
        for course, number in queries.unmarked(db.session(), place.forum.id, place.now):
            code = code_of(course)
            text = _("Tomar la asistencia de %(code)s: %(title)s", code=code, title=course.title)
            url = place.url("course_desk.door", code=code, number=number)
            yield Waiting(course.sessions[number - 1].starts_at, text, url)
