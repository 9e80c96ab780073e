"""What the plan says on lower floors' pages."""

from flask import render_template

from gacocrea.core.permissions import Action, explain
from gacocrea.cycle.queries import current_cycle
from gacocrea.forum.models import Forum
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor


def of_secretariat(*, forum: Forum) -> str:
    """Lead the secretariat to the documents of the cycle that runs. Three statements at most."""
    cycle = current_cycle(db.session(), forum.id, now())
    if cycle is None:
        return ""
    may_freeze = explain(Action.FREEZE_PLAN, actor=actor(), moment=cycle.moment(now())).allowed
    return render_template("plan/pages/_export.html", cycle=cycle, may_freeze=may_freeze)
