"""What a forum asks of its commitments is kept by its secretariat."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.forum.models import Forum
from gacocrea.forum.rules import Extra, settle_extras


def keep_extras(
    session: Session, *, actor: Actor, forum: Forum, extras: Sequence[Extra], now: datetime
) -> Forum:
    """Say what a commitment answers beyond OGP's template, in this order.

    Raises NotAllowed but for the secretariat, and what `rules.settle_extras` refuses.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    settled = settle_extras([extra["key"] for extra in forum.extras], extras)
    forum.extras = [asdict(one) for one in settled]
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="forum.extras_kept",
        subject=forum.slug,
        forum_id=forum.id,
        extras=forum.extras,
    )
    return forum
