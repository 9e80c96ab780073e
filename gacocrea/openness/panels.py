"""What the thread says on lower floors' pages."""

from typing import Any

from flask import render_template

from gacocrea.commitments.models import Commitment
from gacocrea.openness import queries
from gacocrea.openness.knots import strand_knots
from gacocrea.progress.views import today
from gacocrea.proposals.models import Proposal
from gacocrea.web.extensions import db
from gacocrea.web.text import ref


def of_proposal(*, proposal: Proposal, **_about: Any) -> str:
    """Draw the thread on a proposal's page."""
    knots = strand_knots(queries.strand(db.session(), proposal, today()))
    return render_template("openness/pages/_thread.html", knots=knots, reference=ref(proposal.number, "P"))


def of_commitment(*, commitment: Commitment, **_about: Any) -> str:
    """Say on a commitment's page who asked for it."""
    asked = queries.asked_for(db.session(), commitment.id)
    return render_template("openness/pages/_asked.html", asked=asked, reference=ref(commitment.number, "C"))


def of_cycle(**_about: Any) -> str:
    """Lead from a cycle's page to its figures."""
    return render_template("openness/pages/_figures.html")
