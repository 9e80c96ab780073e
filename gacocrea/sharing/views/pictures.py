"""The pictures of links: who reads a message with a link sees them; programs fetch them, without a cookie."""

from hashlib import sha256

from flask import Response, request

from gacocrea.core.permissions import Action
from gacocrea.sharing.drawing.pictures import draw
from gacocrea.sharing.shown import order_for
from gacocrea.sharing.things import Thing, course_named, named
from gacocrea.sharing.views.base import bp, speak
from gacocrea.web.guards import for_anyone, needs

HOUR = 3600


@bp.get("/<forum>/<cycle>/imagen/<name>.png")
@needs(Action.READ)
@for_anyone
def picture(name: str) -> Response:
    """Show a thing of the cycle; what is withdrawn, hidden or not yet published has no picture."""
    speak()
    return _shown(named(name))


@bp.get("/<forum>/imagen/<name>.png")
@needs(Action.READ)
@for_anyone
def forum_picture(name: str) -> Response:
    """Show a course of the forum."""
    speak()
    return _shown(course_named(name))


def _shown(thing: Thing) -> Response:
    """Return a picture, or that what the asker knows is still the same."""
    order = order_for(thing)
    answer = Response(mimetype="image/png")
    answer.set_etag(sha256(order.encode()).hexdigest()[:32])
    answer.cache_control.public = True
    answer.cache_control.max_age = HOUR
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if answer.make_conditional(request).status_code != 304:
        answer.data = draw(order)
    return answer
