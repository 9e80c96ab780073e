"""The secretariat gives its forum colours of its own, and sees each as it will be before it is kept."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from gacocrea.core import colour
from gacocrea.core.permissions import Action
from gacocrea.cycle import actions
from gacocrea.cycle.forms import ColoursForm, confused_sentence
from gacocrea.cycle.models import GLYPHS
from gacocrea.cycle.queries import cycles_of, own_colours
from gacocrea.cycle.rules import confused
from gacocrea.cycle.views.setup import bp
from gacocrea.forum.models import Forum
from gacocrea.forum.place import this_forum
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.forms import attempt
from gacocrea.web.guards import actor, needs
from gacocrea.web.layout import wear


@bp.route("/<forum>/secretaria/colores", methods=["GET", "POST"])
@needs(Action.RUN_FORUM)
def colours() -> ResponseReturnValue:
    forum = this_forum()
    form = ColoursForm.of(own_colours(db.session(), forum.id))

    def do() -> object:
        asked = form.asked()
        return actions.keep_colours(db.session(), actor=actor(), forum=forum, colours=asked, now=now())

    if not form.look.data and attempt(form, do) is not None:
        flash(_("Los colores del foro quedaron guardados."))
        return redirect(url_for("cycle_setup.colours"), 303)
    return _page(forum, form), 422 if form.errors else 200


def link() -> str:
    """Lead from the page of the look to that of the colours."""
    return Markup('<a class="btn alt" href="{}">{}</a>').format(
        url_for("cycle_setup.colours"), _("Los colores del foro")
    )


def _page(forum: Forum, form: ColoursForm) -> str:
    """Return the page with what was typed beside what becomes of it, on light and on dark paper."""
    asked = [one for one in form.asked() if colour.is_own(one.base)]
    worn = [(one.name or f"#{one.base}", one.base) for one in asked]
    cycles = cycles_of(db.session(), forum.id, with_drafts=True)
    wear([*(base for _name, base in worn), *(pillar.palette for cycle in cycles for pillar in cycle.pillars)])
    return render_template(
        "cycle/pages/colours.html",
        form=form,
        shown=list(zip([colour.derived(one.base) for one in asked], worn, GLYPHS, strict=False)),
        notes=[confused_sentence(pair) for pair in confused(worn)],
        cycles=[
            (
                cycle,
                [
                    confused_sentence(pair)
                    for pair in confused([(one.name, one.palette) for one in cycle.pillars])
                ],
            )
            for cycle in cycles[:3]
        ],
    )
