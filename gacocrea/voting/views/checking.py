"""What a person checks without trusting the server: a receipt and the whole count, both in their own browser."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gacocrea.core.permissions import Action
from gacocrea.cycle.place import this_cycle
from gacocrea.voting import queries
from gacocrea.voting.models import PollState
from gacocrea.voting.rules import read_manifest
from gacocrea.voting.views.base import bp, results_bp
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


@results_bp.get("/<forum>/<cycle>/resultados/recuento")
@needs(Action.READ)
def recount() -> ResponseReturnValue:
    """Recount in the browser what was published here, or a package that somebody kept."""
    polls = queries.polls_of(db.session(), this_cycle().id)
    is_published = any(poll.state is PollState.PUBLISHED for poll in polls)
    package = url_for("results.whole") if is_published else None
    return render_template("voting/pages/recount.html", package=package)
