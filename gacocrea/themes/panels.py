"""What this stage says on a proposal's page: the reasoned response, and those that came before it."""

from datetime import timedelta

from flask import render_template, url_for

from gacocrea.core.terms import Phase
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.proposals.models import PUBLIC, Proposal
from gacocrea.themes import queries
from gacocrea.web.application import now
from gacocrea.web.extensions import db


def of_proposal(*, proposal: Proposal) -> str:
    """Return the response to a proposal, or that it still waits for one. Two statements."""
    if proposal.status not in PUBLIC:
        return ""
    history = queries.history_of(db.session(), proposal.id)
    theme = queries.theme_of(db.session(), [proposal.id]).get(proposal.id)
    window = this_cycle().moment(now()).window(Phase.ANALYSIS)
    return render_template(
        "themes/pages/_answer.html",
        proposal=proposal,
        response=next((response for response in history if response.is_current), None),
        earlier=[response for response in history if not response.is_current],
        theme=theme,
        theme_url=url_for("themes.show", ref=reference("T", theme.number)) if theme else None,
        theme_reference=reference("T", theme.number) if theme else "",
        last=window.closes_at - timedelta(minutes=1) if window else None,
    )
