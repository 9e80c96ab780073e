"""The thread page: one page for a proposal, a theme or a commitment, forward and back."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from gacocrea.commitments.views import this_commitment
from gacocrea.core.errors import NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.text import parse_reference, reference
from gacocrea.cycle.place import this_cycle
from gacocrea.openness import queries
from gacocrea.openness.knots import commitment_knots, cord_knots, strand_knots, vote_text
from gacocrea.openness.queries import Cord
from gacocrea.openness.views.base import bp
from gacocrea.progress import queries as progress
from gacocrea.progress.views import today
from gacocrea.proposals import queries as proposals
from gacocrea.themes import queries as themes
from gacocrea.web.extensions import db
from gacocrea.web.guards import needs


@bp.get("/<forum>/<cycle>/hilo/<ref>")
@needs(Action.READ)
def thread(ref: str) -> ResponseReturnValue:
    """Show the thread of P-0123, T-045 or C-07."""
    kind, number = parse_reference(ref) or ("", 0)
    read = {"P": _of_proposal, "T": _of_theme, "C": _of_commitment}.get(kind)
    if read is None:
        raise NotThere
    known = {"kind": kind, "ref": reference(kind, number), "vote_text": vote_text}
    return render_template("openness/pages/thread.html", **known, **read(number))


def _of_proposal(number: int) -> dict[str, Any]:
    proposal = proposals.find(db.session(), cycle_id=this_cycle().id, number=number)
    if proposal is None or proposal.hidden_at:
        raise NotThere
    strand = queries.strand(db.session(), proposal, today())
    return {
        "thing": proposal,
        "title": proposal.title,
        "knots": strand_knots(strand),
        "response": strand.response,
        **_from(strand.cord),
    }


def _from(cord: Cord | None) -> dict[str, Any]:
    if cord is None:
        return {"cords": []}
    return {"cords": [cord], "commitment": cord.commitment, "standing": cord.standing}


def _of_theme(number: int) -> dict[str, Any]:
    theme = themes.find_theme(db.session(), this_cycle().id, number)
    cord = queries.cords(db.session(), [theme], today())[0]
    return {"thing": theme, "title": theme.title, "knots": cord_knots(cord), **_from(cord)}


def _of_commitment(number: int) -> dict[str, Any]:
    commitment = this_commitment(reference("C", number))
    cords = queries.cords_of_commitment(db.session(), commitment, today())
    standing = progress.standing_of(db.session(), [commitment], today())[0]
    return {
        "thing": commitment,
        "title": commitment.name,
        "knots": commitment_knots(standing, cords),
        "cords": cords,
        "commitment": commitment,
        "standing": standing,
    }
