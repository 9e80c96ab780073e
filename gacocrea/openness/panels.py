"""What the thread says on lower floors' pages."""

from collections.abc import Sequence
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup

from gacocrea.commitments.models import Commitment
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.place import this_cycle
from gacocrea.openness import queries
from gacocrea.openness.drawing import finding_of, gist_of
from gacocrea.openness.figures.promises import by_month
from gacocrea.openness.knots import strand_knots
from gacocrea.progress.queries import CommitmentStanding
from gacocrea.progress.views import today
from gacocrea.proposals.models import Proposal
from gacocrea.web.charts.flow_drawn import flow_svg
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


def of_plan(*, cycle: Cycle, **_about: Any) -> str:
    """Draw on the plan's page, in a few threads, where it comes from."""
    woven = queries.weave(db.session(), cycle, today())
    if not woven.proposals:
        return ""
    gist, finding = gist_of(woven, cycle), finding_of(woven)
    svg = flow_svg(gist, _("De las propuestas a los compromisos"), finding)
    return render_template("openness/pages/_gist.html", svg=svg, finding=finding)


def of_progress(*, standings: Sequence[CommitmentStanding]) -> str:
    """Draw on the page of progress how the milestones are kept, month by month."""
    cycle = this_cycle()
    shown = by_month(standings, (cycle.plan_starts_on, cycle.plan_ends_on), today())
    return render_template("openness/pages/_promises.html", shown=shown)


def of_standing(*, standing: CommitmentStanding) -> str:
    """Draw a commitment's own milestones over the years of the plan."""
    cycle = this_cycle()
    shown = by_month([standing], (cycle.plan_starts_on, cycle.plan_ends_on), today())
    return Markup('<figure class="chart">{}{}</figure>').format(shown.wide, shown.narrow)
