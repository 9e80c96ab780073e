"""Several answers at once: chosen in the compact queue, rehearsed, looked at, and only then published."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.themes import actions, queries
from gacocrea.themes.actions import Answered
from gacocrea.themes.forms import BulkForm
from gacocrea.themes.models import Outcome
from gacocrea.themes.views.base import desk_bp, public_address
from gacocrea.themes.views.desk import chosen_theme, offered, show_desk
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt, rehearse
from gacocrea.web.guards import actor, needs
from gacocrea.web.labels import label, refusal_text


@desk_bp.post("/<forum>/<cycle>/mesa/varias")
@needs(Action.MODERATE)
def answer_many() -> ResponseReturnValue:
    form = offered(BulkForm())
    if "back" in request.form:
        return show_desk(form)
    results = attempt(form, lambda: _answer(form) if "publish" in request.form else rehearse(lambda: _answer(form)))
    if results is None:
        return show_desk(form, 422)
    if "publish" not in request.form:
        return _preview(form, results)
    done = sum(1 for result in results if result.response)
    flash(ngettext("Se publicó %(num)d respuesta.", "Se publicaron %(num)d respuestas.", done))
    for result in results:
        if result.refusal:
            flash(f"{reference('P', result.proposal.number or 0)}: {_said(result)}", "warning")
    return redirect(url_for("desk.index", compacta=1, pilar=request.args.get("pilar")), 303)


def _preview(form: BulkForm, results: list[Answered]) -> ResponseReturnValue:
    return render_template(
        "themes/pages/bulk.html",
        form=form,
        results=results,
        theme=chosen_theme(form),
        outcome=label(Outcome(form.outcome.data)),
        said=_said,
    )


def _answer(form: BulkForm) -> list[Answered]:
    seen = form.seen_by_number()
    chosen = queries.numbered(db.session(), cycle_id=this_cycle().id, numbers=seen)
    return actions.answer_many(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        proposals=chosen,
        theme=chosen_theme(form),
        seen={proposal.id: seen[proposal.number or 0] for proposal in chosen},
        now=now(),
        address=public_address,
        **form.words(),
    )


def _said(result: Answered) -> str:
    """Return in words what happens to a proposal of the bulk."""
    if result.refusal is None:
        return str(_("Se publica"))
    return refusal_text(result.refusal.code, **result.refusal.facts)
