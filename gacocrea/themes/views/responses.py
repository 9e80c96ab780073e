"""Every proposal with what happened to it and why: a table for people, files for whoever counts."""

from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.tables.writing import csv_of, xlsx_of
from gacocrea.core.text import reference, whole
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.proposals.models import Origin, ProposalStatus
from gacocrea.themes import queries
from gacocrea.themes.models import Outcome
from gacocrea.themes.queries import ResponseRow
from gacocrea.themes.rules import Became, became
from gacocrea.themes.views.base import bp, pillars
from gacocrea.web.application import application
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs
from gacocrea.web.labels import label
from gacocrea.web.text import local

PAGE = 50
WAITING = "waiting"
ASKED = ("motivo", "quedo", "pilar", "origen", "territorio", "q")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Line:
    """A row of the table with what its theme became on the floors above: ("C-07", address), or None."""

    row: ResponseRow
    became: Became
    commitment: tuple[str, str] | None


@bp.get("/<forum>/<cycle>/respuestas")
@needs(Action.READ)
def responses() -> ResponseReturnValue:
    rows = _rows(PAGE + 1)
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name in ASKED and value}
    last = rows[PAGE - 1].proposal.number if len(rows) > PAGE else None
    return render_template(
        "themes/pages/responses.html",
        lines=_lines(rows[:PAGE]),
        outcomes=list(Outcome),
        told=list(Became),
        origins=list(Origin),
        counts=queries.outcome_counts(db.session(), this_cycle().id),
        progress=queries.progress(db.session(), this_cycle().id),
        pillars=pillars(),
        older=url_for("themes.responses", desde=last, **kept) if last else None,
        kept=kept,
        asked=request.args,
    )


@bp.get("/<forum>/<cycle>/respuestas.<kind>")
@needs(Action.READ)
def responses_file(kind: str) -> ResponseReturnValue:
    if kind not in ("csv", "xlsx"):
        raise NotThere
    content = written(this_cycle(), _rows(None), kind)
    name = f"respuestas-{this_forum().slug}-{this_cycle().slug}.{kind}"
    return Response(
        content,
        mimetype="text/csv" if kind == "csv" else XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def written(cycle: Cycle, rows: list[ResponseRow], kind: str) -> bytes:
    """Return the table of a cycle as a file: "csv" or "xlsx"; what people typed is never a formula in it."""
    heads = [
        _("Propuesta"), _("Título"), _("Pilar"), _("Territorio"), _("Origen"), _("Autoría"), _("Estado"),
        _("Qué pasó"), _("Motivo"), _("Regla"), _("Respuesta"), _("Institución consultada"), _("Tema"),
        _("Título del tema"), _("Compromiso"), _("Respondió"), _("Sector"), _("Fecha"),
    ]  # fmt: skip
    names = {pillar.id: pillar.name for pillar in cycle.pillars}
    cells = [_cells(line, names) for line in _lines(rows)]
    if kind == "csv":
        return csv_of(heads, cells).encode()
    return xlsx_of(_("Respuestas"), heads, cells)


def _lines(rows: list[ResponseRow]) -> list[Line]:
    """Ask the floor above once what the themes became."""
    ask = application().extensions.get("theme_became")
    ids = sorted({row.theme.id for row in rows if row.theme})
    found: dict[int, tuple[str, str]] = ask(ids) if ask and ids else {}
    return [
        Line(row, _became(row), found.get(row.theme.id) if row.theme else None) for row in rows
    ]


def _became(row: ResponseRow) -> Became:
    waits = row.response is None or row.proposal.status is not ProposalStatus.ANSWERED
    return became(None if waits or row.response is None else row.response.outcome)


def _rows(size: int | None) -> list[ResponseRow]:
    asked = request.args
    wanted, after, territory = asked.get("motivo", ""), asked.get("desde", ""), asked.get("territorio", "")
    told, origin = asked.get("quedo", ""), asked.get("origen", "")
    pillar = this_cycle().pillar(asked.get("pilar", ""))
    return queries.responses_table(
        db.session(),
        cycle_id=this_cycle().id,
        outcome=Outcome(wanted) if wanted in list(Outcome) else None,
        waiting=wanted == WAITING,
        became_=Became(told) if told in list(Became) else None,
        origin=Origin(origin) if origin in list(Origin) else None,
        territory=territory if territory in this_forum().territories else None,
        words=" ".join(asked.get("q", "").replace("\0", "")[:200].split()),
        pillar_id=pillar.id if pillar else None,
        after=whole(after) if size else None,
        size=size,
    )


def _cells(line: Line, names: dict[int, str]) -> list[object]:
    proposal, response, theme = line.row.proposal, line.row.response, line.row.theme
    return [
        reference("P", proposal.number or 0),
        proposal.title,
        names[proposal.pillar_id],
        proposal.territory,
        label(proposal.origin),
        proposal.author_name,
        label(proposal.status),
        label(line.became),
        label(response.outcome) if response else "",
        response.rule if response else "",
        response.reason if response else "",
        response.institution if response else "",
        reference("T", theme.number) if theme else "",
        theme.title if theme else "",
        line.commitment[0] if line.commitment else "",
        response.by_name if response else "",
        response.by_sector if response else "",
        local(response.at).date().isoformat() if response else "",
    ]
