"""What a cycle says on the pages of the forum."""

from collections.abc import Iterator

from flask import render_template
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.cycle.forms import rules_in_words
from gacocrea.cycle.place import cycle_if_any, phase_items
from gacocrea.cycle.queries import cycles_of
from gacocrea.cycle.rules import next_phase
from gacocrea.forum.models import Forum
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.today import Place, Waiting


def cycles_of_the_desk(*, forum: Forum) -> str:
    """Return the cycles of a forum with their state, for its secretariat."""
    cycles = cycles_of(db.session(), forum.id, with_drafts=True)
    return render_template("cycle/pages/_desk.html", cycles=cycles)


def of_primer(*, key: str) -> str:
    """Return what the cycle that runs adds to the primer's contents ("") and to the chapters that speak of it."""
    cycle, instant = cycle_if_any(), now()
    if cycle is None or key not in ("", "pilares", "este-ciclo"):
        return ""
    items = phase_items(cycle, instant)
    return render_template(
        "cycle/pages/_primer.html",
        key=key,
        cycle=cycle,
        open=[item for item in items if item.state == "now"],
        coming=next_phase(cycle.moment(instant)),
        rules=[(rule.name, rule.value) for rule in rules_in_words(cycle)] if key else [],
    )


def of_today(place: Place) -> Iterator[Waiting]:
    """Say which drafts of a cycle wait for the secretariat to publish them. Three statements."""
    if not place.may(Action.SET_UP_CYCLE):
        return
    for cycle in cycles_of(db.session(), place.forum.id, with_drafts=True):
        if cycle.published_at is None:
            first = min((window.opens_at for window in cycle.windows), default=place.now)
            text = _("Revisar y publicar el ciclo «%(title)s»", title=cycle.title)
            yield Waiting(min(first, place.now), text, place.url("cycle_setup.publish", cycle=cycle.slug))
