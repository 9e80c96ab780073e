"""What people ask about their account: open it, confirm it, sign in and out, a new password, my page."""

from flask import Flask

from gacocrea.people.forms import OUTSIDE_REFUSALS, REFUSALS
from gacocrea.people.personal import HOLDING
from gacocrea.people.views import accounts, factor, joining, links, outside, passkeys, safety, signing, ways
from gacocrea.people.views.base import BEAT, bp
from gacocrea.web import personal
from gacocrea.web.labels import add_refusals

PARTS = (accounts, factor, joining, links, outside, passkeys, safety, signing)
"""Views that stand on the blueprint of another file."""


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    app.extensions["beat"] = 0 if app.config["TESTING"] else BEAT
    add_refusals(REFUSALS | OUTSIDE_REFUSALS)
    outside.register(app)
    ways.register(app)
    personal.register(app, HOLDING)
