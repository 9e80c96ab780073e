"""What people ask of this stage: rules, reports, the queue of review, appeals, the public log, the desk's settings."""

from flask import Flask
from flask_babel import gettext as _

from gacocrea.moderation import panels as fragments
from gacocrea.moderation.forms import REFUSALS
from gacocrea.moderation.personal import HOLDING
from gacocrea.moderation.views import appeals, public, queue, reporting, settings
from gacocrea.moderation.views.base import bp
from gacocrea.web import layout, panels, personal, today
from gacocrea.web.labels import add_refusals

__all__ = ["appeals", "public", "queue", "register", "reporting", "settings"]


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    add_refusals(REFUSALS)
    layout.add_entry(
        app, 35, label=lambda: _("Reglas de participación"), endpoint="moderation.rules", place="footer"
    )
    today.register(app, fragments.of_today)
    personal.register(app, HOLDING)
    panels.register(app, "argument", 10, fragments.of_argument)
    panels.register(app, "proposal_foot", 10, fragments.of_proposal)
    panels.register(app, "desk_views", 10, fragments.of_desk)
