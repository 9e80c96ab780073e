"""What this stage says on the pages of other floors: how to report, how to appeal, and what waits on the desk."""

from collections.abc import Iterator

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.core.permissions import Action, explain
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.moderation import queries
from gacocrea.proposals.models import Argument, Proposal
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment
from gacocrea.web.today import Place, Waiting


def of_argument(*, proposal: Proposal, argument: Argument) -> str:
    """Return the way to report an argument, or for its author to appeal. No statement."""
    is_hidden = bool(argument.hidden_at)
    url = _address(proposal, argument.author_id, is_hidden, argument.id)
    return render_template("moderation/pages/_line.html", url=url, is_hidden=is_hidden) if url else ""


def of_proposal(*, proposal: Proposal) -> str:
    """Return the way to report a proposal, or for its author to appeal, and to the rules. No statement."""
    is_hidden = bool(proposal.hidden_at)
    url = _address(proposal, proposal.author_id, is_hidden)
    return render_template("moderation/pages/_foot.html", url=url, is_hidden=is_hidden)


def _address(proposal: Proposal, author_id: int | None, is_hidden: bool, argument: int | None = None) -> str:
    asked = actor().account_id
    mine = author_id is not None and asked == author_id
    if (is_hidden and not mine) or (mine and not is_hidden):
        return ""
    endpoint = "moderation.appeal" if is_hidden else "moderation.report"
    return url_for(endpoint, ref=reference("P", proposal.number or 0), argumento=argument)


def of_desk() -> str:
    """Return the other views of the desk: what waits for review, reports, appeals. Six statements."""
    counts = queries.counts(db.session(), this_cycle().id)
    waiting = queries.appeals_of(db.session(), cycle_id=this_cycle().id, is_open=True)
    return render_template(
        "moderation/pages/_desk.html",
        counts=counts,
        appeals=len(waiting),
        may_keep=explain(Action.KEEP_RULES, actor=actor(), moment=moment()).allowed,
    )


def of_today(place: Place) -> Iterator[Waiting]:
    """Say what waits for a member: reported texts, and appeals against what another sector decided. Two statements."""
    if place.cycle is None:
        return
    if place.may(Action.HIDE):
        count, since = queries.reported_since(db.session(), cycle_id=place.cycle.id)
        if count and since:
            text = ngettext("%(num)d texto denunciado", "%(num)d textos denunciados", count)
            yield Waiting(since, text, place.url("moderation.review", ver="denuncias"))
    if place.may(Action.HEAR_APPEAL):
        sector = place.actor.sector_id
        for row in queries.open_appeals(db.session(), cycle_id=place.cycle.id, sector_id=sector):
            code = reference("P", row.item.proposal.number or 0)
            text = _("Responder la apelación sobre %(code)s", code=code)
            yield Waiting(row.appeal.at, text, place.url("moderation.appeal_page", appeal_id=row.appeal.id))
