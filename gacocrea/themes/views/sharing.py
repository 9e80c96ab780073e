"""Sharing the work at the desk: take a proposal, let go of it, note something for the others."""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.proposals.models import Proposal
from gacocrea.themes import actions
from gacocrea.themes.forms import DecisionForm, NoteForm
from gacocrea.themes.views.base import desk_bp
from gacocrea.themes.views.desk import asked_proposal, offered, show_desk
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs


@desk_bp.post("/<forum>/<cycle>/mesa/tomar")
@needs(Action.MODERATE)
def take() -> ResponseReturnValue:
    proposal = asked_proposal()
    actions.take(db.session(), actor=actor(), cycle=this_cycle(), proposal=proposal, now=now())
    return _back(proposal)


@desk_bp.post("/<forum>/<cycle>/mesa/dejar")
@needs(Action.MODERATE)
def give_back() -> ResponseReturnValue:
    proposal = asked_proposal()
    actions.give_back(db.session(), actor=actor(), cycle=this_cycle(), proposal=proposal, now=now())
    return _back(proposal)


@desk_bp.post("/<forum>/<cycle>/mesa/nota")
@needs(Action.MODERATE)
def note() -> ResponseReturnValue:
    proposal, form = asked_proposal(), NoteForm(prefix="nota-")
    given: dict[str, Any] = {"actor": actor(), "cycle": this_cycle(), "proposal": proposal, "now": now()}
    if attempt(form, lambda: actions.note(db.session(), text=form["text"].data, **given)) is None:
        return show_desk(offered(DecisionForm(formdata=None)), 422, noting=form)
    return _back(proposal)


def _back(proposal: Proposal) -> ResponseReturnValue:
    quoted = reference("P", proposal.number or 0)
    return redirect(url_for("desk.index", p=quoted, mias=request.args.get("mias"), _anchor="notas"), 303)
