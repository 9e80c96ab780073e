"""A cycle as everyone sees it, and the list of a forum's cycles."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gacocrea.core.permissions import Action
from gacocrea.cycle.forms import rules_in_words, threshold_sentence
from gacocrea.cycle.place import phase_items, this_cycle
from gacocrea.cycle.queries import calendar_changes, cycles_of, thresholds
from gacocrea.cycle.views.postponing import may_postpone
from gacocrea.forum.place import this_forum
from gacocrea.web import layout
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs

bp = Blueprint("cycle", __name__)


@bp.get("/<forum>/<cycle>/")
@needs(Action.READ)
def show() -> ResponseReturnValue:
    cycle = this_cycle()
    found = thresholds(db.session(), this_forum(), cycle, now())
    layout.context()["site"].thresholds = [(threshold_sentence(one), one.met) for one in found]
    return render_template(
        "cycle/pages/cycle.html",
        cycle=cycle,
        phases=phase_items(cycle, now()),
        rules=rules_in_words(cycle),
        changes=calendar_changes(db.session(), cycle),
        may_postpone=may_postpone(cycle),
    )


@bp.get("/<forum>/planes")
@needs(Action.READ)
def plans() -> ResponseReturnValue:
    return render_template("cycle/pages/plans.html", cycles=cycles_of(db.session(), this_forum().id))
