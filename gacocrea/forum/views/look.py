"""The secretariat dresses its forum, and sees the head, a tile and a block on light and on dark paper."""

import io

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from PIL import Image

from gacocrea.core.colour.drawing import shares_seen
from gacocrea.core.permissions import Action
from gacocrea.forum import actions, queries
from gacocrea.forum.forms.look import REMARKS, LookForm
from gacocrea.forum.models import Forum, PublicFile
from gacocrea.forum.place import this_forum
from gacocrea.forum.rules import LogoFacts, Remark, remarks_on_logo, remarks_on_words
from gacocrea.forum.views.desk import bp
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs


@bp.route("/<forum>/secretaria/apariencia", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def look() -> ResponseReturnValue:
    forum = this_forum()
    form = LookForm.of(forum)
    kept = attempt(
        form,
        lambda: actions.keep_look(db.session(), actor=actor(), forum=forum, look=form.look(), now=now()),
    )
    if kept:
        flash(_("El foro ya se ve así."))
        return redirect(url_for("secretariat.look"), 303)
    page = render_template("forum/pages/office/look.html", form=form, forum=forum, remarks=_remarks(forum))
    return page, 422 if form.errors else 200


def _remarks(forum: Forum) -> dict[str, list[str]]:
    """Return what to say beside each field about what holds now."""
    lead = forum.look.lead if forum.look else ""
    words = remarks_on_words(forum.name, lead)
    logos = [_facts(one) for one in queries.logos_of(db.session(), forum)]
    drawn = remarks_on_logo(logos[0], logos[1] if len(logos) > 1 else None) if logos else []
    said = {remark: str(REMARKS[remark]) for remark in (*words, *drawn)}
    return {
        "name": [said[one] for one in words if one is not Remark.LEAD_LONG],
        "lead": [said[one] for one in words if one is Remark.LEAD_LONG],
        "logo": [said[one] for one in drawn if one is not Remark.UNSEEN_DARK],
        "dark_logo": [said[one] for one in drawn if one is Remark.UNSEEN_DARK],
    }


def _facts(logo: PublicFile) -> LogoFacts:
    drawing = Image.open(io.BytesIO(logo.content)).convert("RGBA")
    return LogoFacts(drawing.width / drawing.height, *shares_seen(drawing))
