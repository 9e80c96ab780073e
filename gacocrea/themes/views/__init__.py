"""What people ask of this stage: the desk, the themes, and what became of every proposal."""

from flask import Flask
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.forum.place import this_forum
from gacocrea.themes import panels as answers
from gacocrea.themes import tongues
from gacocrea.themes.forms import REFUSALS
from gacocrea.themes.personal import HOLDING
from gacocrea.themes.views import bulk, desk, responses, sharing, themes, undoing, working
from gacocrea.themes.views.base import bp, desk_bp
from gacocrea.web import layout, panels, personal, today
from gacocrea.web.labels import add_refusals

__all__ = ["bulk", "desk", "register", "responses", "sharing", "themes", "undoing", "working"]


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    app.register_blueprint(desk_bp)
    add_refusals(REFUSALS)
    tongues.register(app)
    layout.add_entry(app, 25, label=lambda: _("Temas"), endpoint="themes.index", in_head=False)
    layout.add_entry(
        app, 70, label=lambda: this_forum().core_group_name, endpoint="desk.index", action=Action.SEE_DESK
    )
    today.register(app, answers.of_today)
    personal.register(app, HOLDING)
    panels.register(app, "proposal_answer", 10, answers.of_proposal)
    panels.register(app, "appeal", 10, answers.of_appeal)
    panels.register(app, "cycle", 40, answers.of_cycle)
