"""What is said of identities at the secretariat's desk, on one's own page and on the page of today."""

from collections.abc import Iterator

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.core.permissions import Action
from gacocrea.forum.models import Forum
from gacocrea.identity import queries
from gacocrea.identity.models import CensusState
from gacocrea.people.models import Account
from gacocrea.web.extensions import db
from gacocrea.web.today import Place, Waiting


def of_the_desk(*, forum: Forum) -> str:
    """Return the way to the desk of identities, with how many disputes wait there. One statement."""
    count = len(queries.disputes(db.session(), forum.id))
    return render_template("identity/pages/_desk.html", count=count)


def of_mine(*, account: Account) -> str:
    """Return the way to one's own identity."""
    return render_template("identity/pages/_mine.html", account=account)


def of_today(place: Place) -> Iterator[Waiting]:
    """Say which censuses wait for a second person, and which documents two accounts gave. Two statements."""
    if place.may(Action.SIGN_CENSUS):
        for census in queries.censuses(db.session(), place.forum.id):
            if census.state is CensusState.READ and census.signed_by not in {None, place.actor.account_id}:
                text = _("Firmar el padrón %(number)s", number=census.number)
                yield Waiting(census.read_at, text, place.url("identity_office.census", number=census.number))
    if place.may(Action.REGISTER_PERSON) and (found := queries.disputes(db.session(), place.forum.id)):
        since = min(sides[-1].claim.at for sides in found)
        text = ngettext(
            "Aclarar un documento que dieron dos cuentas", "Aclarar %(num)d documentos", len(found)
        )
        yield Waiting(since, text, place.url("identity_office.desk"))
