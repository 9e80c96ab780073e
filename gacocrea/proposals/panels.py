"""What this stage says on the pages of other floors: a person's own proposals."""

from collections.abc import Iterator
from datetime import timedelta

from flask import render_template, url_for
from flask_babel import gettext as _

from gacocrea.core.permissions import Action
from gacocrea.core.terms import Phase
from gacocrea.core.text import reference
from gacocrea.cycle.place import cycle_if_any
from gacocrea.people.models import Account
from gacocrea.proposals import queries
from gacocrea.proposals.models import Proposal, ProposalStatus
from gacocrea.web.extensions import db
from gacocrea.web.today import Place, Waiting


def workshops(**_about: object) -> str:
    """Return the workshops of the running cycle for the forum's calendar of meetings. One statement."""
    cycle = cycle_if_any()
    found = queries.workshops_of(db.session(), cycle_id=cycle.id) if cycle else []
    return render_template("proposals/pages/_workshops.html", workshops=found) if found else ""


def mine(*, account: Account) -> str:
    """Return the section "my proposals" of a person's page. At most four statements."""
    found = queries.mine(db.session(), account_id=account.id)
    return render_template("proposals/pages/_mine.html", mine=[(one, _address(one)) for one in found])


def _address(one: queries.Mine) -> str:
    forum, cycle, number = one.forum.slug, one.cycle.slug, one.proposal.number
    if number is None:
        return url_for("proposals.draft", forum=forum, cycle=cycle, draft_id=one.proposal.id)
    return url_for("proposals.show", forum=forum, cycle=cycle, ref=reference("P", number))


def of_today(place: Place) -> Iterator[Waiting]:
    """Say which of a person's own proposals wait for them: returned ones, drafts that can be sent. One statement."""
    if place.cycle is None:
        return
    found = queries.unfinished(db.session(), cycle_id=place.cycle.id, account_id=place.actor.account_id or 0)
    for proposal in found:
        if proposal.status is ProposalStatus.DRAFT and place.may(Action.PROPOSE):
            yield _draft(place, proposal)
        elif proposal.status is ProposalStatus.RETURNED and place.may(Action.EDIT_PROPOSAL):
            code = reference("P", proposal.number or 0)
            text = _("Cambiar su propuesta %(code)s, que fue devuelta", code=code)
            url = place.url("proposals.edit", ref=code)
            yield Waiting(proposal.changed_at, text, url, note=proposal.title)


def _draft(place: Place, proposal: Proposal) -> Waiting:
    window = place.moment.window(Phase.PROPOSALS)
    return Waiting(
        proposal.changed_at,
        _("Enviar su borrador"),
        place.url("proposals.draft", draft_id=proposal.id),
        note=proposal.title,
        due=window.closes_at - timedelta(microseconds=1) if window else None,
    )
