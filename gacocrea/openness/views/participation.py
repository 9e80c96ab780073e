"""Who took part: the page of figures of a cycle, and each figure as a file to keep."""

from collections.abc import Callable

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.tables.writing import csv_of
from gacocrea.core.terms import Phase
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.forum.queries.shapes import map_of
from gacocrea.openness.figures.facets import pillars, sectors, territories
from gacocrea.openness.figures.figure import Shown, Told
from gacocrea.openness.figures.places import on_map
from gacocrea.openness.figures.promises import by_month
from gacocrea.openness.figures.time import by_day
from gacocrea.openness.queries import participation
from gacocrea.openness.views.base import bp
from gacocrea.progress import queries as progress
from gacocrea.progress.views import today
from gacocrea.web.application import now
from gacocrea.web.charts.canvas import alone
from gacocrea.web.extensions import db
from gacocrea.web.guards import moment, needs

FIGURES: dict[str, Callable[[Told], Shown | None]] = {
    "dias": by_day,
    "pilares": pillars,
    "mapa": on_map,
    "territorios": territories,
    "sectores": sectors,
}
"""By the name in the address, in the order of the page; a figure that cannot be drawn is None."""


@bp.get("/<forum>/<cycle>/cifras")
@needs(Action.READ)
def figures() -> ResponseReturnValue:
    told = _told()
    drawn = [] if told.found.is_empty else [draw(told) for draw in FIGURES.values()]
    return render_template(
        "openness/pages/figures.html", found=told.found, figures=[one for one in drawn if one]
    )


@bp.get("/<forum>/<cycle>/cifras/<name>.<kind>")
@needs(Action.READ)
def figure_file(name: str, kind: str) -> ResponseReturnValue:
    if name == "avance":
        return file_of(kept_promises(), kind)
    draw, told = FIGURES.get(name), _told()
    shown = draw(told) if draw and not told.found.is_empty else None
    if shown is None:
        raise NotThere
    return file_of(shown, kind)


def kept_promises() -> Shown:
    """Return how the milestones of this cycle are kept. Raise NotThere before its implementation begins."""
    cycle, window = this_cycle(), moment().window(Phase.IMPLEMENTATION)
    if window is None or now() < window.opens_at:
        raise NotThere
    standings = progress.of_cycle(db.session(), cycle.id, today())
    return by_month(standings, (cycle.plan_starts_on, cycle.plan_ends_on), today())


def file_of(shown: Shown, kind: str) -> Response:
    """Return a figure as a file: its drawing ("svg") or its table ("csv"). Raise NotThere for any other kind."""
    if kind not in ("svg", "csv"):
        raise NotThere
    content = alone(shown.wide) if kind == "svg" else csv_of(shown.head, shown.rows)
    name = f"{shown.name}-{this_forum().slug}-{this_cycle().slug}.{kind}"
    response = Response(content, mimetype="image/svg+xml" if kind == "svg" else "text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _told() -> Told:
    cycle, forum = this_cycle(), this_forum()
    found = participation(db.session(), cycle=cycle, zone=forum.time_zone)
    return Told(found, cycle, forum, today(), map_of(db.session(), forum.id))
