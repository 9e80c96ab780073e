"""What the worker does for this stage in each round."""

from gacocrea.notices.actions import queue_notices
from gacocrea.notices.views.following import voice
from gacocrea.web.application import application
from gacocrea.web.extensions import db


def tell_followers() -> None:
    """Queue what followers are to hear, in transactions of their own, until the record is told."""
    while queue_notices(db.session(), voice=voice(), now=application().clock.now()):
        db.session.commit()
    db.session.commit()
