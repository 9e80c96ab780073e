"""The secretariat gives its forum a map of its territories."""

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.forum.actions.shapes import keep_map, remove_map
from gacocrea.forum.forms.shapes import REFUSALS, MapForm
from gacocrea.forum.place import this_forum
from gacocrea.forum.queries.shapes import map_of
from gacocrea.forum.rules.shapes import Matched, matched
from gacocrea.forum.views.desk import bp
from gacocrea.web.application import now
from gacocrea.web.charts.canvas import NARROW, WIDE
from gacocrea.web.charts.choropleth import Area, choropleth
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs

__all__ = ["REFUSALS"]


@bp.route("/<forum>/secretaria/mapa", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def territory_map() -> ResponseReturnValue:
    form = MapForm()
    if attempt(form, lambda: _keep(form)):
        flash(_("El mapa quedó guardado: ya se ve en las cifras de cada ciclo."))
        return redirect(url_for("secretariat.territory_map"), 303)
    return render_template("forum/pages/office/map.html", form=form, **_kept()), 422 if form.errors else 200


@bp.post("/<forum>/secretaria/mapa/quitar")
@needs(Action.RUN_FORUM)
def take_map_away() -> ResponseReturnValue:
    if remove_map(db.session(), actor=actor(), forum=this_forum(), now=now()):
        flash(_("El mapa se quitó: las cifras por territorio se ven en barras."))
    return redirect(url_for("secretariat.territory_map"), 303)


def _keep(form: MapForm) -> Matched:
    return keep_map(
        db.session(),
        actor=actor(),
        forum=this_forum(),
        content=form.content(),
        name_property=form.name_property.data,
        source=form.source.data,
        now=now(),
    )


def _kept() -> dict[str, object]:
    """Return what the page says of the map that there is."""
    forum = this_forum()
    found = map_of(db.session(), forum.id)
    if found is None:
        return {"row": None}
    drawn, row = found
    match = matched([place.name for place in drawn.places], forum.territories)
    areas = [
        Area(place.name, place.rings, 0 if place.name in match.territories else None)
        for place in drawn.places
    ]
    title, text = _("El mapa del foro"), _("Los territorios del foro en blanco, los demás rayados.")
    size, unknown = (drawn.width, drawn.height), _("No es un territorio del foro")
    draw = partial(choropleth, title, text, areas, size=size, unknown=unknown, bare=True)
    return {"row": row, "match": match, "wide": draw(width=WIDE), "narrow": draw(width=NARROW)}
