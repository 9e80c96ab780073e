"""What a person checks without trusting the server: a receipt and the whole count, both in their own browser."""

from flask import render_template
from flask.typing import ResponseReturnValue

from gacocrea.core.permissions import Action
from gacocrea.cycle.place import this_cycle
from gacocrea.voting import queries
from gacocrea.voting.rules import read_manifest
from gacocrea.voting.views.base import bp
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs


@bp.get("/<forum>/<cycle>/votacion/comprobar")
@needs(Action.READ)
def check() -> ResponseReturnValue:
    """Look a receipt up: the page fetches the same lists for everybody, and nothing of the receipt is sent."""
    pillars = {pillar.id: pillar for pillar in this_cycle().pillars}
    polls = queries.polls_of(db.session(), this_cycle().id)
    return render_template(
        "voting/pages/check.html",
        polls=[(poll, pillars[poll.pillar_id], read_manifest(poll.manifest).poll) for poll in polls],
    )
