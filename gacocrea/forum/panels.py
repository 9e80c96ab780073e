"""What the forum says on other pages: at the core group's desk, what waits to be voted and signed."""

from flask import render_template

from gacocrea.forum import queries
from gacocrea.forum.place import this_forum
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor


def of_mesa() -> str:
    """Return the motions and minutes that wait for this person, and the six months. Seven statements at most."""
    forum, account_id = this_forum(), actor().account_id or 0
    return render_template(
        "forum/pages/_waiting.html",
        motions=queries.motions_waiting_for(db.session(), forum, account_id, now()),
        minutes=queries.minutes_waiting_for(db.session(), forum.id, account_id),
        watch=queries.watch_of(forum, queries.meetings(db.session(), forum), now()),
    )
