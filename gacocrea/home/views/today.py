"""Today: what waits for the person who signed in, in every forum where they have something to do."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import render_template

from gacocrea.core.terms import Moment
from gacocrea.cycle.place import cycle_if_any
from gacocrea.cycle.queries import current_cycle
from gacocrea.forum.models import Forum, Membership
from gacocrea.forum.place import actor_with
from gacocrea.forum.queries import today_in
from gacocrea.home import queries
from gacocrea.people.models import Account
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment
from gacocrea.web.today import Place, Waiting, waiting

MOST_FORUMS = 6
"""A page looks into so many forums at most, those where the person holds a role first."""


@dataclass(frozen=True)
class Today:
    """What waits in one forum, oldest first; `zone` is that in which its days are shown."""

    place: Place
    waiting: list[Waiting]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.place.forum.time_zone)


def of_account(*, account: Account) -> str:
    """Return the section "what waits for me" of a person's page. Three statements, and those of `_today` by forum."""
    found = queries.forums_of(db.session(), account.id)
    days = [_today(account, forum, memberships) for forum, memberships in found[:MOST_FORUMS]]
    days.sort(key=lambda each: each.waiting[0].since if each.waiting else now())
    return render_template("home/pages/_today.html", days=[each for each in days if each.waiting])


def of_forum(*, forum: Forum) -> str:
    """Return the section "what waits for me" of the secretariat's desk: of this forum alone."""
    place = Place(forum, cycle_if_any(), actor(), moment())
    found = Today(place, waiting(place))
    return render_template("home/pages/_today.html", days=[found] if found.waiting else [])


def _today(account: Account, forum: Forum, memberships: list[Membership]) -> Today:
    """Return what waits in a forum. Three statements for its cycle, and those of each stage's provider."""
    cycle = current_cycle(db.session(), forum.id, now())
    held = (
        [row for row in memberships if row.is_current(today_in(forum, now()))] if account.is_confirmed else []
    )
    moment = cycle.moment(now()) if cycle else Moment(now())
    place = Place(forum, cycle, actor_with(account, held), moment)
    return Today(place, waiting(place))
