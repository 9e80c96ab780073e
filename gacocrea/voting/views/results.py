"""The results: before publication nobody sees anything and the page says why; afterwards everything is there."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.tables.writing import csv_of
from gacocrea.core.terms import Phase
from gacocrea.cycle.place import this_cycle
from gacocrea.voting import queries
from gacocrea.voting.views.base import file_of, pillar_of, poll_of, results_bp
from gacocrea.voting.views.drawings import margin_of, priorities_of, sheet_of
from gacocrea.voting.views.tabs import result_tabs
from gacocrea.web.extensions import db
from gacocrea.web.guards import moment, needs


@results_bp.get("/<forum>/<cycle>/resultados")
@needs(Action.READ)
def index() -> ResponseReturnValue:
    polls = queries.polls_of(db.session(), this_cycle().id)
    found = queries.results_of(db.session(), polls)
    by_pillar = {poll.pillar_id: found.get(poll.id) for poll in polls}
    rows = [(pillar, by_pillar.get(pillar.id)) for pillar in this_cycle().pillars]
    return render_template(
        "voting/pages/result/index.html",
        rows=rows,
        figures=priorities_of([(pillar, result) for pillar, result in rows if result]),
        poll=polls[0] if polls else None,
        window=moment().window(Phase.VOTING),
    )


@results_bp.get("/<forum>/<cycle>/resultados.svg")
@needs(Action.READ)
def sheet() -> ResponseReturnValue:
    """All pillars on one sheet to print."""
    polls = queries.polls_of(db.session(), this_cycle().id)
    found = queries.results_of(db.session(), polls)
    by_pillar = {poll.pillar_id: found[poll.id] for poll in polls if poll.id in found}
    published = [(pillar, by_pillar[pillar.id]) for pillar in this_cycle().pillars if pillar.id in by_pillar]
    if not published:
        raise NotThere
    title = _("Temas priorizados: %(cycle)s", cycle=this_cycle().title)
    return file_of(sheet_of(published, title), f"temas-priorizados-{this_cycle().slug}.svg", "image/svg+xml")


@results_bp.get("/<forum>/<cycle>/resultados/<pillar>")
@needs(Action.READ)
def show(pillar: str) -> ResponseReturnValue:
    asked = pillar_of(pillar)
    poll = queries.poll_of(db.session(), this_cycle().id, asked.id)
    result = queries.results(db.session(), poll) if poll else None
    return render_template(
        "voting/pages/result/show.html" if result else "voting/pages/result/none.html",
        pillar=asked,
        poll=poll,
        result=result,
        margin=margin_of(asked, result) if result else None,
        rule=this_cycle().selection_rule,
        turnout=queries.turnout(db.session(), this_cycle().id).get(pillar),
        signatures=queries.signatures_of(db.session(), this_cycle().id),
        window=moment().window(Phase.VOTING),
        tabs=result_tabs(asked),
    )


@results_bp.get("/<forum>/<cycle>/resultados/<pillar>.csv")
@needs(Action.READ)
def table(pillar: str) -> ResponseReturnValue:
    result = queries.results(db.session(), poll_of(pillar))
    if result is None:
        raise NotThere
    heads = [
        _("Lugar"),
        _("Tema"),
        _("Título"),
        _("Boletas"),
        _("En línea"),
        _("En papel"),
        _("Elegido por la regla"),
        _("Elegido por mayoría simple"),
        _("Confirmado"),
        _("Motivo"),
    ]
    rows = [_row(line, result.count) for line in result.lines]
    return file_of(csv_of(heads, rows), f"resultado-{pillar}.csv", "text/csv")


@results_bp.get("/<forum>/<cycle>/resultados/<pillar>/lista.txt")
@needs(Action.READ)
def closing_list(pillar: str) -> ResponseReturnValue:
    """The closing list, one seal on each line: the same file for everybody, so that no address tells a receipt."""
    seals = queries.closing_list(db.session(), poll_of(pillar))
    if seals is None:
        raise NotThere
    return file_of("".join(f"{seal}\n" for seal in seals), f"lista-de-cierre-{pillar}.txt", "text/plain")


def _row(line: queries.Line, count: queries.Count) -> tuple[object, ...]:
    online, paper = (figures.votes[line.code] if figures else 0 for figures in (count.online, count.paper))
    found = (line.by_rule, line.by_votes, line.chosen)
    return (line.place, line.code, line.title, line.votes, online, paper, *map(_yes, found), line.reason)


def _yes(answer: bool | None) -> str:
    return "" if answer is None else _("sí") if answer else _("no")
