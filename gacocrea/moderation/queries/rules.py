"""The rules in force and the reasons saved."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.text import sort_key
from gacocrea.moderation.models import Grounds, ParticipationRule, SavedText
from gacocrea.moderation.rules import DEFAULTS, Rule


def rules_of(session: Session, forum_id: int) -> list[Rule]:
    """Return the rules in force, by number; while a forum has none, those that every one starts with. One statement."""
    wanted = select(ParticipationRule).where(ParticipationRule.forum_id == forum_id)
    stored = session.scalars(wanted.order_by(ParticipationRule.number)).all()
    if not stored:
        return list(DEFAULTS)
    return [Rule(row.number, row.grounds, row.title, row.text) for row in stored if row.retired_at is None]


def rule_for(session: Session, forum_id: int, grounds: Grounds) -> Rule | None:
    """Return the first rule of these grounds. One statement."""
    return next((rule for rule in rules_of(session, forum_id) if rule.grounds is grounds), None)


def texts_of(session: Session, forum_id: int) -> list[SavedText]:
    """Return the saved reasons of a forum, by use and title. One statement."""
    found = session.scalars(select(SavedText).where(SavedText.forum_id == forum_id))
    return sorted(found, key=lambda one: (one.use, sort_key(one.title), one.id))
