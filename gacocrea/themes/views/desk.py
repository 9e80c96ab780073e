"""The core group's desk: the queue, the proposal, the decision."""

from typing import Any, TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.errors import Conflict, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import reference, whole
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.place import this_forum
from gacocrea.moderation.queries import texts_of
from gacocrea.proposals import queries as proposals
from gacocrea.proposals.models import Proposal, ProposalStatus
from gacocrea.themes import actions, queries
from gacocrea.themes.forms import BulkForm, DecisionForm, NoteForm
from gacocrea.themes.models import Outcome, Theme
from gacocrea.themes.rules import AUTHOR
from gacocrea.themes.views.base import desk_bp, number_of, public_address
from gacocrea.themes.views.reading import offer_themes, read_desk
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs
from gacocrea.web.labels import refusal_text

Form = TypeVar("Form", bound=DecisionForm)


@desk_bp.get("/<forum>/<cycle>/mesa/")
@needs(Action.SEE_DESK)
def index() -> ResponseReturnValue:
    if not request.args.get("compacta"):
        return show_desk(offered(DecisionForm()))
    form = offered(BulkForm())
    form.chosen.data = [f"{number}:0" for number in request.args.get("marcar", "").split(",") if whole(number)]
    return show_desk(form)


def offered(form: Form) -> Form:
    """Return a form with the saved reasons of the forum."""
    return form.offer(texts_of(db.session(), this_forum().id))


@desk_bp.post("/<forum>/<cycle>/mesa/")
@needs(Action.MODERATE)
def decide() -> ResponseReturnValue:
    proposal, form = asked_proposal(), offered(DecisionForm())
    try:
        response = attempt(form, lambda: _answer(form, proposal))
    except Conflict as refusal:
        db.session.rollback()
        flash(refusal_text(refusal.code, **refusal.facts), "warning")
        return show_desk(form, 409)
    if response is None:
        if form.outcome.data in list(Outcome) and not form.reason.data:
            form.reason.data = form.template(Outcome(form.outcome.data), proposal.author_name)
        return show_desk(form, 422)
    flash(_("Publicada la respuesta a %(reference)s.", reference=reference("P", proposal.number or 0)))
    return redirect(next_url(proposal), 303)


def asked_proposal() -> Proposal:
    """Return the proposal that the address asks for (?p=P-0123). Raises NotThere."""
    number = number_of("P", request.args.get("p", ""))
    proposal = proposals.find(db.session(), cycle_id=this_cycle().id, number=number)
    if proposal is None:
        raise NotThere
    return proposal


def chosen_theme(form: DecisionForm) -> Theme | None:
    """Return the theme that was chosen by its number, or None."""
    number = whole(form.theme.data)
    return queries.find_theme(db.session(), this_cycle().id, number) if number is not None else None


def next_url(proposal: Proposal) -> str:
    """Return where the desk goes on after a proposal: the next that waits, or the empty queue."""
    number = queries.next_waiting(db.session(), cycle_id=this_cycle().id, after=proposal.number or 0)
    kept: dict[str, Any] = {
        name: request.args[name] for name in ("pilar", "compacta") if name in request.args
    }
    return url_for("desk.index", p=reference("P", number) if number else None, **kept)


def _answer(form: DecisionForm, proposal: Proposal) -> object:
    return actions.answer(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        proposal=proposal,
        theme=chosen_theme(form),
        seen_number=whole(form.seen.data) or 0,
        now=now(),
        address=public_address,
        **form.words(),
    )


def show_desk(
    form: DecisionForm, status: int = 200, *, noting: NoteForm | None = None
) -> ResponseReturnValue:
    page = read_desk()
    if page.is_compact and request.args.get("todas") and request.method == "GET":
        form["chosen"].data = [f"{one.number}:0" for one in page.queue.proposals]
    if page.proposal:
        offer_themes(form, page)
        form.seen.data = str(page.held.number if page.held else 0)
        if request.method == "GET" and page.held and page.proposal.status is ProposalStatus.ANSWERED:
            form.outcome.data, form.institution.data = page.held.outcome.value, page.held.institution
            form.reason.data = page.held.reason
            held = [row.theme.number for row in page.themes if row.theme.id == page.held.theme_id]
            form.theme.data = str(held[0]) if held else ""
    name = AUTHOR if page.is_compact or page.proposal is None else page.proposal.author_name
    return render_template(
        "themes/pages/desk.html",
        page=page,
        form=form,
        noting=noting or NoteForm(prefix="nota-", formdata=None),
        templates=[form.template(outcome, name) for outcome in Outcome],
        refusal=refusal_text(
            page.verdict.code, opens_at=page.verdict.opens_at, closed_at=page.verdict.closed_at
        )
        if not page.verdict.allowed
        else "",
        later=next_url(page.proposal) if page.proposal else "",
    ), status
