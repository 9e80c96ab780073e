"""What the pages of this stage share: the blueprint, the commitment of an address, and what the law says."""

from collections import defaultdict

from flask import Blueprint, url_for

from gacocrea.commitments import queries
from gacocrea.commitments.forms import REMARKS
from gacocrea.commitments.models import Commitment, CommitmentStatus
from gacocrea.commitments.rules import Remark, review
from gacocrea.core.errors import Conflict, NotThere
from gacocrea.core.permissions import Action, Verdict, explain
from gacocrea.core.text import parse_reference, reference
from gacocrea.cycle.models import Pillar
from gacocrea.cycle.place import this_cycle
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment
from gacocrea.web.labels import refusal_text
from gacocrea.web.text import day

bp = Blueprint("commitments", __name__)


def this_commitment(ref: str) -> Commitment:
    """Return the commitment of an address such as C-07. Raises NotThere."""
    parsed = parse_reference(ref)
    found = queries.find(db.session(), this_cycle().id, parsed[1]) if parsed and parsed[0] == "C" else None
    if found is None:
        raise NotThere
    return found


def this_draft(ref: str) -> Commitment:
    """Return the commitment of an address as long as it is a draft. Raises NotThere and Conflict."""
    commitment = this_commitment(ref)
    if commitment.status is not CommitmentStatus.DRAFT:
        raise Conflict("commitment_settled")
    return commitment


def address(commitment: Commitment, endpoint: str = "commitments.show") -> str:
    """Return the address of a commitment's page."""
    return url_for(endpoint, ref=reference("C", commitment.number))


def pillar_of(commitment: Commitment) -> Pillar:
    return next(pillar for pillar in this_cycle().pillars if pillar.id == commitment.pillar_id)


def drafting() -> Verdict:
    """Return whether this person may draft now."""
    return explain(Action.DRAFT_COMMITMENT, actor=actor(), moment=moment())


def why_not(verdict: Verdict) -> str:
    """Tell those who could, when the calendar does not let them; nothing to everyone else."""
    if verdict.code not in ("not_yet", "too_late"):
        return ""
    return refusal_text(verdict.code, opens_at=verdict.opens_at, closed_at=verdict.closed_at)


def remarks_on(commitment: Commitment) -> dict[str, list[tuple[str, bool]]]:
    """Return by field what a reviewer would ask of the saved text, each with whether the template demands it."""
    cycle = this_cycle()
    found = review(
        queries.sheet_of(commitment),
        plan=(cycle.plan_starts_on, cycle.plan_ends_on),
        voted=queries.voted_words(db.session(), [commitment.id])[commitment.id],
    )
    by_field = defaultdict[str, list[tuple[str, bool]]](list)
    for remark in found:
        by_field[remark.part].append((_sentence(remark), remark.must))
    return dict(by_field)


def _sentence(remark: Remark) -> str:
    shown = {
        name: value if isinstance(value, int) else day(value, "medium")
        for name, value in remark.facts.items()
    }
    return str(REMARKS[remark.code] % shown)
