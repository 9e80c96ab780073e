"""What the worker does for this stage: people leave when their days are over, and what is old goes. Once an hour."""

from datetime import UTC, datetime, timedelta

from gacocrea.core.errors import Refusal
from gacocrea.privacy import actions
from gacocrea.web.application import application
from gacocrea.web.extensions import db
from gacocrea.web.personal import holdings


def keep_promises(now: datetime | None = None) -> None:
    """Do everything that is due, each thing in a transaction of its own."""
    at = now or application().clock.now()
    session = db.session()
    for deed in (
        lambda: actions.leave_due(session, holdings=holdings(), today=at.astimezone(UTC).date(), now=at),
        lambda: actions.forget_gone(session, holdings=holdings(), now=at),
        lambda: actions.sweep(session, now=at),
    ):
        try:
            deed()
            db.session.commit()
        except Refusal:
            db.session.rollback()


class Sweeping:
    """The rounds as a worker makes them: the first at once, then one every hour."""

    PAUSE = timedelta(hours=1)

    def __init__(self) -> None:
        self.last: datetime | None = None

    def strike(self) -> None:
        """Keep promises if an hour has passed since the last time."""
        at = application().clock.now()
        if self.last is None or at - self.last >= self.PAUSE:
            self.last = at
            keep_promises(at)
