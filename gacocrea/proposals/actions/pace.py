"""How fast people may publish: a burst is slowed, and what was written is kept to be sent later."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.people.models import Account
from gacocrea.proposals.models import Argument, Origin, Pace, Proposal

HOUR = timedelta(hours=1)
SLOWED = ("pace_account", "pace_cycle")
"""The codes of a refusal after which the words are kept as a draft."""


def pace_of(session: Session, cycle_id: int) -> Pace:
    """Return how fast a cycle takes in what people write: its own numbers, or those that hold without any."""
    return session.get(Pace, cycle_id) or Pace(
        cycle_id=cycle_id, **{row.name: row.default.arg for row in Pace.__table__.columns if row.default}
    )


def keep_pace(session: Session, *, actor: Actor, cycle: Cycle, now: datetime) -> None:
    """Refuse one proposal too many in an hour: of this account, or of all young accounts together.

    People whose account is older than the rule's young hours never wait for a burst of others.
    Raise Conflict("pace_account", most=, minutes=) or Conflict("pace_cycle").
    """
    pace, since = pace_of(session, cycle.id), now - HOUR
    mine = select(func.count(), func.min(Proposal.submitted_at)).where(
        Proposal.cycle_id == cycle.id, Proposal.author_id == actor.account_id, Proposal.submitted_at > since
    )
    count, first = session.execute(mine).one()
    _keep_own(count, first, pace, now)
    born = session.scalar(select(Account.created_at).where(Account.id == actor.account_id))
    young = now - timedelta(hours=pace.young_hours)
    if born is None or born <= young:
        return
    burst = (
        select(func.count())
        .select_from(Proposal)
        .join(Account, Account.id == Proposal.author_id)
        .where(Proposal.cycle_id == cycle.id, Proposal.submitted_at > since, Proposal.origin == Origin.ONLINE)
        .where(Account.created_at > young)
    )
    if (session.scalar(burst) or 0) >= pace.cycle_hour:
        raise Conflict("pace_cycle")


def keep_argument_pace(session: Session, *, actor: Actor, cycle: Cycle, now: datetime) -> None:
    """Refuse one argument too many of an account in an hour. Raise Conflict("pace_account", most=, minutes=)."""
    mine = (
        select(func.count(), func.min(Argument.at))
        .join(Proposal, Proposal.id == Argument.proposal_id)
        .where(
            Proposal.cycle_id == cycle.id, Argument.author_id == actor.account_id, Argument.at > now - HOUR
        )
    )
    count, first = session.execute(mine).one()
    _keep_own(count, first, pace_of(session, cycle.id), now)


def _keep_own(count: int, first: datetime | None, pace: Pace, now: datetime) -> None:
    if first and count >= pace.account_hour:
        minutes = max(1, -(-(first + HOUR - now).total_seconds() // 60))
        raise Conflict("pace_account", most=pace.account_hour, minutes=int(minutes))
