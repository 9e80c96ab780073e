"""What the plan says on lower floors' pages."""

from flask import render_template

from gacocrea.core.permissions import Action, explain
from gacocrea.cycle.queries import current_cycle, cycle_of
from gacocrea.forum.models import Forum, Motion
from gacocrea.forum.place import this_forum
from gacocrea.plan import queries
from gacocrea.plan.actions import ADOPTION
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor


def of_secretariat(*, forum: Forum) -> str:
    """Lead the secretariat to the documents of the cycle that runs, and to earlier plans. Three statements at most."""
    cycle = current_cycle(db.session(), forum.id, now())
    may_freeze = (
        cycle is not None and explain(Action.FREEZE_PLAN, actor=actor(), moment=cycle.moment(now())).allowed
    )
    return render_template("plan/pages/_export.html", cycle=cycle, may_freeze=may_freeze)


def of_motion(*, motion: Motion) -> str:
    """Return what a motion on a plan will do, and the button once it is carried. Six statements at most."""
    if motion.kind != ADOPTION:
        return ""
    cycle = cycle_of(db.session(), this_forum(), motion.subject, now())
    versions = {row.number: row for row in queries.plan_versions(db.session(), cycle.id)}
    return render_template(
        "plan/pages/_motion.html",
        motion=motion,
        cycle=cycle,
        number=len(versions[motion.payload["version"]].parts),
        may_adopt=explain(Action.ADOPT_PLAN, actor=actor(), moment=cycle.moment(now())).allowed,
    )
