"""How the core group shares the work at the desk: who takes a proposal, and what they note for each other."""

from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.proposals.models import Proposal
from gacocrea.themes.models import DeskDuty, DeskNote
from gacocrea.themes.rules import checked_note


def take(session: Session, *, actor: Actor, cycle: Cycle, proposal: Proposal, now: datetime) -> DeskDuty:
    """Take a proposal upon oneself; one's own again changes nothing.

    Raises NotAllowed, and Conflict("desk_taken", by=…) when somebody else has it.
    """
    require(Action.MODERATE, actor=actor, moment=cycle.moment(now))
    held = session.get(DeskDuty, proposal.id)
    if held is None:
        held = DeskDuty(proposal_id=proposal.id, by_id=actor.account_id, by_name=actor.name, at=now)
        session.add(held)
        session.flush()
        _record(session, "desk.taken", proposal, actor=actor, cycle=cycle, now=now)
    elif held.by_id != actor.account_id:
        raise Conflict("desk_taken", by=held.by_name)
    return held


def give_back(session: Session, *, actor: Actor, cycle: Cycle, proposal: Proposal, now: datetime) -> None:
    """Let go of a proposal, one's own or that of somebody who is away. Raises NotAllowed."""
    require(Action.MODERATE, actor=actor, moment=cycle.moment(now))
    held = session.get(DeskDuty, proposal.id)
    if held is not None:
        session.delete(held)
        _record(session, "desk.released", proposal, actor=actor, cycle=cycle, now=now)


def note(
    session: Session, *, actor: Actor, cycle: Cycle, proposal: Proposal, text: str, now: datetime
) -> DeskNote:
    """Note something for the other members beside a proposal. Raises NotAllowed and Invalid("text", …)."""
    require(Action.MODERATE, actor=actor, moment=cycle.moment(now))
    noted = DeskNote(
        proposal_id=proposal.id, by_id=actor.account_id, by_name=actor.name, text=checked_note(text), at=now
    )
    session.add(noted)
    session.flush()
    _record(session, "desk.noted", proposal, actor=actor, cycle=cycle, now=now)
    return noted


def _record(
    session: Session, verb: str, proposal: Proposal, *, actor: Actor, cycle: Cycle, now: datetime
) -> None:
    record.write(
        session,
        actor=actor,
        now=now,
        verb=verb,
        subject=reference("P", proposal.number or 0),
        forum_id=cycle.forum_id,
        cycle_id=cycle.id,
    )
