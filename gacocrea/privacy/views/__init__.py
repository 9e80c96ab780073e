"""What people ask about personal data: the notice, their own data, and the secretariat's register of requests."""

from flask import Flask
from flask_babel import gettext as _

from gacocrea.privacy import panels as said
from gacocrea.privacy.forms import REFUSALS
from gacocrea.privacy.personal import HOLDING
from gacocrea.privacy.views import asking, mine, notice, requests
from gacocrea.privacy.views.base import mine_bp, notice_bp, register_bp
from gacocrea.web import layout, panels, personal, today
from gacocrea.web.labels import add_refusals

PARTS = (mine, notice, requests)
"""Views that stand on the blueprints of another file."""


def register(app: Flask) -> None:
    """Add the stage to the program."""
    for blueprint in (notice_bp, mine_bp, register_bp):
        app.register_blueprint(blueprint)
    add_refusals(REFUSALS)
    app.before_request(asking.ask_again)
    personal.register(app, HOLDING)
    personal.set_terms(app, said.terms)
    today.register(app, said.of_today)
    panels.register(app, "account", 10, said.mine)
    panels.register(app, "secretariat", 80, said.of_secretariat)
    layout.add_entry(app, 60, label=lambda: _("Privacidad"), endpoint="privacy.of_forum", place="footer")
