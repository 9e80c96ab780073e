"""A response is taken back while nothing stands on it; the earlier one, if there was one, holds again."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, NotAllowed, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.moderation.actions.letters import tell_corrected
from gacocrea.moderation.models import Appeal, Item
from gacocrea.moderation.rules import checked_reason
from gacocrea.proposals.actions import mark
from gacocrea.proposals.models import Proposal, ProposalStatus
from gacocrea.themes.actions.answers import verdict_on
from gacocrea.themes.actions.responses import credit, current, letter_key
from gacocrea.themes.models import Outcome, Response, Theme


def undo_response(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    proposal: Proposal,
    number: int,
    reason: str,
    now: datetime,
    address: Callable[[str], str] = str,
) -> Response:
    """Take back the response of this number: what held before holds again, or the proposal waits for an answer.

    The letter that has not left is taken back; where it has, a correction follows. Raises NotAllowed, NotThere,
    Invalid, Conflict("undone_already"), Conflict("ballot_frozen") and Conflict("built_on") once it was appealed,
    changed or followed by its author.
    """
    session.refresh(proposal, with_for_update={"of": Proposal})
    if proposal.cycle_id != cycle.id:
        raise NotThere
    verdict = verdict_on(session, actor=actor, cycle=cycle, proposal=proposal, now=now)
    if not verdict.allowed:
        raise NotAllowed(verdict.code, verdict=verdict, action=Action.MODERATE)
    said = checked_reason(reason)
    response = _undoable(session, proposal, number)
    earlier = _earlier(session, response)
    place = session.get(Theme, earlier.theme_id) if earlier and earlier.theme_id else None
    _keep_ballot(session, response, place)
    response.is_current = False
    response.undone_at, response.undone_by, response.undone_reason = now, actor.name, said
    if earlier:
        earlier.is_current = True
    session.flush()
    credit(session, proposal, place, now)
    mark(session, proposal=proposal, status=_status(earlier), now=now)
    tell_corrected(session, item=Item(proposal), key=letter_key(response), reason=said, address=address, now=now)
    record.write(
        session, actor=actor, now=now, verb="response.undone", subject=reference("P", proposal.number or 0),
        forum_id=cycle.forum_id, cycle_id=cycle.id, reason=said, response=number,
    )  # fmt: skip
    return response


def _undoable(session: Session, proposal: Proposal, number: int) -> Response:
    response = session.get(Response, (proposal.id, number))
    if response is None:
        raise NotThere
    if response.undone_at is not None:
        raise Conflict("undone_already", by=response.undone_by)
    appealed = select(Appeal.id).where(Appeal.proposal_id == proposal.id, Appeal.response_number == number)
    stands = current(session, proposal) is response and proposal.status is _status(response)
    if not stands or session.scalar(appealed) is not None:
        raise Conflict("built_on")
    return response


def _earlier(session: Session, response: Response) -> Response | None:
    wanted = select(Response).where(
        Response.proposal_id == response.proposal_id,
        Response.number < response.number,
        Response.undone_at.is_(None),
    )
    return session.scalar(wanted.order_by(Response.number.desc()).limit(1))


def _keep_ballot(session: Session, response: Response, place: Theme | None) -> None:
    held = session.get(Theme, response.theme_id) if response.theme_id else None
    if held is not place and any(each and each.frozen_at for each in (held, place)):
        raise Conflict("ballot_frozen")
    if place is not None and place.merged_at is not None:
        raise Conflict("built_on")


def _status(response: Response | None) -> ProposalStatus:
    if response is None:
        return ProposalStatus.SUBMITTED
    is_returned = response.outcome is Outcome.RETURNED
    return ProposalStatus.RETURNED if is_returned else ProposalStatus.ANSWERED
