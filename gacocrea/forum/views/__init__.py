"""What people ask of the forum: who decides, when it meets, what it decided; and the secretariat's desk."""

from flask import Flask
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.forum import panels as told
from gacocrea.forum.forms import REFUSALS
from gacocrea.forum.personal import HOLDING
from gacocrea.forum.views import asking, desk, files, look, meeting, motions, public, seats, shapes, voice
from gacocrea.web import layout, panels, personal, today
from gacocrea.web.labels import add_refusals

PARTS = (asking, files, look, meeting, seats, shapes, voice)
"""Views that stand on the blueprint of another file."""


def register(app: Flask) -> None:
    """Add the stage to the program."""
    for part in (public, motions, desk):
        app.register_blueprint(part.bp)
    add_refusals(REFUSALS | shapes.REFUSALS)
    for order, label, endpoint in (
        (10, lambda: _("Quiénes deciden"), "forum.members"),
        (20, lambda: _("Reuniones y actas"), "forum.meetings"),
        (30, lambda: _("Decisiones"), "motions.index"),
    ):
        layout.add_entry(app, order, label=label, endpoint=endpoint, place="footer")
    layout.add_entry(
        app,
        80,
        label=lambda: _("Secretaría"),
        endpoint="secretariat.desk",
        place="forum",
        action=Action.SEE_SECRETARIAT,
    )
    panels.register(app, "mesa", 5, told.of_mesa)
    today.register(app, told.of_today)
    personal.register(app, HOLDING)
