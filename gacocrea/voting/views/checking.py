"""What a person checks without trusting the server: a receipt and the whole count, both in their own browser."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.cycle.place import this_cycle
from gacocrea.voting import queries
from gacocrea.voting.models import PollState
from gacocrea.voting.rules import read_manifest
from gacocrea.voting.views.base import bp, file_of, poll_of, results_bp
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


@results_bp.get("/<forum>/<cycle>/resultados/<pillar>/closing.json")
@needs(Action.READ)
def closing(pillar: str) -> ResponseReturnValue:
    """The closing list with what it replaced, as the public package has it: the same bytes for everybody."""
    content = queries.closing_file(db.session(), poll_of(pillar))
    if content is None:
        raise NotThere
    return file_of(content, f"closing-{pillar}.json", "application/json")
