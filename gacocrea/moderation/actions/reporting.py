"""Somebody says that a text breaks a published rule."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core import permissions
from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import VISITOR, Actor
from gacocrea.cycle.models import Cycle
from gacocrea.moderation.actions.ruling import note
from gacocrea.moderation.models import WORDS_MAX, Grounds, Item, Report
from gacocrea.moderation.queries.rules import rules_of
from gacocrea.moderation.rules import checked_words, cited
from gacocrea.proposals.models import ProposalStatus

MOST_IN_AN_HOUR = 20


def report(
    session: Session, *, actor: Actor, cycle: Cycle, item: Item, rule_number: int, words: str, now: datetime
) -> Report:
    """Report an item with the rule that it breaks and, if one likes, why. The record does not name who did.

    Raises NotAllowed (one's own text), NotThere (hidden or a draft), Conflict("reported_already"),
    Conflict("reports_slow"), and Invalid for the rule or the words.
    """
    owner = item.thing.author_id or 0
    permissions.require(Action.REPORT, actor=actor, moment=cycle.moment(now), owner_id=owner)
    is_there = item.proposal.cycle_id == cycle.id and item.proposal.status is not ProposalStatus.DRAFT
    if not is_there or item.thing.hidden_at or actor.account_id is None:
        raise NotThere
    rules = [rule for rule in rules_of(session, cycle.forum_id) if rule.grounds is Grounds.CONDUCT]
    rule = next((rule for rule in rules if rule.number == rule_number), None)
    if rule is None:
        raise Invalid("rule", "rule_needed")
    said = checked_words("words", words, least=0, most=WORDS_MAX)
    mine = select(Report.target).where(Report.reporter_id == actor.account_id)
    if session.scalar(mine.where(Report.target == item.target)):
        raise Conflict("reported_already")
    lately = mine.where(Report.at > now - timedelta(hours=1)).subquery()
    if (session.scalar(select(func.count()).select_from(lately)) or 0) >= MOST_IN_AN_HOUR:
        raise Conflict("reports_slow")
    made = Report(
        cycle_id=cycle.id, target=item.target, proposal_id=item.proposal.id, rule=cited(rule), words=said, at=now,
        argument_id=item.argument.id if item.argument else None, reporter_id=actor.account_id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    note(session, actor=VISITOR, cycle=cycle, item=item, now=now, verb="content.reported", reason="", rule=made.rule)
    return made
