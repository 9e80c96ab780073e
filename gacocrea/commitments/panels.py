"""What commitments say on lower floors' pages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from gacocrea.commitments import queries
from gacocrea.commitments.actions import ADDITION, WITHDRAWAL
from gacocrea.core.permissions import Action, explain
from gacocrea.core.terms import Phase
from gacocrea.core.text import reference
from gacocrea.cycle.place import this_cycle
from gacocrea.cycle.queries import cycle_of
from gacocrea.forum.models import Motion
from gacocrea.forum.place import this_forum
from gacocrea.web.application import now
from gacocrea.web.extensions import db
from gacocrea.web.guards import actor, moment
from gacocrea.web.today import Place, Waiting


def of_theme(*, theme: Any, **_about: Any) -> str:
    """Say which commitment a theme became, also one that was withdrawn, with its reason."""
    found = queries.of_themes(db.session(), [theme.id]).get(theme.id)
    return render_template("commitments/pages/_theme.html", commitment=found) if found else ""


def of_desk(**_about: Any) -> str:
    """Tell the core group which winners wait to be drafted. Two statements at most."""
    if not explain(Action.DRAFT_COMMITMENT, actor=actor(), moment=moment()).allowed:
        return ""
    waiting = len(queries.waiting_themes(db.session(), this_cycle().id))
    return render_template("commitments/pages/_waiting.html", waiting=waiting) if waiting else ""


def of_comments(**_about: Any) -> str:
    """Tell the core group how many comments wait for an answer. Two statements at most."""
    if not explain(Action.ANSWER_COMMENT, actor=actor(), moment=moment()).allowed:
        return ""
    waiting = queries.participation(db.session(), this_cycle().id).waiting
    return render_template("commitments/pages/_comments_wait.html", waiting=waiting) if waiting else ""


def of_motion(*, motion: Motion) -> str:
    """Return what a motion to withdraw or add a commitment will do, and the button once it is carried."""
    if motion.kind not in (ADDITION, WITHDRAWAL):
        return ""
    cycle = cycle_of(db.session(), this_forum(), motion.subject.partition("/")[0], now())
    may_draft = explain(Action.DRAFT_COMMITMENT, actor=actor(), moment=cycle.moment(now())).allowed
    facts = {"cycle": cycle, "adds": motion.kind == ADDITION, "may_draft": may_draft}
    return render_template("commitments/pages/_motion.html", motion=motion, **facts)


def of_today(place: Place) -> Iterator[Waiting]:
    """Say which winners wait to be drafted, which comments to be answered, which draft to be read. Six statements."""
    if place.cycle is None:
        return
    drafting, consultation = (place.moment.window(each) for each in (Phase.DRAFTING, Phase.CONSULTATION))
    if drafting and place.may(Action.DRAFT_COMMITMENT):
        for row in queries.drafts_of(db.session(), place.cycle.id, place.actor.account_id):
            code = reference("C", row.number)
            text = _("Redactar %(code)s, que usted tiene a cargo", code=code)
            yield Waiting(row.changed_at, text, place.url("commitments.edit", ref=code), due=drafting.closes_at)
        number = len(queries.waiting_themes(db.session(), place.cycle.id))
        if number:
            text = ngettext("Redactar un compromiso", "Redactar %(num)d compromisos", number)
            yield Waiting(drafting.opens_at, text, place.url("commitments.new"))
    if consultation and consultation.holds(place.now):
        due = consultation.closes_at - timedelta(microseconds=1)
        if place.may(Action.ANSWER_COMMENT):
            number = queries.participation(db.session(), place.cycle.id).waiting
            if number:
                text = ngettext("Responder una observación", "Responder %(num)d observaciones", number)
                yield Waiting(consultation.opens_at, text, place.url("commitments.comment_desk"))
        if place.may(Action.COMMENT_DRAFT):
            text = _("Comentar el borrador del plan")
            yield Waiting(consultation.opens_at, text, place.url("commitments.consultation"), due=due)


def became(theme_ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return by theme the commitment that it became, as (code, address), for the table of responses. Two statements."""
    found = queries.of_themes(db.session(), theme_ids)
    return {
        id: (reference("C", row.number), url_for("commitments.show", ref=reference("C", row.number)))
        for id, row in found.items()
    }
