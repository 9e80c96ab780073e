"""Which cycle a request is about, and what is open in it now."""

from typing import Any

from flask import Flask, current_app, g
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from gacocrea.core.errors import NotThere
from gacocrea.core.terms import Moment, Phase, Role
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.rules import position_of
from gacocrea.forum.place import this_forum
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor
from gacocrea.web.labels import label
from gacocrea.web.layout import Strip, StripPhase
from gacocrea.web.text import day, local, span


def this_cycle() -> Cycle:
    """Return the cycle of this address; one of another forum looks like one that does not exist."""
    cycle: Cycle | None = g.get("cycle")
    if cycle is None:
        raise NotThere
    return cycle


def find_cycle(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take `cycle` out of the address and load it with its phases and pillars."""
    slug = (values or {}).pop("cycle", None)
    if slug is None:
        return
    wanted = select(Cycle).where(Cycle.forum_id == this_forum().id, Cycle.slug == slug)
    set_cycle(db.session.scalar(wanted))
    this_cycle()


def set_cycle(cycle: Cycle | None) -> None:
    """Make `cycle` the one that this page is about."""
    g.cycle = cycle
    if cycle is not None:
        g.moment = cycle.moment(now())
        g.strip = strip(g.moment)


def hide_unpublished() -> None:
    """A cycle that is not published yet is seen by its secretariat only."""
    cycle: Cycle | None = g.get("cycle")
    if cycle is not None and cycle.published_at is None and Role.SECRETARIAT not in actor().roles:
        raise NotThere


def strip(moment: Moment) -> Strip | None:
    """Return the cycle's thread: what is done, what is now, what is to come."""
    if not moment.windows:
        return None
    position = position_of(moment)
    order = list(Phase)
    phases = []
    for index, phase in enumerate(order):
        window = moment.window(phase)
        when = span(window.opens_at, window.closes_at) if window else ""
        state = "done" if index < position else "now" if index == position else "todo"
        phases.append(StripPhase(label(phase), state, when))
    return Strip(
        tuple(phases), label(order[position]), position + 1, len(order), _until(moment, order[position])
    )


def _until(moment: Moment, phase: Phase) -> str:
    window = moment.window(phase)
    if window is None:
        return ""
    if moment.now < window.opens_at:
        return str(_("Empieza el %(date)s.", date=day(window.opens_at)))
    left = (local(window.closes_at).date() - local(moment.now).date()).days
    if 0 < left <= 30:
        return str(ngettext("Queda %(num)d día.", "Quedan %(num)d días.", left))
    return str(_("Hasta el %(date)s.", date=day(window.closes_at)))


def fill_addresses(endpoint: str, values: dict[str, Any]) -> None:
    """Let `url_for` know the forum and the cycle of the page, so that templates need not repeat them."""
    for name in ("forum", "cycle"):
        thing = g.get(name)
        if (
            thing is not None
            and name not in values
            and current_app.url_map.is_endpoint_expecting(endpoint, name)
        ):
            values[name] = thing.slug


def register(app: Flask) -> None:
    """Load the cycle before every view, after its forum."""
    app.url_value_preprocessor(find_cycle)
    app.before_request(hide_unpublished)
    app.url_defaults(fill_addresses)
