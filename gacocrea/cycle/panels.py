"""What a cycle says on the pages of the forum."""

from flask import render_template

from gacocrea.cycle.queries import cycles_of
from gacocrea.forum.models import Forum
from gacocrea.web.extensions import db


def cycles_of_the_desk(*, forum: Forum) -> str:
    """Return the cycles of a forum with their state, for its secretariat."""
    cycles = cycles_of(db.session(), forum.id, with_drafts=True)
    return render_template("cycle/pages/_desk.html", cycles=cycles)
