"""What others say of a proposal."""

from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import permissions
from gacocrea.core.errors import Conflict, Invalid, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean
from gacocrea.cycle.models import Cycle
from gacocrea.proposals.actions.index import note
from gacocrea.proposals.actions.pace import keep_argument_pace
from gacocrea.proposals.models import (
    ARGUMENT_MAX,
    PUBLIC,
    TEXT_MIN,
    Argument,
    Proposal,
    ProposalStatus,
    Stance,
)


def argue(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    proposal: Proposal,
    stance: Stance,
    text: str,
    now: datetime,
) -> Argument:
    """Argue for or against a public proposal, under one's name.

    Raise NotAllowed (calendar), NotThere (a draft), Conflict (withdrawn, hidden), Invalid (length, pace).
    """
    permissions.require(Action.ARGUE, actor=actor, moment=cycle.moment(now))
    if proposal.cycle_id != cycle.id or proposal.status is ProposalStatus.DRAFT or actor.account_id is None:
        raise NotThere
    if proposal.status not in PUBLIC:
        hidden = proposal.status is ProposalStatus.HIDDEN
        raise Conflict("proposal_hidden" if hidden else "proposal_withdrawn")
    said = _check(text)
    _keep_pace(session, actor=actor, cycle=cycle, now=now)
    argument = Argument(
        proposal_id=proposal.id,
        author_id=actor.account_id,
        author_name=actor.name,
        stance=stance,
        text=said,
        at=now,
    )
    session.add(argument)
    session.flush()
    facts = {"stance": stance.value}
    note(session, actor=actor, proposal=proposal, cycle=cycle, now=now, verb="proposal.argued", **facts)
    return argument


def _keep_pace(session: Session, *, actor: Actor, cycle: Cycle, now: datetime) -> None:
    """Let the page come back with what was typed when it is one too many."""
    try:
        keep_argument_pace(session, actor=actor, cycle=cycle, now=now)
    except Conflict as slow:
        raise Invalid("text", "pace_argument", **slow.facts) from slow


def _check(text: str) -> str:
    text = clean(text, multiline=True)
    if len(text) < TEXT_MIN:
        raise Invalid("text", "words_short", least=TEXT_MIN)
    if len(text) > ARGUMENT_MAX:
        raise Invalid("text", "words_long", most=ARGUMENT_MAX)
    return text
