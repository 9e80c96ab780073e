"""Which cycle a request is about, and what is open in it now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app, g
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from gacocrea.core.errors import NotThere
from gacocrea.core.terms import Moment, Phase, Role, Window
from gacocrea.cycle.forms import phase_sentence
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.queries import current_cycle
from gacocrea.cycle.rules import next_phase, position_of
from gacocrea.forum.place import this_forum
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor
from gacocrea.web.labels import label
from gacocrea.web.layout import Strip, StripPhase
from gacocrea.web.text import day, span, until


def this_cycle() -> Cycle:
    """Return the cycle of this address; one of another forum looks like one that does not exist."""
    cycle = cycle_if_any()
    if cycle is None:
        raise NotThere
    return cycle


def cycle_if_any() -> Cycle | None:
    """Return the cycle that this page wears: that of the address, or the forum's running one."""
    cycle: Cycle | None = g.get("cycle")
    return cycle


def find_cycle(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take `cycle` out of the address and load it; a forum's own pages wear the cycle that runs, if one does."""
    slug = (values or {}).pop("cycle", None)
    if slug is None:
        set_cycle(current_cycle(db.session(), g.forum.id, now()) if "forum" in g else None)
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
    cycle = cycle_if_any()
    if cycle is not None and cycle.published_at is None and Role.SECRETARIAT not in actor().roles:
        raise NotThere


def strip(moment: Moment) -> Strip | None:
    """Return the cycle's thread: what is done, what is now, what is to come."""
    if not moment.windows:
        return None
    position, phases = position_of(moment), list(Phase)
    current = phases[position]
    states = ["done"] * position + ["now"] + ["todo"] * (len(phases) - position - 1)
    pins = tuple(
        StripPhase(label(phase), state, _when(moment.window(phase)))
        for phase, state in zip(phases, states, strict=True)
    )
    return Strip(pins, label(current), position + 1, len(phases), _until(moment, current))


@dataclass(frozen=True)
class PhaseItem:
    """A phase in the calendar of `web/components/phases.html`: what one can do in it, and until when."""

    phase: Phase
    label: str
    state: str
    when: str
    text: str


def phase_items(cycle: Cycle, now: datetime) -> list[PhaseItem]:
    """Return the calendar of a cycle in words, phase by phase."""
    moment = cycle.moment(now)
    return [
        PhaseItem(
            window.phase,
            label(window.phase),
            "now" if window.holds(now) else "done" if window.closes_at <= now else "todo",
            _when(window),
            " ".join([phase_sentence(window.phase, cycle), *_left(moment, window)]),
        )
        for window in moment.windows
    ]


def _when(window: Window | None) -> str:
    """Return the days of a window, from its first to its last."""
    if window is None:
        return ""
    return span(window.opens_at, window.closes_at - timedelta(microseconds=1))


def _left(moment: Moment, window: Window) -> list[str]:
    """Say until when an open phase lasts, and what comes next; the end of the challenge always, to the minute."""
    to_the_minute = window.phase is Phase.CHALLENGE and window.closes_at > moment.now
    told = [str(_("Hasta el %(end)s.", end=until(window.closes_at)))] if to_the_minute else []
    if not window.holds(moment.now):
        return told
    told, coming = told or [_until(moment, window.phase)], next_phase(moment)
    if coming is not None:
        told.append(
            _(
                "Después: %(phase)s, desde el %(date)s.",
                phase=label(coming.phase).lower(),
                date=day(coming.opens_at),
            )
        )
    return told


def _until(moment: Moment, phase: Phase) -> str:
    window = moment.window(phase)
    if window is None:
        return ""
    if moment.now < window.opens_at:
        return str(_("Empieza el %(date)s.", date=day(window.opens_at)))
    left = -((moment.now - window.closes_at) // timedelta(days=1))
    if 0 < left <= 30:
        return str(ngettext("Queda %(num)d día.", "Quedan %(num)d días.", left))
    return str(_("Hasta el %(date)s.", date=day(window.closes_at - timedelta(microseconds=1))))


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
