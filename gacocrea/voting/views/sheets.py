"""Ballots on paper at the desk: print them, begin a batch, and the page of a batch with what its two persons see."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action, explain
from gacocrea.cycle.place import this_cycle
from gacocrea.voting import queries
from gacocrea.voting.actions import paper
from gacocrea.voting.forms import PrintForm
from gacocrea.voting.models import PollState
from gacocrea.voting.rules import order_on_sheet, read_manifest, shown_serial
from gacocrea.voting.views.base import papers_bp, pillar_of, poll_of
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, moment, needs

ON_A_PAGE = (2, 4)


@papers_bp.get("/<forum>/<cycle>/mesa/papel")
@needs(Action.ENTER_PAPER)
def index() -> ResponseReturnValue:
    return _index(PrintForm())


@papers_bp.post("/<forum>/<cycle>/mesa/papel/<pillar>/imprimir")
@needs(Action.PRINT_PAPER)
def print_(pillar: str) -> ResponseReturnValue:
    form, poll = PrintForm(), poll_of(pillar)
    run = attempt(
        form,
        lambda: paper.print_sheets(
            db.session(), actor=actor(), cycle=this_cycle(), poll=poll, number=form.number.data, now=now()
        ),
    )
    if run is None:
        return _index(form), 422
    return redirect(url_for("papers.sheets", pillar=pillar, run=run), 303)


@papers_bp.get("/<forum>/<cycle>/mesa/papel/<pillar>/impresion/<int:run>")
@needs(Action.PRINT_PAPER)
def sheets(pillar: str, run: int) -> ResponseReturnValue:
    poll = poll_of(pillar)
    serials = queries.serials_of(db.session(), poll, run)
    if not serials:
        raise NotThere
    manifest, asked = read_manifest(poll.manifest), request.args.get("por", type=int)
    options = {option.code: option for option in manifest.options}
    drawn = [
        (serial, [options[code] for code in order_on_sheet(options, manifest.hash, serial)])
        for serial in serials
    ]
    per = asked if asked in ON_A_PAGE else ON_A_PAGE[0]
    about = {"pillar": pillar_of(pillar), "poll": poll, "manifest": manifest, "run": run, "per": per}
    return render_template(
        "voting/pages/paper/sheets.html", sheets=drawn, serial=shown_serial, ways=ON_A_PAGE, **about
    )


@papers_bp.post("/<forum>/<cycle>/mesa/papel/<pillar>/lote")
@needs(Action.ENTER_PAPER)
def start(pillar: str) -> ResponseReturnValue:
    batch = paper.start_batch(
        db.session(), actor=actor(), cycle=this_cycle(), poll=poll_of(pillar), now=now()
    )
    flash(_("Empezó el lote %(number)s: usted es la primera persona que lo digita.", number=batch.number))
    return redirect(url_for("papers.batch", pillar=pillar, number=batch.number), 303)


def _index(form: PrintForm) -> str:
    polls = [
        poll
        for poll in queries.polls_of(db.session(), this_cycle().id)
        if read_manifest(poll.manifest).paper and poll.state is not PollState.PUBLISHED
    ]
    ids = [poll.id for poll in polls]
    return render_template(
        "voting/pages/paper/index.html",
        polls={poll.pillar_id: poll for poll in polls},
        runs=queries.runs_of(db.session(), ids),
        batches=queries.batches_of(db.session(), ids),
        may_print=explain(Action.PRINT_PAPER, actor=actor(), moment=moment()).allowed,
        form=form,
    )
