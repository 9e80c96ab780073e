"""What people ask of implementation: how the plan is going, and a report on a milestone."""

from datetime import date
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.commitments.models import Commitment, CommitmentStatus, Milestone
from gacocrea.commitments.views import this_commitment
from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action, explain
from gacocrea.core.terms import Phase
from gacocrea.cycle.place import this_cycle
from gacocrea.plan.views import tell_completions
from gacocrea.progress import actions, queries
from gacocrea.progress.forms import REFUSALS, ReportForm
from gacocrea.progress.models import Completion, ProgressReport
from gacocrea.progress.personal import HOLDING
from gacocrea.web import panels, personal
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import add_refusals
from gacocrea.web.layout import add_entry
from gacocrea.web.text import local

bp = Blueprint("progress", __name__)


@bp.get("/<forum>/<cycle>/avance")
@needs(Action.READ)
def index() -> ResponseReturnValue:
    window = moment().window(Phase.IMPLEMENTATION)
    begun = window is not None and window.opens_at <= now()
    standings = queries.of_cycle(db.session(), this_cycle().id, today()) if begun else []
    counts = [(one, sum(row.completion is one for row in standings)) for one in reversed(Completion)]
    return render_template(
        "progress/pages/index.html", standings=standings, counts=counts, window=None if begun else window
    )


def today() -> date:
    """Return the day in the forum."""
    return local(now()).date()


@bp.route("/<forum>/<cycle>/avance/<ref>/<int:number>", methods=["GET", "POST"])
@needs(Action.REPORT_PROGRESS)
def report(ref: str, number: int) -> ResponseReturnValue:
    commitment, form = this_commitment(ref), ReportForm()
    milestone = next((row for row in commitment.milestones if row.number == number), None)
    if milestone is None:
        raise NotThere
    said = attempt(form, lambda: _report(form, commitment, milestone))
    if said:
        flash(_("El avance quedó publicado."))
        return redirect(url_for("commitments.show", ref=ref), 303)
    history = queries.history_of(db.session(), [milestone.id])[milestone.id]
    context = {"form": form, "commitment": commitment, "milestone": milestone, "history": history}
    return render_template("progress/pages/report.html", **context), 422 if form.errors else 200


def _report(form: ReportForm, commitment: Commitment, milestone: Milestone) -> ProgressReport:
    return actions.report(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        commitment=commitment,
        milestone=milestone,
        completion=Completion(form.completion.data),
        note=form.note.data,
        evidence=form.evidence.data,
        evidence_url=form.evidence_url.data,
        upload=form.upload(),
        now=now(),
    )


def of_commitment(*, commitment: Commitment, **_about: Any) -> str:
    """Say on a commitment's page where its milestones stand, once implementation has something to say."""
    standing = queries.standing_of(db.session(), [commitment], today())[0]
    is_living = commitment.status is not CommitmentStatus.WITHDRAWN
    may_report = is_living and explain(Action.REPORT_PROGRESS, actor=actor(), moment=moment()).allowed
    if not may_report and not standing.is_reported:
        return ""
    history = queries.history_of(db.session(), [step.id for step in commitment.milestones])
    return render_template(
        "progress/pages/_commitment.html", standing=standing, history=history, may_report=may_report
    )


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    add_refusals(REFUSALS)
    add_entry(app, 60, label=lambda: _("Avance"), endpoint="progress.index")
    panels.register(app, "commitment", 10, of_commitment)
    personal.register(app, HOLDING)
    tell_completions(app, lambda ids: queries.completions(db.session(), ids))
