"""The whole cycle in one drawing: who asked, and what became of it."""

from collections.abc import Iterator

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.tables.writing import csv_of
from gacocrea.cycle.place import this_cycle
from gacocrea.openness.drawing import finding_of, flow_of
from gacocrea.openness.queries import weave
from gacocrea.openness.views.base import bp
from gacocrea.progress.views import today
from gacocrea.web.charts import canvas
from gacocrea.web.charts.flow import Flow
from gacocrea.web.charts.flow_drawn import flow_svg, stitch
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs

KINDS = {"svg": "image/svg+xml", "csv": "text/csv"}


@bp.get("/<forum>/<cycle>/hilo")
@needs(Action.READ)
def flow() -> ResponseReturnValue:
    woven = weave(db.session(), this_cycle(), today())
    drawn, finding = flow_of(woven, this_cycle()), finding_of(woven)
    return render_template(
        "openness/pages/flow.html",
        flow=drawn,
        goals={goal.key: goal for goal in drawn.goals},
        finding=finding,
        svg=flow_svg(drawn, _("De las propuestas a los compromisos"), finding),
        head=_heads(),
        rows=list(_rows(drawn)),
        stitch=stitch,
    )


@bp.get("/<forum>/<cycle>/hilo.<kind>")
@needs(Action.READ)
def flow_file(kind: str) -> ResponseReturnValue:
    """Give the drawing alone (SVG) or its data (CSV)."""
    if kind not in KINDS:
        raise NotThere
    woven = weave(db.session(), this_cycle(), today())
    drawn = flow_of(woven, this_cycle())
    title = _("De las propuestas a los compromisos")
    content = (
        canvas.alone(flow_svg(drawn, title, finding_of(woven)))
        if kind == "svg"
        else csv_of(_heads(), _rows(drawn))
    )
    answer = Response(content, mimetype=KINDS[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="hilo-{this_cycle().slug}.{kind}"'
    return answer


def _heads() -> list[str]:
    return [_("Tema o respuesta"), _("Pilar"), _("Propuestas"), _("Boletas"), _("Qué sigue")]


def _rows(flow: Flow) -> Iterator[tuple[str, ...]]:
    """Yield the data of the drawing, a strand on each row."""
    goals = {goal.key: goal.title for goal in flow.goals}
    words = {"ended": _("Termina aquí"), "open": _("Espera")}
    for source in flow.sources:
        for strand in source.strands:
            leads = goals.get(strand.goal) or words.get(strand.state, "")
            name = f"{strand.ref}. {strand.title}" if strand.ref.startswith("T-") else strand.title
            votes = strand.note.replace("\u202f", "") or "–"
            yield name, source.name, str(strand.count), votes, leads
