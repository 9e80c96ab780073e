"""The pages of this stage: the thread, and the public record."""

from flask import Flask
from flask_babel import gettext as _

from gacocrea.openness import panels as own
from gacocrea.openness.views import flow, participation, record, thread
from gacocrea.openness.views.base import bp
from gacocrea.web import layout, panels

__all__ = ["flow", "participation", "record", "register", "thread"]


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    layout.add_entry(app, 95, label=lambda: _("Registro público"), endpoint="openness.record", place="footer")
    layout.add_entry(app, 65, label=lambda: _("Quiénes participaron"), endpoint="openness.figures", in_head=False)
    panels.register(app, "cycle", 50, own.of_cycle)
    panels.register(app, "progress", 10, own.of_progress)
    panels.register(app, "commitment_progress", 10, own.of_standing)
    panels.register(app, "proposal_thread", 10, own.of_proposal)
    panels.register(app, "commitment_thread", 10, own.of_commitment)
    panels.register(app, "plan", 10, own.of_plan)
