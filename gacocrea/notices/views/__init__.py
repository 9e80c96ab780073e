"""What people ask of this stage: follow and stop, how often to hear, and the feeds."""

from flask import Flask

from gacocrea.notices import panels as said
from gacocrea.notices.personal import HOLDING
from gacocrea.notices.views import feeds, following
from gacocrea.web import panels, personal
from gacocrea.web.extensions import csrf

__all__ = ["feeds", "following", "register"]


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(following.bp)
    app.register_blueprint(feeds.bp)
    csrf.exempt(following.leave)  # a mail program sends it without having seen a page
    panels.register(app, "head", 10, said.head)
    panels.register(app, "mine", 50, said.mine)
    personal.register(app, HOLDING)
    panels.register(app, "cycle", 90, said.of_cycle)
    panels.register(app, "theme", 90, said.of_theme)
    panels.register(app, "commitment", 90, said.of_commitment)
    panels.register(app, "proposal_foot", 90, said.of_proposal)
