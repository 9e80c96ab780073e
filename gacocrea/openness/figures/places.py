"""Participation on the map of the forum, where there is one."""

from functools import partial

from flask_babel import gettext as _

from gacocrea.forum.rules.shapes import matched
from gacocrea.openness.figures.figure import Shown, Told, together
from gacocrea.web.charts.canvas import NARROW, WIDE
from gacocrea.web.charts.choropleth import Area, choropleth


def on_map(told: Told) -> Shown | None:
    """Return how many proposals came from each territory on the map; None without a map."""
    if told.map is None:
        return None
    drawn, row = told.map
    counted = told.found.territories
    match = matched([place.name for place in drawn.places], {*told.forum.territories, *filter(None, counted)})
    areas = []
    for place in drawn.places:
        name = match.territories.get(place.name)
        areas.append(Area(name or place.name, place.rings, counted[name] if name else None))
    beyond = sorted(name for name in match.territories_alone if counted[name])
    said = [_("Mientras más color, más propuestas.")]
    if beyond:
        said.append(_("Fuera del mapa: %(names)s.", names=together(beyond)))
    title, text = _("En el mapa"), " ".join([*said, _("Mapa: %(source)s.", source=row.source.rstrip("."))])
    size, unknown = (drawn.width, drawn.height), _("Sin dato")
    draw = partial(choropleth, title, text, areas, size=size, unknown=unknown, name="mapa")
    head, rows = (
        [_("Territorio"), _("Propuestas")],
        [(one.name, "" if one.value is None else one.value) for one in areas],
    )
    return Shown("mapa", title, text, draw(width=WIDE), draw(width=NARROW), head, rows)
