"""What the group decides of a commitment after the vote, and who works on it."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.commitments import actions, queries
from gacocrea.commitments.forms import AddForm, AssignForm, WithdrawForm
from gacocrea.commitments.models import Assignment, Commitment, Duty
from gacocrea.commitments.views.base import address, bp, this_commitment, this_draft
from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import parse_reference, reference
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.forms import vote_closes
from gacocrea.forum.models import Motion
from gacocrea.forum.place import this_forum
from gacocrea.forum.queries import members_today, motion_of
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs


@bp.route("/<forum>/<cycle>/compromisos/<ref>/retirar", methods=["GET", "POST"])
@needs(Action.DRAFT_COMMITMENT)
def withdraw(ref: str) -> ResponseReturnValue:
    commitment, form = this_draft(ref), WithdrawForm()
    put = attempt(
        form,
        lambda: actions.propose_withdrawal(
            db.session(),
            actor=actor(),
            cycle=this_cycle(),
            commitment=commitment,
            reason=form.reason.data,
            closes_at=vote_closes(this_forum(), now()),
            now=now(),
        ),
    )
    if put:
        return _to_the_vote(put)
    page = render_template("commitments/pages/drafting/withdraw.html", form=form, commitment=commitment)
    return page, 422 if form.errors else 200


@bp.route("/<forum>/<cycle>/compromisos/agregar", methods=["GET", "POST"])
@needs(Action.DRAFT_COMMITMENT)
def add() -> ResponseReturnValue:
    form = AddForm.of(this_cycle().pillars)
    put = attempt(form, lambda: _propose_addition(form))
    if put:
        return _to_the_vote(put)
    return render_template("commitments/pages/drafting/add.html", form=form), 422 if form.errors else 200


def _propose_addition(form: AddForm) -> Motion:
    pillar = this_cycle().pillar(form.pillar.data)
    if pillar is None:
        raise NotThere
    return actions.propose_addition(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        pillar=pillar,
        name=form.name.data,
        reason=form.reason.data,
        closes_at=vote_closes(this_forum(), now()),
        now=now(),
    )


def _to_the_vote(motion: Motion) -> ResponseReturnValue:
    flash(_("Quedó a votación del grupo."))
    return redirect(url_for("motions.show", code=reference("M", motion.number)), 303)


@bp.post("/<forum>/<cycle>/compromisos/mocion/<code>")
@needs(Action.DRAFT_COMMITMENT)
def carry_out(code: str) -> ResponseReturnValue:
    parsed = parse_reference(code)
    motion = motion_of(db.session(), this_forum(), parsed[1] if parsed and parsed[0] == "M" else 0)
    done = _carry_out(motion)
    flash(_("Lo decidido quedó hecho."))
    return redirect(address(done), 303)


def _carry_out(motion: Motion) -> Commitment:
    facts: dict[str, Any] = {"actor": actor(), "cycle": this_cycle(), "motion": motion, "now": now()}
    if motion.kind == actions.ADDITION:
        return actions.add(db.session(), **facts)
    commitment = this_commitment(motion.subject.rpartition("/")[2])
    return actions.withdraw(db.session(), commitment=commitment, **facts)


@bp.route("/<forum>/<cycle>/compromisos/<ref>/equipo", methods=["GET", "POST"])
@needs(Action.DRAFT_COMMITMENT)
def team(ref: str) -> ResponseReturnValue:
    commitment = this_draft(ref)
    form = AssignForm.of(members_today(db.session(), this_forum(), now()))
    if attempt(form, lambda: _assign(form, commitment)):
        flash(_("Quedó encargado."))
        return redirect(address(commitment, "commitments.team"), 303)
    given = queries.team_of(db.session(), commitment.id)
    page = render_template("commitments/pages/drafting/team.html", form=form, commitment=commitment, team=given)
    return page, 422 if form.errors else 200


def _assign(form: AssignForm, commitment: Commitment) -> Assignment:
    return actions.assign(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        commitment=commitment,
        account_id=form.person.data,
        duty=Duty(form.duty.data),
        now=now(),
    )


@bp.post("/<forum>/<cycle>/compromisos/<ref>/equipo/<duty>/<int:account_id>/quitar")
@needs(Action.DRAFT_COMMITMENT)
def release(ref: str, duty: str, account_id: int) -> ResponseReturnValue:
    commitment = this_draft(ref)
    team = queries.team_of(db.session(), commitment.id)
    found = next((one for one in team if (one.duty, one.account_id) == (duty, account_id)), None)
    if found is None:
        raise NotThere
    actions.release(db.session(), actor=actor(), cycle=this_cycle(), assignment=found, now=now())
    flash(_("Ya no está encargado."))
    return redirect(address(commitment, "commitments.team"), 303)
