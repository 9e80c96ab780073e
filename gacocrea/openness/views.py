"""The thread page: one page for a proposal, a theme or a commitment, forward and back."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from gacocrea.commitments.views import this_commitment
from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import parse_reference
from gacocrea.cycle.place import this_cycle
from gacocrea.openness import panels as own
from gacocrea.openness import queries
from gacocrea.proposals import queries as proposals
from gacocrea.proposals.models import ProposalStatus
from gacocrea.themes import queries as themes
from gacocrea.web import panels
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs
from gacocrea.web.text import local

bp = Blueprint("openness", __name__)


@bp.get("/<forum>/<cycle>/hilo/<ref>")
@needs(Action.READ)
def thread(ref: str) -> ResponseReturnValue:
    """Show the thread of P-0123, T-045 or C-07."""
    parsed = parse_reference(ref)
    pages = {"P": _of_proposal, "T": _of_theme, "C": _of_commitment}
    if parsed is None or parsed[0] not in pages:
        raise NotThere
    return pages[parsed[0]](parsed[1], ref)


def _of_proposal(number: int, _ref: str) -> str:
    proposal = proposals.find(db.session(), cycle_id=this_cycle().id, number=number)
    if proposal is None or proposal.status is ProposalStatus.DRAFT:
        raise NotThere
    strand = queries.strand(db.session(), proposal, local(now()).date())
    knots = own.strand_knots(strand)
    cords = [strand.cord] if strand.cord else []
    return render_template(
        "openness/pages/thread.html", thing=proposal, knots=knots, cords=cords, strand=strand
    )


def _of_theme(number: int, _ref: str) -> str:
    theme = themes.find_theme(db.session(), this_cycle().id, number)
    cords = queries.cords(db.session(), [theme], local(now()).date())
    knots = own.cord_knots(cords[0], with_theme=True)
    return render_template("openness/pages/thread.html", thing=theme, knots=knots, cords=cords, strand=None)


def _of_commitment(_number: int, ref: str) -> str:
    commitment = this_commitment(ref)
    cords = queries.cords_of_commitment(db.session(), commitment, local(now()).date())
    knots = own.cord_knots(cords[0], with_theme=True) if len(cords) == 1 else []
    return render_template(
        "openness/pages/thread.html", thing=commitment, knots=knots, cords=cords, strand=None
    )


def register(app: Flask) -> None:
    """Add the stage to the program."""
    app.register_blueprint(bp)
    panels.register(app, "proposal_thread", 10, own.of_proposal)
    panels.register(app, "commitment_thread", 10, own.of_commitment)
