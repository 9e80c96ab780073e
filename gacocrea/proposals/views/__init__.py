"""What people ask of this stage: the list, one proposal, writing one, and workshops."""

from flask import Flask
from flask_babel import gettext as _

from gacocrea.proposals import panels as fragments
from gacocrea.proposals.forms import REFUSALS
from gacocrea.proposals.personal import HOLDING
from gacocrea.proposals.views import lists, showing, workshops, writing
from gacocrea.proposals.views.base import bp
from gacocrea.web import layout, panels, personal, today
from gacocrea.web.labels import add_refusals

__all__ = ["lists", "register", "showing", "workshops", "writing"]


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    add_refusals(REFUSALS)
    layout.add_entry(app, 20, label=lambda: _("Propuestas"), endpoint="proposals.index")
    today.register(app, fragments.of_today)
    personal.register(app, HOLDING)
    panels.register(app, "mine", 10, fragments.mine)
    panels.register(app, "meetings", 10, fragments.workshops)
