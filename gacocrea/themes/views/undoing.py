"""A member takes a response back; an author appeals against the one that declined their proposal."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import Conflict, NotAllowed, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.moderation.actions import Decided
from gacocrea.moderation.actions import appeal as make_appeal
from gacocrea.moderation.forms import AppealForm, ReasonForm
from gacocrea.moderation.models import Appeal, Item
from gacocrea.proposals import queries as proposals
from gacocrea.proposals.models import PUBLIC, Proposal, ProposalStatus
from gacocrea.themes import actions, queries
from gacocrea.themes.models import Response
from gacocrea.themes.views.base import bp, desk_bp, number_of, proposal_url, public_address
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs
from gacocrea.web.labels import refusal_text


@desk_bp.route("/<forum>/<cycle>/mesa/respuestas/<ref>/deshacer", methods=["GET", "POST"])
@needs(Action.MODERATE)
def undo(ref: str) -> ResponseReturnValue:
    proposal, held = _answered(ref)
    form, status = ReasonForm(), 200
    try:
        done = attempt(form, lambda: actions.undo_response(
            db.session(), actor=actor(), cycle=this_cycle(), proposal=proposal, number=held.number,
            reason=form.reason.data, now=now(), address=public_address,
        ))  # fmt: skip
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal_text(refusal.code, **refusal.facts), "warning")
        done, status = None, 409
    if done:
        flash(_("La respuesta se deshizo. Queda en el registro quién, cuándo y por qué."))
        return redirect(url_for("desk.index", p=reference("P", proposal.number or 0)), 303)
    page = render_template("themes/pages/undo_answer.html", form=form, proposal=proposal, held=held)
    return page, 422 if form.errors else status


@bp.route("/<forum>/<cycle>/propuestas/<ref>/respuesta/apelar", methods=["GET", "POST"])
@needs(Action.APPEAL)
def appeal(ref: str) -> ResponseReturnValue:
    proposal, held = _answered(ref)
    if proposal.author_id is None or proposal.author_id != actor().account_id:
        raise NotAllowed("not_yours", action=Action.APPEAL)
    if not held.rule or proposal.status is not ProposalStatus.ANSWERED:
        raise Conflict("nothing_to_appeal")
    form, back = AppealForm(), proposal_url(reference("P", proposal.number or 0))
    if attempt(form, lambda: _appeal(form, proposal, held)):
        flash(_("Su apelación quedó enviada. La responderá alguien de otro sector."))
        return redirect(back, 303)
    page = render_template("moderation/pages/appeal_form.html", form=form, rule=held.rule, reason=held.reason,
                           name=proposal.author_name, back=back)  # fmt: skip
    return page, 422 if form.errors else 200


def _appeal(form: AppealForm, proposal: Proposal, held: Response) -> Appeal:
    return make_appeal(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        item=Item(proposal),
        decided=Decided(held.rule, held.by_id, held.by_sector_id, held.at, response_number=held.number),
        words=form.words.data,
        now=now(),
    )


def _answered(ref: str) -> tuple[Proposal, Response]:
    found = proposals.find(db.session(), cycle_id=this_cycle().id, number=number_of("P", ref))
    held = queries.responses_of(db.session(), [found.id]).get(found.id) if found else None
    if found is None or held is None or found.status not in PUBLIC:
        raise NotThere
    return found, held
