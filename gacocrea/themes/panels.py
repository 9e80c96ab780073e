"""What this stage says on other pages: the reasoned response with its history, and how many are still missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.core.compare import word_changes
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Phase
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.place import this_cycle
from gacocrea.moderation.models import Appeal
from gacocrea.moderation.rules import in_time
from gacocrea.proposals.models import PUBLIC, Proposal, ProposalStatus
from gacocrea.themes import queries
from gacocrea.themes.models import Response
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor
from gacocrea.web.today import Place, Waiting

NEWS = timedelta(days=14)
"""For how long an answer is news to its author."""


@dataclass(frozen=True)
class Earlier:
    """A response that no longer holds; `changes` are the compared words from it to the one that followed."""

    response: Response
    changes: list[tuple[str, str]]


def of_proposal(*, proposal: Proposal) -> str:
    """Return the response to a proposal, or that it still waits for one. Two statements."""
    if proposal.status not in PUBLIC:
        return ""
    history = queries.history_of(db.session(), proposal.id)
    theme = queries.theme_of(db.session(), [proposal.id]).get(proposal.id)
    window = this_cycle().moment(now()).window(Phase.ANALYSIS)
    held = next((response for response in history if response.is_current), None)
    return render_template(
        "themes/pages/_answer.html",
        proposal=proposal,
        response=held,
        earlier=_earlier(history),
        appeal_url=_appeal_url(proposal, held),
        theme=theme,
        theme_url=url_for("themes.show", ref=reference("T", theme.number)) if theme else None,
        theme_reference=reference("T", theme.number) if theme else "",
        last=window.closes_at - timedelta(minutes=1) if window else None,
    )


def _earlier(history: list[Response]) -> list[Earlier]:
    """Return what no longer holds, each with what changed in the response after it; nothing follows one undone."""
    found = []
    for place, old in enumerate(history):
        if old.is_current:
            continue
        after = None if old.undone_at else next((one for one in history[place + 1 :] if not one.undone_at), None)
        found.append(Earlier(old, word_changes(old.reason, after.reason) if after else []))
    return found


def _appeal_url(proposal: Proposal, held: Response | None) -> str:
    """Return where its author appeals against the response that declined it; "" for everybody else."""
    mine = proposal.author_id is not None and proposal.author_id == actor().account_id
    if not mine or held is None or not held.rule or proposal.status is not ProposalStatus.ANSWERED:
        return ""
    return url_for("themes.appeal", ref=reference("P", proposal.number or 0)) if in_time(held.at, now()) else ""


def of_appeal(*, appeal: Appeal) -> str:
    """Return the response that was appealed against, for whoever hears the appeal. One statement."""
    if appeal.response_number is None:
        return ""
    history = queries.history_of(db.session(), appeal.proposal_id)
    held = next((one for one in history if one.number == appeal.response_number), None)
    return render_template("themes/pages/_appealed.html", response=held) if held else ""


def of_cycle(*, cycle: Cycle) -> str:
    """Return on a cycle's page how many proposals have their answer. One statement."""
    answered, total = queries.progress(db.session(), cycle.id)
    if not total:
        return ""
    return render_template("themes/pages/_progress.html", answered=answered, total=total)


def of_today(place: Place) -> Iterator[Waiting]:
    """Say what waits: proposals to answer, institutions that are late, answers to read. Three statements."""
    if place.cycle is None:
        return
    if place.may(Action.MODERATE):
        count, since = queries.unanswered(db.session(), place.cycle.id, but_of=place.actor.account_id or 0)
        if count and since:
            text = ngettext("%(num)d propuesta por responder", "%(num)d propuestas por responder", count)
            window = place.moment.window(Phase.ANALYSIS)
            yield Waiting(since, text, place.url("desk.index"), due=window.closes_at if window else None)
    if place.may(Action.ASK_FEASIBILITY):
        today = place.now.astimezone(ZoneInfo(place.forum.time_zone)).date()
        for asked, theme in queries.overdue(db.session(), cycle_id=place.cycle.id, today=today):
            code = reference("T", theme.number)
            text = _("Reclamar a %(name)s su respuesta sobre %(code)s", name=asked.institution, code=code)
            yield Waiting(asked.asked_at, text, place.url("desk.work", ref=code), note=theme.title)
    since = place.now - NEWS
    mine = {"cycle_id": place.cycle.id, "account_id": place.actor.account_id or 0}
    for proposal, response in queries.answers_to(db.session(), since=since, **mine):
        code = reference("P", proposal.number or 0)
        text = _("Leer la respuesta a su propuesta %(code)s", code=code)
        yield Waiting(response.at, text, place.url("proposals.show", ref=code), note=proposal.title)
