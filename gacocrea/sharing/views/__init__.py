"""What people ask about sharing: pictures, short addresses, posters, and cards for other sites."""

from flask import Flask

from gacocrea.sharing import panels as own
from gacocrea.sharing.views import cards, embedding, pictures, posters, short
from gacocrea.sharing.views.base import bp
from gacocrea.web import panels

__all__ = ["cards", "embedding", "pictures", "posters", "register", "short"]


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    panels.register(app, "head", 20, own.head)
    panels.register(app, "proposal_foot", 80, own.of_proposal_page)
    panels.register(app, "theme", 80, own.of_theme_page)
    panels.register(app, "commitment", 80, own.of_commitment_page)
    panels.register(app, "result", 80, own.of_result_page)
    panels.register(app, "course", 80, own.of_course_page)
    panels.register(app, "cycle", 80, own.of_cycle_page)
