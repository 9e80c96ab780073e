"""What this stage says on other pages: a button to follow, a person's wishes, and where the feeds are."""

from collections.abc import Iterator
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from gacocrea.commitments.models import Commitment
from gacocrea.core.permissions import Action, explain
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.place import cycle_if_any, this_cycle
from gacocrea.notices import queries
from gacocrea.notices.forms import RhythmForm
from gacocrea.notices.models import Following
from gacocrea.people.models import Account
from gacocrea.proposals.models import Proposal
from gacocrea.themes.models import Theme
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment


def of_proposal(*, proposal: Proposal) -> str:
    """Return the button on a proposal's page; its author follows it without. One statement."""
    if proposal.status not in queries.SHOWN:
        return ""
    mine = proposal.author_id is not None and proposal.author_id == actor().account_id
    return _button(reference("P", proposal.number or 0), own=mine)


def of_theme(*, theme: Theme) -> str:
    """Return the button on a theme's page. One statement."""
    return _button(reference("T", theme.number))


def of_commitment(*, commitment: Commitment) -> str:
    """Return the button on a commitment's page. One statement."""
    return _button(reference("C", commitment.number))


def of_cycle(*, cycle: Cycle) -> str:
    """Return a button for each pillar, and the feeds. One statement."""
    may = explain(Action.FOLLOW, actor=actor(), moment=moment()).allowed
    followed = queries.followed(db.session(), cycle.id, actor().account_id or 0) if may else {}
    return render_template("notices/pages/_cycle.html", cycle=cycle, followed=followed, may=may)


def mine(*, account: Account) -> str:
    """Return what a person follows and how often they hear of it. At most five statements."""
    rows = queries.following_of(db.session(), account.id)
    form = RhythmForm(formdata=None, data={"rhythm": queries.rhythm_of(db.session(), account.id)})
    return render_template("notices/pages/_mine.html", rows=rows, form=form)


def head(**_about: Any) -> str:
    """Return where the feeds of this page are, for readers of feeds."""
    cycle = cycle_if_any()
    if cycle is None or cycle.published_at is None:
        return ""
    return render_template("notices/pages/_head.html", feeds=list(_feeds()))


def _feeds() -> Iterator[tuple[str, str]]:
    yield _("Todo el ciclo"), url_for("feeds.cycle")
    if request.endpoint == "proposals.index":
        yield _("Propuestas nuevas"), url_for("feeds.proposals")
    if request.endpoint == "commitments.show":
        ref = str((request.view_args or {}).get("ref", ""))
        yield _("Compromiso %(ref)s", ref=ref), url_for("feeds.commitment", ref=ref)
    pillar = (request.view_args or {}).get("pillar") or request.args.get("pilar", "")
    if this_cycle().pillar(str(pillar)):
        yield _("Este pilar"), url_for("feeds.pillar", pillar=pillar)


def _button(subject: str, *, own: bool = False) -> str:
    if not explain(Action.FOLLOW, actor=actor(), moment=moment()).allowed:
        return ""
    row = db.session().get(Following, (actor().account_id, this_cycle().id, subject))
    return render_template("notices/pages/_button.html", subject=subject, is_on=row.is_on if row else own)
