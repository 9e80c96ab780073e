"""What people ask about who they are, and what the secretariat keeps of it."""

from flask import Flask

from gacocrea.identity import panels as told
from gacocrea.identity.forms import REFUSALS
from gacocrea.identity.personal import HOLDING
from gacocrea.identity.views import census, office, own
from gacocrea.web import panels, personal, today
from gacocrea.web.labels import add_refusals

PARTS = (census,)
"""Views that stand on the blueprint of another file."""


def register(app: Flask) -> None:
    """Add the stage to the program."""
    for part in (own, office):
        app.register_blueprint(part.bp)
    add_refusals(REFUSALS)
    panels.register(app, "secretariat", 50, told.of_the_desk)
    panels.register(app, "account", 20, told.of_mine)
    today.register(app, told.of_today)
    personal.register(app, HOLDING)
