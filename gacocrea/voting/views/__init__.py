"""What people ask of this stage: the booth, the results, and the desk of those who open and close it."""

from flask import Flask
from flask_babel import gettext as _

from gacocrea.voting import panels as said
from gacocrea.voting.forms import REFUSALS
from gacocrea.voting.personal import HOLDING
from gacocrea.voting.views import (
    batches,
    booth,
    cases,
    challenge,
    checking,
    desk,
    motions,
    packages,
    results,
    selection,
    sheets,
)
from gacocrea.voting.views import today as waits
from gacocrea.voting.views.base import bp, desk_bp, papers_bp, results_bp
from gacocrea.web import layout, panels, personal, today
from gacocrea.web.labels import add_refusals

__all__ = [
    "batches",
    "booth",
    "cases",
    "challenge",
    "checking",
    "desk",
    "motions",
    "packages",
    "register",
    "results",
    "selection",
    "sheets",
]


def register(app: Flask) -> None:
    """Add the stage to the program."""
    for blueprint in (bp, results_bp, desk_bp, papers_bp):
        app.register_blueprint(blueprint)
    add_refusals(REFUSALS)
    layout.add_entry(app, 30, label=lambda: _("Votación"), endpoint="voting.overview")
    layout.add_entry(app, 40, label=lambda: _("Resultados"), endpoint="results.index")
    today.register(app, waits.of_today)
    personal.register(app, HOLDING)
    panels.register(app, "theme", 10, said.of_theme)
    panels.register(app, "result", 10, said.of_result)
    panels.register(app, "result", 20, packages.of_result)
    panels.register(app, "mine", 30, said.of_mine)
    panels.register(app, "motion", 10, selection.of_motion)
    panels.register(app, "mesa", 10, said.of_desk)
    panels.register(app, "secretariat", 20, said.of_secretariat)
