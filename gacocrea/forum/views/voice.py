"""The secretariat says how the forum speaks: tú or usted, and in which languages its texts can be read."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.forum import actions
from gacocrea.forum.forms.voice import VoiceForm
from gacocrea.forum.models import Forum
from gacocrea.forum.place import this_forum
from gacocrea.forum.views.desk import bp
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs


@bp.route("/<forum>/secretaria/idiomas", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def voice() -> ResponseReturnValue:
    forum = this_forum()
    form = VoiceForm.of(forum)

    def do() -> Forum:
        wanted = {name: form[name].data for name in ("treatment", "language", "languages")}
        return actions.change_voice(db.session(), actor=actor(), forum=forum, **wanted, now=now())

    if attempt(form, do):
        flash(_("El foro ya habla así."))
        return redirect(url_for("secretariat.voice"), 303)
    return render_template("forum/pages/office/voice.html", form=form), 422 if form.errors else 200
