"""Proposals for tests: words that pass, and one proposal of somebody."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.cycle.models import Cycle
from gacocrea.people.models import Account
from gacocrea.proposals import actions
from gacocrea.proposals.models import Pace, Proposal
from gacocrea.proposals.rules import ProposalWords
from tests.factories import actor_of
from tests.support import NOON


def words(**said: Any) -> ProposalWords:
    """Return words long enough to be submitted."""
    usual = {
        "title": "Una página por cada obra",
        "problem": "Nadie sabe cuánto se pagó por la calle de mi barrio.",
        "solution": "Que se publiquen las planillas y fotos con fecha.",
    }
    return ProposalWords(**(usual | said))


def propose(
    session: Session, cycle: Cycle, author: Account, *, pillar: int = 0, now: datetime = NOON, **said: Any
) -> Proposal:
    """Submit a proposal under the pillar of that place (from 0); the tests of pace set a pace of their own."""
    if session.get(Pace, cycle.id) is None:
        session.add(Pace(cycle_id=cycle.id, account_hour=1000))
    made = actions.submit(
        session,
        actor=actor_of(author),
        cycle=cycle,
        words=words(**said),
        pillar=cycle.pillars[pillar],
        now=now,
    )
    session.commit()
    return made
