"""What this stage says on the pages of other floors: a person's own proposals."""

from flask import render_template, url_for

from gacocrea.core.text import reference
from gacocrea.people.models import Account
from gacocrea.proposals import queries
from gacocrea.web.extensions import db


def mine(*, account: Account) -> str:
    """Return the section "my proposals" of a person's page. At most four statements."""
    found = queries.mine(db.session(), account_id=account.id)
    return render_template("proposals/pages/_mine.html", mine=[(one, _address(one)) for one in found])


def _address(one: queries.Mine) -> str:
    forum, cycle, number = one.forum.slug, one.cycle.slug, one.proposal.number
    if number is None:
        return url_for("proposals.draft", forum=forum, cycle=cycle, draft_id=one.proposal.id)
    return url_for("proposals.show", forum=forum, cycle=cycle, ref=reference("P", number))
