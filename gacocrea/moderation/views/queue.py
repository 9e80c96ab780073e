"""The queue of review: one text or many, kept or hidden with a reason, and undone while nothing stands on it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action, explain
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.moderation import actions, queries
from gacocrea.moderation.actions import Ruled
from gacocrea.moderation.forms import ReasonForm, RulingForm
from gacocrea.moderation.views.base import bp, item_url, public_address
from gacocrea.moderation.views.reading import ReviewPage, read_page
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt, rehearse
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import refusal_text

KEPT = ("ver", "pilar", "compacta", "rafaga")


@bp.get("/<forum>/<cycle>/mesa/revision")
@needs(Action.SEE_DESK)
def review() -> ResponseReturnValue:
    return _show(_form())


@bp.post("/<forum>/<cycle>/mesa/revision")
@needs(Action.HIDE)
def decide() -> ResponseReturnValue:
    form = _form()
    if "back" in request.form:
        return _show(form)
    at_once = "publish" in request.form or not {"compacta", "rafaga"} & set(request.args)
    results = attempt(form, lambda: _rule(form) if at_once else rehearse(lambda: _rule(form)))
    if results is None:
        if form.decision.data and not form.reason.data:
            form.reason.data = form.template(form.decision.data)
        return _show(form, 422)
    if not at_once:
        return render_template("moderation/pages/preview.html", form=form, results=results, said=said)
    return _done(form, results)


def _done(form: RulingForm, results: list[Ruled]) -> ResponseReturnValue:
    refused = [result for result in results if result.refusal]
    if refused and len(results) == 1:
        flash(said(refused[0]), "warning")
        return _show(form, 409)
    done = len(results) - len(refused)
    flash(ngettext("Quedó decidido %(num)d texto.", "Quedaron decididos %(num)d textos.", done))
    for result in refused:
        flash(f"{reference('P', result.item.proposal.number or 0)}: {said(result)}", "warning")
    kept: dict[str, Any] = {name: request.args[name] for name in KEPT[:3] if name in request.args}
    return redirect(url_for("moderation.review", **kept), 303)


def _form() -> RulingForm:
    forum = this_forum().id
    return RulingForm().offer(queries.rules_of(db.session(), forum), queries.texts_of(db.session(), forum))


def _rule(form: RulingForm) -> list[Ruled]:
    seen = form.seen()
    return actions.rule_many(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        items=queries.items_at(db.session(), cycle_id=this_cycle().id, targets=seen),
        seen=seen,
        now=now(),
        address=public_address,
        **form.words(),
    )


def _show(form: RulingForm, status: int = 200) -> ResponseReturnValue:
    page: ReviewPage = read_page(form.seen() if request.method == "POST" else {})
    kept = {name: request.args[name] for name in KEPT if name in request.args}
    templates = [form.template(choice.value) for choice in form.decision.choices]
    may_keep = explain(Action.KEEP_RULES, actor=actor(), moment=moment()).allowed
    return render_template(
        "moderation/pages/review.html",
        page=page,
        form=form,
        kept=kept,
        templates=templates,
        item_url=item_url,
        may_keep=may_keep,
    ), status


def said(result: Ruled) -> str:
    """Return in words what happens to an item of the bulk."""
    if result.refusal is None:
        return str(_("Se decide"))
    return refusal_text(result.refusal.code, **result.refusal.facts)


@bp.route("/<forum>/<cycle>/mesa/revision/<int:number>/deshacer", methods=["GET", "POST"])
@needs(Action.HIDE)
def undo(number: int) -> ResponseReturnValue:
    ruling, item = queries.ruling_at(db.session(), cycle_id=this_cycle().id, number=number)
    form, status = ReasonForm(), 200
    try:
        done = attempt(form, lambda: actions.undo(
            db.session(), actor=actor(), cycle=this_cycle(), item=item, ruling=ruling, reason=form.reason.data,
            now=now(), address=public_address,
        ))  # fmt: skip
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal_text(refusal.code, **refusal.facts), "warning")
        done, status = None, 409
    if done:
        flash(_("La decisión se deshizo. Queda en el registro quién, cuándo y por qué."))
        return redirect(url_for("moderation.log"), 303)
    page = render_template("moderation/pages/undo.html", form=form, ruling=ruling, item=item)
    return page, 422 if form.errors else status
