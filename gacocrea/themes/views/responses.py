"""Every proposal with what happened to it and why: a table for people, a file for whoever counts."""

from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.core.tables.writing import csv_of
from gacocrea.core.text import reference, whole
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.themes import queries
from gacocrea.themes.models import Outcome
from gacocrea.themes.queries import ResponseRow
from gacocrea.themes.views.base import bp, pillars
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs
from gacocrea.web.labels import label
from gacocrea.web.text import local

PAGE = 50
WAITING = "waiting"


@bp.get("/<forum>/<cycle>/respuestas")
@needs(Action.READ)
def responses() -> ResponseReturnValue:
    rows = _rows(PAGE + 1)
    kept: dict[str, Any] = {
        name: value for name, value in request.args.items() if name in ("motivo", "pilar") and value
    }
    last = rows[PAGE - 1].proposal.number if len(rows) > PAGE else None
    return render_template(
        "themes/pages/responses.html",
        rows=rows[:PAGE],
        outcomes=list(Outcome),
        counts=queries.outcome_counts(db.session(), this_cycle().id),
        progress=queries.progress(db.session(), this_cycle().id),
        pillars=pillars(),
        older=url_for("themes.responses", desde=last, **kept) if last else None,
        csv_url=url_for("themes.responses_csv", **kept),
        asked=request.args,
    )


@bp.get("/<forum>/<cycle>/respuestas.csv")
@needs(Action.READ)
def responses_csv() -> ResponseReturnValue:
    heads = [
        _("Propuesta"), _("Título"), _("Pilar"), _("Autoría"), _("Estado"), _("Motivo"), _("Respuesta"),
        _("Institución consultada"), _("Tema"), _("Título del tema"), _("Respondió"), _("Sector"), _("Fecha"),
    ]  # fmt: skip
    file = csv_of(heads, map(_cells, _rows(None)))
    name = f"respuestas-{this_forum().slug}-{this_cycle().slug}.csv"
    return Response(
        file, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _rows(size: int | None) -> list[ResponseRow]:
    asked = request.args
    wanted, after = asked.get("motivo", ""), asked.get("desde", "")
    pillar = this_cycle().pillar(asked.get("pilar", ""))
    return queries.responses_table(
        db.session(),
        cycle_id=this_cycle().id,
        outcome=Outcome(wanted) if wanted in list(Outcome) else None,
        waiting=wanted == WAITING,
        pillar_id=pillar.id if pillar else None,
        after=whole(after) if size else None,
        size=size,
    )


def _cells(row: ResponseRow) -> list[object]:
    proposal, response, theme = row.proposal, row.response, row.theme
    return [
        reference("P", proposal.number or 0),
        proposal.title,
        pillars()[proposal.pillar_id].name,
        proposal.author_name,
        label(proposal.status),
        label(response.outcome) if response else "",
        response.reason if response else "",
        response.institution if response else "",
        reference("T", theme.number) if theme else "",
        theme.title if theme else "",
        response.by_name if response else "",
        response.by_sector if response else "",
        local(response.at).date().isoformat() if response else "",
    ]
