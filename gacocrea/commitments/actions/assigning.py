"""Who works on a commitment: the lead agency's person, civil society's, and whom to ask."""

from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.commitments.actions.drafting import hold_draft, note
from gacocrea.commitments.models import Assignment, Commitment, Duty
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.forum.queries import members_today


def assign(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    commitment: Commitment,
    account_id: int,
    duty: Duty,
    now: datetime,
) -> Assignment:
    """Give somebody who holds a seat or a role in the forum today a duty in a draft; public at once.

    Raises NotAllowed; Invalid on "person" for anyone else; Conflict ("already_assigned", "commitment_settled").
    """
    require(Action.DRAFT_COMMITMENT, actor=actor, moment=cycle.moment(now))
    hold_draft(session, cycle, commitment)
    known = members_today(session, session.get_one(Forum, cycle.forum_id), now)
    member = next((one for one in known if one.account_id == account_id), None)
    if member is None:
        raise Invalid("person", "person_elsewhere")
    if session.get(Assignment, (commitment.id, duty, account_id)):
        raise Conflict("already_assigned")
    made = Assignment(
        commitment_id=commitment.id,
        duty=duty,
        account_id=account_id,
        name=member.name,
        institution=member.institution,
        at=now,
    )
    session.add(made)
    session.flush()
    note(session, commitment, actor, cycle, now, verb="commitment.assigned", duty=duty, person=member.name)
    return made


def release(
    session: Session, *, actor: Actor, cycle: Cycle, assignment: Assignment, now: datetime
) -> None:
    """Take a duty back. Raises NotAllowed, and Conflict ("commitment_settled") when it is no draft any more."""
    require(Action.DRAFT_COMMITMENT, actor=actor, moment=cycle.moment(now))
    commitment = session.get_one(Commitment, assignment.commitment_id)
    hold_draft(session, cycle, commitment)
    session.delete(assignment)
    gone = {"duty": assignment.duty, "person": assignment.name}
    note(session, commitment, actor, cycle, now, verb="commitment.released", **gone)
