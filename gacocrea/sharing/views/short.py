"""Short addresses: they lead to where a thing is today."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.learning import queries as courses
from gacocrea.sharing import queries
from gacocrea.sharing.rules import Short, read_short
from gacocrea.sharing.things import PAGES
from gacocrea.sharing.views.base import bp
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs


@bp.get("/e/<place>", strict_slashes=False)
@bp.get("/E/<place>", strict_slashes=False)
@bp.get("/e/<place>/<thing>", strict_slashes=False)
@bp.get("/E/<place>/<thing>", strict_slashes=False)
@needs(Action.READ)
def short(place: str, thing: str = "") -> ResponseReturnValue:
    """Lead on, for now: a forum or a cycle may be called otherwise tomorrow."""
    found = read_short(place, thing)
    if found is None:
        raise NotThere
    return redirect(_in_forum(found) if found.is_forum else _in_cycle(found), 302)


def _in_forum(short: Short) -> str:
    forum = queries.forum_at(db.session(), short)
    if forum is None:
        raise NotThere
    if not short.kind:
        return url_for("home.forum", forum=forum.slug)
    course = courses.course_of(db.session(), forum, short.number)
    return url_for("courses.show", forum=forum.slug, code=reference("A", course.number))


def _in_cycle(short: Short) -> str:
    found = queries.cycle_at(db.session(), short)
    if found is None or (short.kind and not queries.is_there(db.session(), found[1], short)):
        raise NotThere
    return _address(*found, short)


def _address(forum: Forum, cycle: Cycle, short: Short) -> str:
    place: dict[str, Any] = {"forum": forum.slug, "cycle": cycle.slug}
    if short.kind == "V":
        pillar = next(pillar for pillar in cycle.pillars if pillar.position == short.number)
        return url_for("results.show", pillar=pillar.key, **place)
    if short.kind:
        return url_for(PAGES[short.kind], ref=reference(short.kind, short.number), **place)
    return url_for("cycle.show", **place)
