"""What the secretariat asks for: workshops held in person, and the proposals made there."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.proposals import actions, queries
from gacocrea.proposals.forms import WorkshopForm, WorkshopProposalForm
from gacocrea.proposals.models import Proposal, Workshop
from gacocrea.proposals.views.base import bp, chosen_pillar
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs


@bp.route("/<forum>/<cycle>/secretaria/taller", methods=["GET", "POST"])
@needs(Action.ENTER_WORKSHOP)
def workshops() -> ResponseReturnValue:
    form = WorkshopForm.of(this_forum())
    held = attempt(form, lambda: _hold(form))
    if held is not None:
        flash(_("El taller quedó registrado. Ingrese ahora sus propuestas."))
        return redirect(url_for("proposals.workshop", workshop_id=held.id), 303)
    known = queries.workshops_of(db.session(), cycle_id=this_cycle().id)
    page = render_template("proposals/pages/workshops.html", form=form, workshops=known)
    return page, 422 if form.errors else 200


def _hold(form: WorkshopForm) -> Workshop:
    return actions.hold_workshop(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        place=form.place.data,
        territory=form.territory.data,
        held_on=form.held_on.data,
        attendance=form.attendance(),
        now=now(),
    )


@bp.route("/<forum>/<cycle>/secretaria/taller/<int:workshop_id>", methods=["GET", "POST"])
@needs(Action.ENTER_WORKSHOP)
def workshop(workshop_id: int) -> ResponseReturnValue:
    found = queries.workshop(db.session(), cycle_id=this_cycle().id, workshop_id=workshop_id)
    if found is None:
        raise NotThere
    form = WorkshopProposalForm.of(this_cycle(), this_forum())
    entered = attempt(form, lambda: _enter(form, found))
    if entered is not None:
        flash(_("La propuesta %(reference)s quedó ingresada.", reference=reference("P", entered.number or 0)))
        return redirect(url_for("proposals.workshop", workshop_id=found.id), 303)
    made = queries.made_at(db.session(), workshop_id=found.id)
    page = render_template("proposals/pages/workshop.html", form=form, workshop=found, proposals=made)
    return page, 422 if form.errors else 200


def _enter(form: WorkshopProposalForm, workshop: Workshop) -> Proposal:
    return actions.enter_from_workshop(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        workshop=workshop,
        words=form.words(),
        pillar=chosen_pillar(form.pillar.data),
        author_name=form.author_name.data,
        now=now(),
    )
