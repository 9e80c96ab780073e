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

    Raise NotAllowed (calendar), NotThere (a draft), Conflict (withdrawn), Invalid (length).
    """
    permissions.require(Action.ARGUE, actor=actor, moment=cycle.moment(now))
    if proposal.cycle_id != cycle.id or proposal.status is ProposalStatus.DRAFT or actor.account_id is None:
        raise NotThere
    if proposal.status not in PUBLIC:
        raise Conflict("proposal_withdrawn")
    argument = Argument(
        proposal_id=proposal.id,
        author_id=actor.account_id,
        author_name=actor.name,
        stance=stance,
        text=_check(text),
        at=now,
    )
    session.add(argument)
    session.flush()
    facts = {"stance": stance.value}
    note(session, actor=actor, proposal=proposal, cycle=cycle, now=now, verb="proposal.argued", **facts)
    return argument


def _check(text: str) -> str:
    text = clean(text, multiline=True)
    if len(text) < TEXT_MIN:
        raise Invalid("text", "words_short", least=TEXT_MIN)
    if len(text) > ARGUMENT_MAX:
        raise Invalid("text", "words_long", most=ARGUMENT_MAX)
    return text
