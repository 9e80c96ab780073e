"""What an author asks for: write, keep as a draft, change, withdraw."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core import permissions
from gacocrea.core.errors import Conflict, NotAllowed, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.proposals import actions, queries
from gacocrea.proposals.forms import PlainForm, ProposalForm, WordsForm
from gacocrea.proposals.models import Proposal, ProposalStatus
from gacocrea.proposals.rules import may_edit, may_edit_until
from gacocrea.proposals.views.base import address, bp, chosen_pillar, is_mine, pillar_of, proposal_at
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import refusal_text


@bp.route("/<forum>/<cycle>/propuestas/nueva", methods=["GET", "POST"])
@needs(Action.PROPOSE)
def new() -> ResponseReturnValue:
    return _write(None)


@bp.route("/<forum>/<cycle>/propuestas/borradores/<int:draft_id>", methods=["GET", "POST"])
@needs(Action.PROPOSE)
def draft(draft_id: int) -> ResponseReturnValue:
    return _write(_draft(draft_id))


@bp.route("/<forum>/<cycle>/propuestas/borradores/<int:draft_id>/descartar", methods=["POST"])
@needs(Action.EDIT_PROPOSAL)
def discard(draft_id: int) -> ResponseReturnValue:
    actions.discard_draft(db.session(), actor=actor(), cycle=this_cycle(), draft=_draft(draft_id), now=now())
    flash(_("El borrador se descartó."))
    return redirect(url_for("proposals.index"), 303)


def _draft(draft_id: int) -> Proposal:
    account_id = actor().account_id or 0
    found = queries.draft_of(db.session(), cycle_id=this_cycle().id, account_id=account_id, draft_id=draft_id)
    if found is None:
        raise NotThere
    return found


def _write(draft: Proposal | None) -> ResponseReturnValue:
    cycle = this_cycle()
    permissions.require(Action.PROPOSE, actor=actor(), moment=moment(), level=cycle.propose_level)
    form = ProposalForm.of(cycle, this_forum(), draft)
    kept = attempt(form, lambda: _keep(form, draft))
    if kept is not None and kept.status is ProposalStatus.DRAFT:
        if form.draft.data:
            flash(_("Guardamos su borrador. Solo usted lo ve."))
        return redirect(url_for("proposals.draft", draft_id=kept.id), 303)
    if kept is not None:
        flash(_("Su propuesta es pública con el número %(reference)s.", reference=reference("P", kept.number or 0)))
        return redirect(address(kept), 303)
    page = render_template("proposals/pages/write.html", form=form, draft=draft)
    return page, 422 if form.errors else 200


def _keep(form: ProposalForm, draft: Proposal | None) -> Proposal:
    """Do what the button says; what comes too fast is kept as a draft, and the person is told until when."""
    if form.draft.data:
        return _store(actions.save_draft, form, draft)
    try:
        return _store(actions.submit, form, draft)
    except Conflict as slow:
        if slow.code not in actions.SLOWED:
            raise
        flash(refusal_text(slow.code, **slow.facts), "warning")
        return _store(actions.save_draft, form, draft)


def _store(do: Callable[..., Proposal], form: ProposalForm, draft: Proposal | None) -> Proposal:
    return do(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        words=form.words(),
        pillar=chosen_pillar(form.pillar.data),
        now=now(),
        draft=draft,
    )


@bp.route("/<forum>/<cycle>/propuestas/<ref>/cambiar", methods=["GET", "POST"])
@needs(Action.EDIT_PROPOSAL)
def edit(ref: str) -> ResponseReturnValue:
    proposal = _own(ref, Action.EDIT_PROPOSAL)
    form = WordsForm.of(this_cycle(), this_forum(), proposal)
    changed = attempt(form, lambda: _change(form, proposal))
    if changed is not None:
        flash(_("Su propuesta cambió. La versión anterior se conserva a la vista."))
        return redirect(address(changed), 303)
    until = may_edit_until(proposal.status, proposal.submitted_at, this_cycle().edit_minutes)
    may = may_edit(proposal.status, proposal.submitted_at, this_cycle().edit_minutes, now())
    page = render_template(
        "proposals/pages/edit.html", form=form, proposal=proposal, until=until, may=may, pillar=pillar_of(proposal)
    )
    return page, 422 if form.errors else 200


def _change(form: WordsForm, proposal: Proposal) -> Proposal:
    return actions.edit(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        proposal=proposal,
        words=form.words(),
        pillar=chosen_pillar(form.pillar.data),
        now=now(),
    )


@bp.route("/<forum>/<cycle>/propuestas/<ref>/retirar", methods=["GET", "POST"])
@needs(Action.WITHDRAW_PROPOSAL)
def withdraw(ref: str) -> ResponseReturnValue:
    proposal = _own(ref, Action.WITHDRAW_PROPOSAL)
    form = PlainForm()
    if form.validate_on_submit():
        actions.withdraw(db.session(), actor=actor(), cycle=this_cycle(), proposal=proposal, now=now())
        flash(_("Su propuesta quedó retirada."))
        return redirect(address(proposal), 303)
    return render_template("proposals/pages/withdraw.html", form=form, proposal=proposal, pillar=pillar_of(proposal))


def _own(ref: str, action: Action) -> Proposal:
    proposal = proposal_at(ref)
    if not is_mine(proposal):
        raise NotAllowed("not_yours", action=action)
    return proposal
