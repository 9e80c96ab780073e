"""What the core group decides is recorded, numbered and public with its reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference
from gacocrea.forum.models import Decision, Forum


def record_decision(
    session: Session, *, actor: Actor, forum: Forum, title: str, text: str, now: datetime
) -> Decision:
    """Record a decision of the core group (D-031), public with its reason.

    It is part of what is decided (a confirmed selection, an adopted plan): whoever calls this has asked the
    law about that. Raises Invalid for a decision without a title or a text.
    """
    if not title or not text:
        raise Invalid("reason", "decision_empty")
    decision = Decision(
        forum_id=forum.id,
        number=next_number(session, scope=f"forum:{forum.id}", kind="D"),
        title=title,
        text=text,
        decided_at=now,
        decided_by=forum.core_group_name,
    )
    session.add(decision)
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="decision.recorded",
        subject=reference("D", decision.number),
        forum_id=forum.id,
        reason=text,
        title=title,
    )
    return decision
