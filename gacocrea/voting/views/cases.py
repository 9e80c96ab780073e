"""The desk of the challenge window: complaints to answer, accounts that look alike, annulments to decide."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from gacocrea.core.errors import Conflict, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import whole
from gacocrea.cycle.place import this_cycle
from gacocrea.people.models import Account
from gacocrea.voting import actions, queries
from gacocrea.voting.forms.challenge import CAUSE_WORDS, AnswerComplaintForm, CaseForm, DecideForm
from gacocrea.voting.models import AnnulmentCase, Complaint
from gacocrea.voting.rules import read_manifest
from gacocrea.voting.views.base import desk_bp, keys
from gacocrea.web.application import application, now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs
from gacocrea.web.labels import refusal_text


@desk_bp.get("/<forum>/<cycle>/mesa/impugnacion")
@needs(Action.ANNUL)
def challenge() -> ResponseReturnValue:
    polls = queries.polls_of(db.session(), this_cycle().id)
    return render_template(
        "voting/pages/challenge/desk.html",
        polls={poll.id: read_manifest(poll.manifest) for poll in polls},
        complaints=queries.complaints_of(db.session(), polls),
        cases=queries.cases_of(db.session(), this_cycle().id),
        ends=queries.challenge_ends(polls[0]) if polls else None,
        causes=CAUSE_WORDS,
    )


@desk_bp.route("/<forum>/<cycle>/mesa/impugnacion/reclamos/<int:number>", methods=["GET", "POST"])
@needs(Action.ANSWER_COMPLAINT)
def answer(number: int) -> ResponseReturnValue:
    complaint, form = _complaint(number), AnswerComplaintForm()
    said = attempt(
        form,
        lambda: actions.answer_complaint(
            db.session(), actor=actor(), cycle=this_cycle(), complaint=complaint,
            founded=form.founded.data == "yes", answer=form.answer.data or "", now=now(),
        ),
    )  # fmt: skip
    if said:
        flash(_("La respuesta es pública."))
        return redirect(url_for("polls.challenge"), 303)
    status = 422 if form.errors else 200
    return render_template("voting/pages/challenge/answer.html", complaint=complaint, form=form), status


@desk_bp.get("/<forum>/<cycle>/mesa/impugnacion/cuentas")
@needs(Action.ANNUL)
def accounts() -> ResponseReturnValue:
    groups = queries.cohorts(db.session(), level=this_cycle().vote_level)
    return render_template("voting/pages/challenge/accounts.html", groups=groups)


@desk_bp.route("/<forum>/<cycle>/mesa/impugnacion/anular", methods=["GET", "POST"])
@needs(Action.ANNUL)
def propose_case() -> ResponseReturnValue:
    """Propose to annul what the account of `cuenta` has cast."""
    account, form = db.session.get(Account, whole(request.args.get("cuenta")) or 0), CaseForm()
    if account is None:
        raise NotThere
    case = attempt(
        form,
        lambda: actions.propose_annulment(
            db.session(), actor=actor(), cycle=this_cycle(), account_id=account.id, cause=form.cause.data,
            reason=form.reason.data or "", site=application().settings.public_url, now=now(),
        ),
    )  # fmt: skip
    if case:
        flash(_("Quedó propuesta, y la persona lo sabrá por carta. Decide alguien de otro sector."))
        return redirect(url_for("polls.case", number=case.id), 303)
    status = 422 if form.errors else 200
    return render_template("voting/pages/challenge/propose.html", account=account, form=form), status


@desk_bp.route("/<forum>/<cycle>/mesa/impugnacion/casos/<int:number>", methods=["GET", "POST"])
@needs(Action.ANNUL)
def case(number: int) -> ResponseReturnValue:
    found, form = _case(number), DecideForm()
    try:
        decided = attempt(form, lambda: _decide(found, form))
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal_text(refusal.code, **refusal.facts), "error")
        return _show_case(_case(number), form), 409
    if decided:
        flash(_("La decisión quedó registrada, y la persona la sabrá por carta."))
        return redirect(url_for("polls.challenge"), 303)
    return _show_case(found, form), 422 if form.errors else 200


def _decide(found: AnnulmentCase, form: DecideForm) -> AnnulmentCase:
    site, words = application().settings.public_url, form.decision.data or ""
    if "drop" in request.form:
        return actions.drop_annulment(
            db.session(), actor=actor(), cycle=this_cycle(), case=found, decision=words, site=site, now=now()
        )
    return actions.confirm_annulment(
        db.session(), actor=actor(), cycle=this_cycle(), case=found, decision=words, keys=keys(), site=site,
        now=now(),
    )  # fmt: skip


def _show_case(found: AnnulmentCase, form: DecideForm) -> str:
    account = db.session.get_one(Account, found.account_id)
    cause = CAUSE_WORDS.get(found.cause, found.cause)
    return render_template(
        "voting/pages/challenge/case.html", case=found, account=account, cause=cause, form=form
    )


def _case(number: int) -> AnnulmentCase:
    mine = select(AnnulmentCase).where(AnnulmentCase.cycle_id == this_cycle().id, AnnulmentCase.id == number)
    found = db.session.scalar(mine)
    if found is None:
        raise NotThere
    return found


def _complaint(number: int) -> Complaint:
    polls = queries.polls_of(db.session(), this_cycle().id)
    every = queries.complaints_of(db.session(), polls)
    found = next((one for one in every if one.number == number), None)
    if found is None:
        raise NotThere
    return found
