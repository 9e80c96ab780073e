"""Anybody signed in reports a text; its author appeals against what hid it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from gacocrea.core.errors import Conflict, NotAllowed, NotThere
from gacocrea.core.permissions import Action
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.moderation import actions, queries
from gacocrea.moderation.forms import AppealForm, ReportForm
from gacocrea.moderation.models import Appeal, Grounds, Item, Report, Ruling
from gacocrea.moderation.rules import cited
from gacocrea.moderation.views.base import asked_item, bp, item_url
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs


@bp.route("/<forum>/<cycle>/propuestas/<ref>/denunciar", methods=["GET", "POST"])
@needs(Action.REPORT)
def report(ref: str) -> ResponseReturnValue:
    item, form = asked_item(ref), ReportForm()
    if item.thing.hidden_at:
        raise NotThere
    rules = queries.rules_of(db.session(), this_forum().id)
    conduct = [rule for rule in rules if rule.grounds is Grounds.CONDUCT]
    form.rule.choices = [SelectChoice(str(rule.number), cited(rule)) for rule in conduct]
    if attempt(form, lambda: _report(form, item)):
        flash(_("Gracias. Alguien del grupo núcleo lo leerá y le escribiremos lo que se decida."))
        return redirect(item_url(item), 303)
    page = render_template("moderation/pages/report.html", form=form, item=item, back=item_url(item))
    return page, 422 if form.errors else 200


def _report(form: ReportForm, item: Item) -> Report:
    return actions.report(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        item=item,
        rule_number=int(form.rule.data),
        words=form.words.data or "",
        now=now(),
    )


@bp.route("/<forum>/<cycle>/propuestas/<ref>/apelar", methods=["GET", "POST"])
@needs(Action.APPEAL)
def appeal(ref: str) -> ResponseReturnValue:
    item, form = asked_item(ref), AppealForm()
    ruling = _own_ruling(item)
    if attempt(form, lambda: _appeal(form, item, ruling)):
        flash(_("Su apelación quedó enviada. La responderá alguien de otro sector."))
        return redirect(item_url(item), 303)
    page = render_template(
        "moderation/pages/appeal_form.html", form=form, rule=ruling.rule, reason=ruling.reason,
        name=item.thing.author_name, back=item_url(item),
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _own_ruling(item: Item) -> Ruling:
    if item.thing.author_id is None or item.thing.author_id != actor().account_id:
        raise NotAllowed("not_yours", action=Action.APPEAL)
    held = queries.seen_of(db.session(), [item]).get(item.target, 0)
    if not item.thing.hidden_at or not held:
        raise Conflict("nothing_to_appeal")
    return queries.ruling_at(db.session(), cycle_id=this_cycle().id, number=held)[0]


def _appeal(form: AppealForm, item: Item, ruling: Ruling) -> Appeal:
    return actions.appeal(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        item=item,
        decided=actions.decided_by(ruling),
        words=form.words.data,
        now=now(),
    )
