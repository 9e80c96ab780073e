"""Drafting: start a commitment from winners, save its versions, put its text to the vote."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from gacocrea.commitments import actions, comparing, queries
from gacocrea.commitments.forms import EXAMPLES, DraftForm, SheetForm, sheet_form
from gacocrea.commitments.models import Commitment
from gacocrea.commitments.rules import changed, from_json, join
from gacocrea.commitments.views.base import address, bp, pillar_of, remarks_on, this_draft
from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.forum.forms import vote_closes
from gacocrea.forum.place import this_forum
from gacocrea.themes.models import Theme
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs
from gacocrea.web.labels import refusal_text


@bp.route("/<forum>/<cycle>/compromisos/nuevo", methods=["GET", "POST"])
@needs(Action.DRAFT_COMMITMENT)
def new() -> ResponseReturnValue:
    form = DraftForm()
    waiting = queries.waiting_themes(db.session(), this_cycle().id)
    form.themes.choices = [SelectChoice(theme.id, _choice(theme)) for theme in waiting]
    drafted = attempt(
        form,
        lambda: actions.draft_from_themes(
            db.session(), actor=actor(), cycle=this_cycle(), theme_ids=form.themes.data, now=now()
        ),
    )
    if drafted:
        return redirect(address(drafted, "commitments.edit"), 303)
    status = 422 if form.errors else 200
    return render_template("commitments/pages/drafting/new.html", form=form, waiting=waiting), status


def _choice(theme: Theme) -> str:
    pillar = next(pillar for pillar in this_cycle().pillars if pillar.id == theme.pillar_id)
    return f"{reference('T', theme.number)}. {theme.title}. {pillar.name}"


@bp.route("/<forum>/<cycle>/compromisos/<ref>/editar", methods=["GET", "POST"])
@needs(Action.DRAFT_COMMITMENT)
def edit(ref: str) -> ResponseReturnValue:
    commitment = this_draft(ref)
    before = commitment.version
    form = sheet_form(this_forum().extras, queries.sheet_of(commitment), version=before)
    try:
        saved = attempt(form, lambda: _save(commitment, form))
    except Conflict as conflict:
        return _overtaken(commitment, form, conflict)
    if saved:
        news = _("Quedó guardada la versión %(number)s.", number=saved.version)
        flash(news if saved.version > before else _("No había nada nuevo que guardar."))
        return redirect(address(saved), 303)
    return _sheet_page(commitment, form), 422 if form.errors else 200


def _save(commitment: Commitment, form: SheetForm) -> Commitment:
    return actions.save(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        commitment=commitment,
        sheet=form.sheet(),
        seen_version=int(form.version.data),
        reason=form.reason.data,
        now=now(),
    )


def _overtaken(commitment: Commitment, form: SheetForm, conflict: Conflict) -> ResponseReturnValue:
    """Show the sheet again with both people's words when somebody saved it meanwhile; nothing is lost."""
    db.session.rollback()
    versions = {row.number: row for row in queries.versions_of(db.session(), commitment.id)}
    base, last = versions.get(int(form.version.data)), versions[commitment.version]
    if conflict.code != "commitment_changed" or base is None:
        raise conflict
    mine, theirs, seen = form.sheet(), from_json(last.sheet), from_json(base.sheet)
    joined, both = join(seen, theirs, mine)
    again = sheet_form(
        this_forum().extras, joined, formdata=None, version=last.number, reason=form.reason.data
    )
    facts: dict[str, Any] = {
        "text": refusal_text(conflict.code, **conflict.facts),
        "by": last.author_name,
        "both": comparing.changes(theirs, mine, both),
        "taken": comparing.changes(
            seen, theirs, [name for name in changed(seen, theirs) if name not in both]
        ),
    }
    return _sheet_page(commitment, again, overtaken=facts), conflict.status


def _sheet_page(commitment: Commitment, form: SheetForm, **more: Any) -> str:
    form.offer_rows()
    return render_template(
        "commitments/pages/edit.html",
        form=form,
        commitment=commitment,
        pillar=pillar_of(commitment),
        themes=queries.themes_of(db.session(), [commitment.id])[commitment.id],
        remarks=remarks_on(commitment),
        examples=EXAMPLES,
        **more,
    )


@bp.post("/<forum>/<cycle>/compromisos/<ref>/acuerdo")
@needs(Action.DRAFT_COMMITMENT)
def agree(ref: str) -> ResponseReturnValue:
    closes_at = vote_closes(this_forum(), now())
    motion = actions.propose_agreement(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        commitment=this_draft(ref),
        closes_at=closes_at,
        now=now(),
    )
    flash(_("El compromiso quedó a votación del grupo."))
    return redirect(url_for("motions.show", code=reference("M", motion.number)), 303)
