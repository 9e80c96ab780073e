"""What everybody reads: the rules of participation, and the log of what was decided by them."""

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action, explain
from gacocrea.core.tables.writing import csv_of
from gacocrea.core.text import reference, whole
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.moderation import queries
from gacocrea.moderation.models import APPEAL_DAYS, Grounds
from gacocrea.moderation.queries import LogLine
from gacocrea.moderation.views.base import bp
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import label
from gacocrea.web.text import local

PAGE = 100


@bp.get("/<forum>/reglas")
@needs(Action.READ)
def rules() -> ResponseReturnValue:
    found = queries.rules_of(db.session(), this_forum().id)
    return render_template(
        "moderation/pages/rules.html",
        conduct=[rule for rule in found if rule.grounds is Grounds.CONDUCT],
        declining=[rule for rule in found if rule.grounds is not Grounds.CONDUCT],
        days=APPEAL_DAYS,
    )


@bp.get("/<forum>/<cycle>/moderacion")
@needs(Action.READ)
def log() -> ResponseReturnValue:
    lines = queries.log_of(
        db.session(), cycle_id=this_cycle().id, before=whole(request.args.get("desde", "")), size=PAGE
    )
    last = lines[-1].number if len(lines) == PAGE else None
    return render_template(
        "moderation/pages/log.html",
        lines=lines,
        older=url_for("moderation.log", desde=last) if last else None,
        may_undo=explain(Action.HIDE, actor=actor(), moment=moment()).allowed,
    )


@bp.get("/<forum>/<cycle>/moderacion.csv")
@needs(Action.READ)
def log_csv() -> ResponseReturnValue:
    heads = [
        _("Número"), _("Fecha"), _("Propuesta"), _("Texto"), _("Decisión"), _("Regla"), _("Sector que decidió"),
        _("Se deshizo"), _("Apelada"), _("Resultado de la apelación"), _("Sector que la respondió"), _("Razón"),
    ]  # fmt: skip
    lines = queries.log_of(db.session(), cycle_id=this_cycle().id)
    name = f"moderacion-{this_forum().slug}-{this_cycle().slug}.csv"
    return Response(
        csv_of(heads, map(_cells, lines)),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _cells(line: LogLine) -> list[object]:
    return [
        line.number or "",
        local(line.at).date().isoformat(),
        reference("P", line.proposal),
        _("Argumento") if line.is_argument else _("Propuesta"),
        label(line.verdict) if line.verdict else _("Se declinó"),
        line.rule,
        line.sector,
        local(line.ended_at).date().isoformat() if line.ended_at else "",
        local(line.appealed_at).date().isoformat() if line.appealed_at else "",
        label(line.outcome) if line.outcome else "",
        line.heard_sector,
        line.reason,
    ]
