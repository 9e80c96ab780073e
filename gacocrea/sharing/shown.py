"""What the picture of a thing shows: its name, and how far its thread has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext as _

from gacocrea.commitments.models import Commitment
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.place import cycle_if_any
from gacocrea.cycle.tongues import told
from gacocrea.forum.models import Forum
from gacocrea.forum.place import this_forum
from gacocrea.learning.models import Course
from gacocrea.learning.views.dates import meets
from gacocrea.openness import queries
from gacocrea.openness.knots import Knot, commitment_knots, cord_knots, strand_knots
from gacocrea.progress import queries as progress
from gacocrea.progress.views import today
from gacocrea.proposals.models import Proposal
from gacocrea.sharing.drawing.pictures import coloured, order_of
from gacocrea.sharing.things import Thing, open_now
from gacocrea.themes.models import Theme
from gacocrea.voting.queries import Result
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.reading import language
from gacocrea.web.text import day, local, number

BARS = 3
KNOTS = 5


@dataclass(frozen=True)
class Pin:
    """A station on the thread of a picture."""

    title: str
    note: str
    done: bool


def order_for(thing: Thing) -> str:
    """Return the order for the picture of a thing. Eleven statements at most."""
    pillar = thing.pillar
    frame: dict[str, Any] = {
        "lang": language(),
        "title": thing.title,
        "eyebrow": told(pillar, "name") if pillar else thing.what,
        "glyph": pillar.glyph if pillar else "",
        "forum": _named(this_forum()),
        "address": thing.spoken,
        **coloured(pillar.palette if pillar else ""),
    }
    row = thing.row
    if isinstance(row, Cycle):
        state, until = [("", ""), *open_now(row)][-1]
        return order_of(**frame, tiles=tiles(), state=state, until=until)
    if isinstance(row, Course):
        state, until = when_and_where(row)
        return order_of(**frame, tiles=tiles(), state=state, until=until)
    if isinstance(row, Result):
        return order_of(**frame, bars=list(_bars(row)))
    return order_of(**frame, knots=[asdict(pin) for pin in _pins(_knots(row))])


def _named(forum: Forum) -> str:
    return _("%(forum)s. Datos de ejemplo", forum=forum.name) if forum.is_example else forum.name


def tiles() -> list[dict[str, str]]:
    """Return the colours and shapes of all pillars of the cycle that this page wears; without a cycle nothing."""
    cycle = cycle_if_any()
    return [coloured(one.palette) | {"glyph": one.glyph} for one in (cycle.pillars if cycle else ())]


def when_and_where(course: Course) -> tuple[str, str]:
    """Return when a course meets next (or first), and where."""
    found = meets(course, now())
    return f"{day(local(found.sitting.starts_at).date(), 'full')}, {found.hours}", found.where


def _bars(result: Result) -> Iterable[dict[str, Any]]:
    """Return the first themes as they were voted."""
    lines = sorted(result.lines, key=lambda line: line.place_by_votes)
    most = max([line.votes for line in lines] or [1]) or 1
    for line in lines[:BARS]:
        chosen, share = line in result.taken_up, line.votes / most
        yield {"title": line.title, "value": number(line.votes), "share": share, "chosen": chosen}


def _knots(row: Proposal | Theme | Commitment) -> list[Knot]:
    session = db.session()
    if isinstance(row, Proposal):
        return strand_knots(queries.strand(session, row, today()))
    if isinstance(row, Theme):
        return cord_knots(queries.cords(session, [row], today())[0])
    standing = progress.standing_of(session, [row], today())[0]
    return commitment_knots(standing, queries.cords_of_commitment(session, row, today()))


def _pins(knots: list[Knot]) -> Iterable[Pin]:
    """Return one station of each kind: a commitment may take up several themes."""
    kinds = {knot.kind: knot for knot in reversed(knots)}
    for knot in sorted(kinds.values(), key=knots.index)[:KNOTS]:
        waits = "" if knot.done else knot.text if knot.url else _("Por hacer")
        yield Pin(knot.title, knot.when or waits, knot.done)
