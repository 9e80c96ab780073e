"""The secretariat says what this forum asks of a commitment beyond OGP's template."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.forum import actions
from gacocrea.forum.forms import ExtrasForm
from gacocrea.forum.place import this_forum
from gacocrea.forum.views.desk import bp
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs


@bp.route("/<forum>/secretaria/ficha", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def extras() -> ResponseReturnValue:
    forum = this_forum()
    form = ExtrasForm.of(forum)
    kept = attempt(
        form,
        lambda: actions.keep_extras(db.session(), actor=actor(), forum=forum, extras=form.asked(), now=now()),
    )
    if kept:
        flash(_("La ficha quedó guardada: los compromisos ya la preguntan así."))
        return redirect(url_for("secretariat.desk"), 303)
    return render_template("forum/pages/office/extras.html", form=form), 422 if form.errors else 200
