"""What the worker does for this stage in each round."""

from gacocrea.learning import actions
from gacocrea.web.application import application
from gacocrea.web.extensions import db


def remind_of_courses() -> None:
    """Queue the reminders of the sessions of tomorrow."""
    app = application()
    actions.remind(db.session(), site=app.settings.public_url, now=app.clock.now())
    db.session.commit()
