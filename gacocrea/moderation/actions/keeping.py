"""The core group words its rules of participation and its saved reasons, and sets how fast texts may come in."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gacocrea.core import permissions, record
from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import clean
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.moderation.models import (
    REASON_MAX,
    RULE_TEXT_MAX,
    RULE_TITLE_MAX,
    SAVED_TITLE_MAX,
    Grounds,
    ParticipationRule,
    SavedText,
)
from gacocrea.moderation.rules import DEFAULTS, checked_words
from gacocrea.proposals.models import Pace


def keep_rule(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    number: int | None,
    grounds: Grounds,
    title: str,
    text: str,
    now: datetime,
) -> ParticipationRule:
    """Word a rule anew, or add one with the next number. What was decided keeps the words it cited.

    Raises NotAllowed, NotThere (no rule of that number in force) and Invalid.
    """
    permissions.require(Action.KEEP_RULES, actor=actor, moment=Moment(now))
    title = clean(checked_words("title", title, least=3, most=RULE_TITLE_MAX), multiline=False)
    text = checked_words("text", text, least=10, most=RULE_TEXT_MAX)
    _begin(session, forum=forum, now=now)
    if number is None:
        last = session.scalar(select(func.max(ParticipationRule.number)).where(_of(forum))) or 0
        rule = ParticipationRule(forum_id=forum.id, number=last + 1)
        session.add(rule)
    else:
        rule = _in_force(session, forum, number)
    rule.grounds, rule.title, rule.text, rule.changed_at = grounds, title, text, now
    session.flush()
    _note(session, actor=actor, forum=forum, now=now, verb="rule.worded", rule=rule)
    return rule


def retire_rule(session: Session, *, actor: Actor, forum: Forum, number: int, now: datetime) -> None:
    """Take a rule out of force; its number is not used again. Raises NotAllowed, NotThere, Conflict("last_rule")."""
    permissions.require(Action.KEEP_RULES, actor=actor, moment=Moment(now))
    _begin(session, forum=forum, now=now)
    rule = _in_force(session, forum, number)
    same = select(func.count()).where(_of(forum), ParticipationRule.grounds == rule.grounds)
    if (session.scalar(same.where(ParticipationRule.retired_at.is_(None))) or 0) < 2:
        raise Conflict("last_rule")
    rule.retired_at = now
    session.flush()
    _note(session, actor=actor, forum=forum, now=now, verb="rule.retired", rule=rule)


def save_text(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    text_id: int | None,
    use: str,
    title: str,
    text: str,
    now: datetime,
) -> SavedText:
    """Save a reason to use again, or change one. Raises NotAllowed, NotThere and Invalid."""
    permissions.require(Action.KEEP_RULES, actor=actor, moment=Moment(now))
    found = session.get(SavedText, text_id) if text_id else SavedText(forum_id=forum.id)
    if found is None or found.forum_id != forum.id:
        raise NotThere
    title = clean(checked_words("title", title, least=3, most=SAVED_TITLE_MAX), multiline=False)
    if not use:
        raise Invalid("use", "words_missing")
    found.use, found.title, found.changed_at = use, title, now
    found.text = checked_words("text", text, least=20, most=REASON_MAX)
    session.add(found)
    session.flush()
    return found


def forget_text(session: Session, *, actor: Actor, forum: Forum, text_id: int, now: datetime) -> None:
    """Delete a saved reason; what was answered with it stays. Raises NotAllowed and NotThere."""
    permissions.require(Action.KEEP_RULES, actor=actor, moment=Moment(now))
    found = session.get(SavedText, text_id)
    if found is None or found.forum_id != forum.id:
        raise NotThere
    session.delete(found)
    session.flush()


def set_pace(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    account_hour: int,
    cycle_hour: int,
    young_hours: int,
    now: datetime,
) -> Pace:
    """Set how many proposals an hour an account, and all young accounts together, may publish in a cycle.

    `young_hours` is the age up to which an account is young. Raises NotAllowed; the database holds the limits.
    """
    permissions.require(Action.KEEP_RULES, actor=actor, moment=cycle.moment(now))
    pace = session.get(Pace, cycle.id) or Pace(cycle_id=cycle.id)
    pace.account_hour, pace.cycle_hour, pace.young_hours = account_hour, cycle_hour, young_hours
    session.add(pace)
    session.flush()
    record.write(
        session, actor=actor, now=now, verb="pace.set", subject=cycle.slug, forum_id=cycle.forum_id,
        cycle_id=cycle.id, account_hour=account_hour, cycle_hour=cycle_hour, young_hours=young_hours,
    )  # fmt: skip
    return pace


def _begin(session: Session, *, forum: Forum, now: datetime) -> None:
    """Store the rules that every forum starts with, the first time one of them changes."""
    if session.scalar(select(ParticipationRule.id).where(_of(forum)).limit(1)) is None:
        session.add_all(
            ParticipationRule(forum_id=forum.id, number=rule.number, grounds=rule.grounds, title=rule.title,
                              text=rule.text, changed_at=now)
            for rule in DEFAULTS
        )  # fmt: skip
        session.flush()


def _of(forum: Forum) -> ColumnElement[bool]:
    return ParticipationRule.forum_id == forum.id


def _in_force(session: Session, forum: Forum, number: int) -> ParticipationRule:
    wanted = select(ParticipationRule).where(_of(forum), ParticipationRule.number == number)
    rule = session.scalar(wanted)
    if rule is None or rule.retired_at is not None:
        raise NotThere
    return rule


def _note(
    session: Session, *, actor: Actor, forum: Forum, now: datetime, verb: str, rule: ParticipationRule
) -> None:
    record.write(
        session, actor=actor, now=now, verb=verb, subject=str(rule.number), forum_id=forum.id, title=rule.title,
        text=rule.text, grounds=rule.grounds.value,
    )  # fmt: skip
