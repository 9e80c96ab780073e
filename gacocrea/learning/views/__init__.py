"""What people ask about learning."""

from flask import Flask
from flask_babel import gettext as _

from gacocrea.learning import panels as told
from gacocrea.learning.forms.primer import REFUSALS as PRIMER_REFUSALS
from gacocrea.learning.forms.words import COURSE_REFUSALS
from gacocrea.learning.personal import HOLDING
from gacocrea.learning.views import certificates, course_desk, courses, primer, primer_desk
from gacocrea.web import layout, panels, personal, today
from gacocrea.web.labels import add_refusals

PARTS = (certificates,)
"""Views that stand on the blueprint of another file."""


def register(app: Flask) -> None:
    """Add the stage to the program."""
    _add_primer(app)
    _add_courses(app)


def _add_primer(app: Flask) -> None:
    app.register_blueprint(primer.bp)
    app.register_blueprint(primer_desk.bp)
    add_refusals(PRIMER_REFUSALS)
    layout.add_entry(
        app, 5, label=lambda: _("Aprenda cómo funciona"), endpoint="primer.index", place="footer"
    )
    panels.register(app, "secretariat", 40, primer_desk.of_secretariat)
    app.jinja_env.globals.update(drawn=primer.drawn, terms=primer.terms)


def _add_courses(app: Flask) -> None:
    for part in (courses, course_desk):
        app.register_blueprint(part.bp)
    add_refusals(COURSE_REFUSALS)
    layout.add_entry(
        app, 6, label=lambda: _("Cursos y talleres"), endpoint="courses.index", place="footer"
    )
    panels.register(app, "secretariat", 30, course_desk.of_secretariat)
    panels.register(app, "beside meeting", 10, told.beside_meeting)
    panels.register(app, "primer", 90, told.in_primer)
    today.register(app, told.of_today)
    personal.register(app, HOLDING)
