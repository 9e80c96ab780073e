"""What people ask about their account: open it, confirm it, sign in and out, a new password, my page."""

from flask import Flask

from gacocrea.people.forms import REFUSALS
from gacocrea.people.personal import HOLDING
from gacocrea.people.views import accounts, factor, safety, signing
from gacocrea.people.views.base import bp
from gacocrea.web import personal
from gacocrea.web.labels import add_refusals

PARTS = (accounts, factor, safety, signing)
"""Views that stand on the blueprint of another file."""


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    add_refusals(REFUSALS)
    personal.register(app, HOLDING)
