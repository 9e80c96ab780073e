"""The secretariat brings in an earlier plan: a file is read, shown, and then brought in or dropped."""

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.core.text import clean
from gacocrea.forum.place import this_forum
from gacocrea.plan import actions, queries
from gacocrea.plan.forms import UNREAD, BringInForm, PlanFileForm
from gacocrea.plan.models import PlanReading
from gacocrea.plan.reading import decode, read_plan
from gacocrea.plan.views.base import bp
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs

FILE_NAME_MAX = 120


@bp.route("/<forum>/secretaria/planes/traer", methods=["GET", "POST"])
@needs(Action.SET_UP_CYCLE)
def read() -> ResponseReturnValue:
    form = PlanFileForm()
    kept = attempt(form, lambda: _read(form))
    if kept:
        return redirect(url_for("plan.bring_in", number=kept.id), 303)
    waiting = queries.readings_waiting(db.session(), this_forum().id)
    return render_template("plan/pages/read.html", form=form, waiting=waiting), 422 if form.errors else 200


def _read(form: PlanFileForm) -> PlanReading:
    """Read the file under a name of our own, and keep what was found in it; the file itself is not kept."""
    name = clean(Path(form.file.data.filename or "").name, multiline=False)[-FILE_NAME_MAX:]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{Path(name).suffix.lower()[:8]}"
        form.file.data.save(path)
        found, digest = read_plan(path, name), hashlib.sha256(path.read_bytes()).hexdigest()
    return actions.keep_reading(
        db.session(), actor=actor(), forum=this_forum(), found=found, name=name, sha256=digest, now=now()
    )


@bp.route("/<forum>/secretaria/planes/traer/<int:number>", methods=["GET", "POST"])
@needs(Action.SET_UP_CYCLE)
def bring_in(number: int) -> ResponseReturnValue:
    kept = queries.reading_of(db.session(), this_forum().id, number)
    plan = decode(kept.document).plan
    form = BringInForm.of(plan)
    facts: dict[str, Any] = {"actor": actor(), "forum": this_forum(), "reading": kept, "now": now()}
    cycle = attempt(form, lambda: actions.bring_in(db.session(), words=form.words(), **facts))
    if cycle:
        flash(_("El plan quedó incorporado."))
        return redirect(url_for("plan.show", cycle=cycle.slug), 303)
    unread = [(one["where"], UNREAD[one["code"]], one["detail"]) for one in kept.unread]
    page = render_template("plan/pages/bring_in.html", form=form, reading=kept, plan=plan, unread=unread)
    return page, 422 if form.errors else 200


@bp.post("/<forum>/secretaria/planes/traer/<int:number>/descartar")
@needs(Action.SET_UP_CYCLE)
def drop(number: int) -> ResponseReturnValue:
    kept = queries.reading_of(db.session(), this_forum().id, number)
    actions.drop_reading(db.session(), actor=actor(), forum=this_forum(), reading=kept, now=now())
    flash(_("Lo leído quedó descartado."))
    return redirect(url_for("plan.read"), 303)
