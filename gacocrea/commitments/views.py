"""What people ask of commitments: read them, compare their versions, draft them."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.commitments import actions, queries
from gacocrea.commitments import panels as own
from gacocrea.commitments.forms import REFUSALS, DraftForm, SheetForm, WithdrawForm
from gacocrea.commitments.models import Commitment
from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action, explain
from gacocrea.core.text import parse_reference, reference
from gacocrea.cycle.place import this_cycle
from gacocrea.web import panels
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, moment, needs
from gacocrea.web.labels import add_refusals
from gacocrea.web.layout import add_entry

bp = Blueprint("commitments", __name__)


def this_commitment(ref: str) -> Commitment:
    """Return the commitment of an address such as C-07."""
    parsed = parse_reference(ref)
    found = queries.find(db.session(), this_cycle().id, parsed[1]) if parsed and parsed[0] == "C" else None
    if found is None:
        raise NotThere
    return found


def may_draft() -> bool:
    return explain(Action.DRAFT_COMMITMENT, actor=actor(), moment=moment()).allowed


def _address(commitment: Commitment, endpoint: str = "commitments.show") -> str:
    return url_for(endpoint, ref=reference("C", commitment.number))


@bp.get("/<forum>/<cycle>/compromisos")
@needs(Action.READ)
def index() -> ResponseReturnValue:
    found = queries.all_of(db.session(), this_cycle().id)
    themes = queries.themes_of(db.session(), [row.id for row in found])
    waiting = queries.waiting_themes(db.session(), this_cycle().id) if may_draft() else []
    return render_template("commitments/pages/index.html", commitments=found, themes=themes, waiting=waiting)


@bp.get("/<forum>/<cycle>/compromisos/<ref>")
@needs(Action.READ)
def show(ref: str) -> ResponseReturnValue:
    commitment = this_commitment(ref)
    return render_template(
        "commitments/pages/show.html",
        commitment=commitment,
        pillar=next(row for row in this_cycle().pillars if row.id == commitment.pillar_id),
        themes=queries.themes_of(db.session(), [commitment.id])[commitment.id],
        may_draft=may_draft(),
    )


@bp.route("/<forum>/<cycle>/compromisos/nuevo", methods=["GET", "POST"])
@needs(Action.DRAFT_COMMITMENT)
def new() -> ResponseReturnValue:
    form = DraftForm()
    waiting = queries.waiting_themes(db.session(), this_cycle().id)
    form.themes.choices = [(row.id, f"{reference('T', row.number)}. {row.title}") for row in waiting]
    drafted = attempt(
        form,
        lambda: actions.draft_from_themes(
            db.session(), actor=actor(), cycle=this_cycle(), theme_ids=form.themes.data, now=now()
        ),
    )
    if drafted:
        return redirect(_address(drafted, "commitments.edit"), 303)
    status = 422 if form.errors else 200
    return render_template("commitments/pages/new.html", form=form, waiting=waiting), status


@bp.route("/<forum>/<cycle>/compromisos/<ref>/editar", methods=["GET", "POST"])
@needs(Action.DRAFT_COMMITMENT)
def edit(ref: str) -> ResponseReturnValue:
    commitment = this_commitment(ref)
    form = SheetForm(obj=queries.sheet_of(commitment), version=commitment.version)
    saved = attempt(form, lambda: _save(commitment, form))
    if saved:
        flash(_("Quedó guardada la versión %(number)s.", number=saved.version))
        return redirect(_address(saved), 303)
    form.offer_rows()
    themes = queries.themes_of(db.session(), [commitment.id])[commitment.id]
    status = 422 if form.errors else 200
    return render_template(
        "commitments/pages/edit.html", form=form, commitment=commitment, themes=themes
    ), status


def _save(commitment: Commitment, form: SheetForm) -> Commitment:
    return actions.save(
        db.session(),
        actor=actor(),
        cycle=this_cycle(),
        commitment=commitment,
        sheet=form.sheet(),
        seen_version=int(form.version.data) if str(form.version.data).isdigit() else 0,
        reason=form.reason.data,
        now=now(),
    )


@bp.get("/<forum>/<cycle>/compromisos/<ref>/versiones")
@needs(Action.READ)
def versions(ref: str) -> ResponseReturnValue:
    commitment = this_commitment(ref)
    found = queries.versions_of(db.session(), commitment.id)
    wanted: dict[str, Any] = {name: request.args.get(name, type=int) for name in ("de", "a")}
    older, newer = own.pick(found, wanted["de"], wanted["a"])
    return render_template(
        "commitments/pages/versions.html",
        commitment=commitment,
        versions=found,
        older=older,
        newer=newer,
        changes=own.changes(older, newer),
    )


@bp.route("/<forum>/<cycle>/compromisos/<ref>/retirar", methods=["GET", "POST"])
@needs(Action.DRAFT_COMMITMENT)
def withdraw(ref: str) -> ResponseReturnValue:
    commitment, form = this_commitment(ref), WithdrawForm()
    gone = attempt(
        form,
        lambda: actions.withdraw(
            db.session(),
            actor=actor(),
            cycle=this_cycle(),
            commitment=commitment,
            reason=form.reason.data,
            now=now(),
        ),
    )
    if gone:
        return redirect(_address(gone), 303)
    status = 422 if form.errors else 200
    return render_template("commitments/pages/withdraw.html", form=form, commitment=commitment), status


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    add_refusals(REFUSALS)
    add_entry(app, 50, label=lambda: _("Compromisos"), endpoint="commitments.index")
    panels.register(app, "theme", 30, own.of_theme)
