"""What this stage says on other pages: one's data on one's own page, and what waits in the register."""

from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from flask import render_template
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.people.models import Account
from gacocrea.privacy import queries
from gacocrea.web.extensions import db
from gacocrea.web.labels import label
from gacocrea.web.personal import Terms
from gacocrea.web.today import Place, Waiting


def mine(*, account: Account) -> str:
    """Return the section "my data" of a person's page. Two statements."""
    return render_template(
        "privacy/pages/_mine.html",
        leaving=queries.leaving_of(db.session(), account.id),
        consents=queries.consents_of(db.session(), account.id),
    )


def of_secretariat(**_about: object) -> str:
    """Return the way to the register on the secretariat's desk."""
    return render_template("privacy/pages/_desk.html")


def of_today(place: Place) -> Iterator[Waiting]:
    """Say which requests about data wait for the secretariat. One statement."""
    if not place.may(Action.SEE_SECRETARIAT):
        return
    zone = ZoneInfo(place.forum.time_zone)
    for one in queries.requests_of(db.session(), place.forum.id):
        if one.answered_at is None and not queries.is_own(place.actor, one):
            yield Waiting(
                since=datetime.combine(one.received_on, time(), zone),
                text=_("Responder la solicitud %(number)s sobre datos personales", number=one.number),
                note=label(one.kind),
                url=place.url("data_register.answer", number=one.number),
                due=datetime.combine(one.due_on, time(23, 59), zone),
            )


def terms() -> Terms:
    """Return under which terms people open an account here. Three statements."""
    session = db.session()
    return Terms(
        queries.version_in_force(session, None), queries.least_age(session), tuple(queries.offices(session))
    )
