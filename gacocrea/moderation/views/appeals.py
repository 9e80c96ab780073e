"""Appeals, as the core group hears them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action
from gacocrea.cycle.place import this_cycle
from gacocrea.moderation import actions, queries
from gacocrea.moderation.forms import HearingForm
from gacocrea.moderation.models import Appeal, AppealOutcome
from gacocrea.moderation.queries import AppealRow
from gacocrea.moderation.views.base import bp, item_url, public_address
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs
from gacocrea.web.labels import refusal_text


@bp.get("/<forum>/<cycle>/mesa/apelaciones")
@needs(Action.SEE_DESK)
def appeals() -> ResponseReturnValue:
    found = queries.appeals_of(db.session(), cycle_id=this_cycle().id)
    return render_template(
        "moderation/pages/appeals.html",
        waiting=[row for row in found if row.appeal.outcome is None],
        heard=[row for row in found if row.appeal.outcome is not None],
        sector_id=actor().sector_id,
    )


@bp.get("/<forum>/<cycle>/mesa/apelaciones/<int:appeal_id>")
@needs(Action.SEE_DESK)
def appeal_page(appeal_id: int) -> ResponseReturnValue:
    row = queries.appeal_at(db.session(), cycle_id=this_cycle().id, appeal_id=appeal_id)
    return _show(row, HearingForm(), 200)


@bp.post("/<forum>/<cycle>/mesa/apelaciones/<int:appeal_id>")
@needs(Action.HEAR_APPEAL)
def hear(appeal_id: int) -> ResponseReturnValue:
    row, form = queries.appeal_at(db.session(), cycle_id=this_cycle().id, appeal_id=appeal_id), HearingForm()
    try:
        heard = attempt(form, lambda: _hear(form, row))
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal_text(refusal.code, **refusal.facts), "warning")
        return _show(row, form, 409)
    if heard is None:
        return _show(row, form, 422)
    flash(_("La decisión sobre la apelación quedó publicada."))
    return redirect(url_for("moderation.appeals"), 303)


def _hear(form: HearingForm, row: AppealRow) -> Appeal:
    return actions.hear(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        item=row.item,
        appeal=row.appeal,
        outcome=AppealOutcome(form.outcome.data),
        reason=form.reason.data,
        now=now(),
        address=public_address,
    )


def _show(row: AppealRow, form: HearingForm, status: int) -> ResponseReturnValue:
    page = render_template(
        "moderation/pages/appeal.html", row=row, form=form, item_url=item_url, sector_id=actor().sector_id
    )
    return page, status
