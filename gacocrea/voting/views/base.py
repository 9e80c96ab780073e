"""What the pages of this stage share: blueprints, the keys, and the pillar that an address speaks of."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from gacocrea.core.errors import Conflict, NotThere
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.voting import queries
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Poll
from gacocrea.web.application import application
from gacocrea.web.errors import refused
from gacocrea.web.extensions import db

# Three blueprints, because the navigation marks the entry whose blueprint is being served.
bp = Blueprint("voting", __name__)
results_bp = Blueprint("results", __name__)
desk_bp = Blueprint("polls", __name__)
papers_bp = Blueprint("papers", __name__)

PAUSED = frozenset({"no_key", "wrong_key"})
"""Refusals for which the vote waits until its key is back."""


def keys() -> KeyRing:
    return KeyRing(application().settings.keys)


def pillar_of(key: str) -> Pillar:
    """Return the pillar of an address; one that the cycle does not have is a 404."""
    pillar = this_cycle().pillar(key)
    if pillar is None:
        raise NotThere
    return pillar


def poll_of(key: str) -> Poll:
    """Return the poll of a pillar; before it was opened it is a 404."""
    poll = queries.poll_of(db.session(), this_cycle().id, pillar_of(key).id)
    if poll is None:
        raise NotThere
    return poll


@bp.errorhandler(Conflict)
def paused(refusal: Conflict) -> ResponseReturnValue:
    """Say that the vote is paused while its key cannot be read; nothing was recorded, and it may come back."""
    if refusal.code not in PAUSED:
        return refused(refusal)
    db.session.rollback()
    return render_template("voting/pages/challenge/paused.html"), 503, {"Retry-After": "600"}


def file_of(content: str, name: str, kind: str) -> Response:
    """Return `content` as a file to keep."""
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
