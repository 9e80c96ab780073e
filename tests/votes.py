"""How tests let the core group decide: the titular of every seat votes, and the motion is closed."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gacocrea.core.terms import Actor, Role
from gacocrea.cycle.models import Cycle
from gacocrea.forum.actions import close_motion, vote
from gacocrea.forum.models import Choice, Decision, Forum, Motion
from gacocrea.forum.queries import held_seats, today_in
from gacocrea.voting.actions import confirm_selection, propose_selection
from gacocrea.voting.models import Poll


def seated(session: Session, forum: Forum, now: datetime) -> list[Actor]:
    """Return the titulars of today as who acts, in the order of their seats."""
    held = held_seats(session, forum, today_in(forum, now))
    return [
        Actor(one.titular.account_id, one.titular.name, frozenset({Role.CITIZEN, Role.CORE_GROUP}))
        for one in held
        if one.titular
    ]


def carry(session: Session, forum: Forum, motion: Motion, now: datetime) -> Motion:
    """Let every seat vote for a motion, and close it."""
    voters = seated(session, forum, now)
    for actor in voters:
        vote(session, actor=actor, forum=forum, motion=motion, choice=Choice.FOR, now=now)
    return close_motion(session, actor=voters[0], forum=forum, motion=motion, now=now)


def decide_selection(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    poll: Poll,
    chosen: set[int],
    reasons: Mapping[int, str],
    now: datetime,
) -> Decision:
    """Put a selection to the vote, let every seat vote for it, and carry it out."""
    motion = propose_selection(
        session,
        actor=actor,
        cycle=cycle,
        poll=poll,
        chosen=chosen,
        reasons=reasons,
        closes_at=now + timedelta(days=7),
        now=now,
    )
    carry(session, session.get_one(Forum, cycle.forum_id), motion, now)
    return confirm_selection(session, actor=actor, cycle=cycle, poll=poll, motion=motion, now=now)
