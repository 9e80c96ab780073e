"""What the plan says on lower floors' pages."""

from flask import render_template

from gacocrea.cycle.queries import current_cycle
from gacocrea.forum.models import Forum
from gacocrea.web.application import now
from gacocrea.web.extensions import db


def of_secretariat(*, forum: Forum) -> str:
    """Lead the secretariat to the documents of the cycle that runs. Three statements at most."""
    cycle = current_cycle(db.session(), forum.id, now())
    return render_template("plan/pages/_export.html", cycle=cycle) if cycle else ""
