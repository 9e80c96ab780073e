"""The front page of the site and of each forum, and what it asks of the cycle that is running."""

from flask import Blueprint, Flask, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from gacocrea.core.permissions import Action
from gacocrea.core.text import sort_key
from gacocrea.cycle.forms import phase_title
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.place import cycle_if_any, strip
from gacocrea.cycle.queries import current_cycles
from gacocrea.cycle.rules import phase_asked
from gacocrea.forum.models import Forum
from gacocrea.forum.place import this_forum
from gacocrea.forum.queries import meetings
from gacocrea.home import queries
from gacocrea.home.panels import foreword_of_cycle
from gacocrea.home.views import accessible, style, today
from gacocrea.home.views.front import front_of, invitation
from gacocrea.home.views.meeting import last_and_next
from gacocrea.web import panels
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs

bp = Blueprint("home", __name__)


@bp.get("/")
@needs(Action.READ)
def front() -> ResponseReturnValue:
    forums = sorted(db.session.scalars(select(Forum)), key=lambda forum: sort_key(forum.name))
    if len(forums) == 1:
        return redirect(url_for("home.forum", forum=forums[0].slug))
    running = current_cycles(db.session(), now())
    moments = {number: cycle.moment(now()) for number, cycle in running.items()}
    asked = {number: (phase_title(phase_asked(one)), strip(one)) for number, one in moments.items()}
    return render_template("home/pages/front.html", forums=forums, asked=asked)


@bp.get("/<forum>/")
@needs(Action.READ)
def forum() -> ResponseReturnValue:
    place, session = this_forum(), db.session()
    cycle = cycle_if_any()
    last, coming = last_and_next(meetings(session, place), now())
    return render_template(
        "home/pages/forum.html",
        forum=place,
        front=front_of(session, place, cycle, now()) if cycle else None,
        others=queries.other_forums(session, place.id),
        cycles=queries.other_cycles(session, place.id, cycle.id if cycle else 0),
        last=last,
        coming=coming,
    )


def now_of_cycle(*, cycle: Cycle) -> str:
    """Return what a published cycle asks of people now, for its own page."""
    if not cycle.published_at:
        return ""
    hero = invitation(db.session(), cycle, now())
    return render_template("home/pages/_invitation.html", hero=hero, h="h2")


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    accessible.register(app)
    style.register(app)
    panels.register(app, "cycle", 10, foreword_of_cycle)
    panels.register(app, "now", 10, now_of_cycle)
    panels.register(app, "mine", 5, today.of_account)
    panels.register(app, "secretariat_today", 10, today.of_forum)
