"""What people ask of the plan: read it, compare how it was frozen, take it away as a document."""

from flask import Flask
from flask_babel import gettext as _

from gacocrea.plan.forms import REFUSALS
from gacocrea.plan.panels import of_motion, of_secretariat
from gacocrea.plan.views import bringing_in, documents, freezing, papers, previewing
from gacocrea.plan.views.base import bp
from gacocrea.plan.views.gathering import gather, tell_completions
from gacocrea.plan.views.writing import KINDS, written
from gacocrea.web import panels
from gacocrea.web.labels import add_refusals
from gacocrea.web.layout import add_entry

__all__ = [
    "KINDS",
    "bringing_in",
    "documents",
    "freezing",
    "gather",
    "previewing",
    "register",
    "tell_completions",
    "written",
]


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    add_refusals(REFUSALS)
    panels.register(app, "secretariat", 30, of_secretariat)
    panels.register(app, "motion", 20, of_motion)
    panels.register(app, "commitment_thread", 60, papers.of_commitment)
    add_entry(app, 55, label=lambda: _("Plan de acción"), endpoint="plan.show")
