"""What people ask of commitments: read them, compare their versions, draft them."""

from flask import Flask
from flask_babel import gettext as _

from gacocrea.commitments import panels as own
from gacocrea.commitments import tongues
from gacocrea.commitments.forms import REFUSALS
from gacocrea.commitments.personal import HOLDING
from gacocrea.commitments.views import answering, consulting, deciding, drafting, reading
from gacocrea.commitments.views.base import bp, this_commitment
from gacocrea.web import panels, personal, today
from gacocrea.web.labels import add_refusals
from gacocrea.web.layout import add_entry

__all__ = ["answering", "consulting", "deciding", "drafting", "reading", "register", "this_commitment"]


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    add_refusals(REFUSALS)
    tongues.register(app)
    app.jinja_env.globals.update(step_field=tongues.step_field)
    add_entry(app, 50, label=lambda: _("Compromisos"), endpoint="commitments.index", in_head=False)
    today.register(app, own.of_today)
    personal.register(app, HOLDING)
    app.extensions["theme_became"] = own.became
    panels.register(app, "theme", 30, own.of_theme)
    panels.register(app, "mesa", 20, own.of_desk)
    panels.register(app, "mesa", 25, own.of_comments)
    panels.register(app, "motion", 30, own.of_motion)
