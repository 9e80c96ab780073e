"""Opening, closing and publishing the polls of a cycle: two persons sign, the second signature carries it out."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core import permissions, record
from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Sector
from gacocrea.voting.actions.ending import close_poll, publish_poll
from gacocrea.voting.actions.opening import open_polls, themes_to_ask
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Poll, Signature, Step
from gacocrea.voting.queries import due_at, standing_signatures
from gacocrea.voting.rules import Signer, pair_refusal, step_refusal

RIGHT = {Step.OPEN: Action.OPEN_POLL, Step.CLOSE: Action.CLOSE_POLL, Step.PUBLISH: Action.PUBLISH_POLL}
VERB = {Step.OPEN: "poll.opened", Step.CLOSE: "poll.closed", Step.PUBLISH: "poll.published"}


def sign_step(
    session: Session, *, actor: Actor, cycle: Cycle, step: Step, keys: KeyRing, now: datetime
) -> bool:
    """Sign a step for all polls of a cycle; return False while a second person is awaited, True when it is done.

    Raises NotAllowed; Conflict when the step is not the next one ("wrong_step"), comes too soon
    ("poll_still_open", "challenge_running"), has nothing to ask ("no_themes"), when the two may not sign
    together ("signed_already", "same_sector", "core_group_must_sign"), and what the step itself refuses.
    """
    permissions.require(RIGHT[step], actor=actor, moment=cycle.moment(now))
    polls = _hold(session, cycle)
    state = polls[0].state if polls else None
    if refusal := step_refusal(step, state=state, due=due_at(polls), now=now):
        raise Conflict(refusal)
    if step is Step.OPEN:
        themes_to_ask(session, cycle)  # nobody signs for nothing
    waiting = standing_signatures(session, cycle.id, step)
    if waiting:
        _check_pair(session, waiting[0], actor, cycle)
    _sign(session, actor, cycle, step, now)
    place: dict[str, Any] = {"forum_id": cycle.forum_id, "cycle_id": cycle.id}
    if not waiting:
        record.write(session, actor=actor, now=now, verb="poll.signed", subject=step.value, **place)
        return False
    names = [waiting[0].name, actor.name]
    for subject, facts in _carry_out(session, step=step, cycle=cycle, polls=polls, keys=keys, now=now):
        about = {**place, "signed_by": names, **facts}
        record.write(session, actor=actor, now=now, verb=VERB[step], subject=subject, **about)
    return True


def _carry_out(
    session: Session, *, step: Step, cycle: Cycle, polls: list[Poll], keys: KeyRing, now: datetime
) -> list[tuple[str, dict[str, Any]]]:
    """Do the step and return what the record says of each poll."""
    if step is Step.OPEN:
        return open_polls(session, cycle=cycle, keys=keys, now=now)
    if step is Step.CLOSE:
        return [close_poll(session, poll=poll, cycle=cycle, keys=keys, now=now) for poll in polls]
    return [publish_poll(session, poll=poll, keys=keys, now=now) for poll in polls]


def _hold(session: Session, cycle: Cycle) -> list[Poll]:
    """Take the cycle and its polls for this transaction: no other step and no ballot goes on beside it."""
    session.execute(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update())
    mine = select(Poll).where(Poll.cycle_id == cycle.id).order_by(Poll.id).with_for_update()
    return list(session.scalars(mine.execution_options(populate_existing=True)))


def _check_pair(session: Session, first: Signature, actor: Actor, cycle: Cycle) -> None:
    sectors = session.scalar(select(func.count(Sector.id)).where(Sector.forum_id == cycle.forum_id))
    refusal = pair_refusal(
        Signer(first.account_id, first.sector_id),
        Signer(actor.account_id or 0, actor.sector_id),
        sectors=sectors or 0,
    )
    if refusal:
        raise Conflict(refusal)


def _sign(session: Session, actor: Actor, cycle: Cycle, step: Step, now: datetime) -> None:
    """Put the signature down, in the place of one that no longer stands."""
    signature = Signature(
        cycle_id=cycle.id,
        step=step,
        account_id=actor.account_id,
        name=actor.name,
        sector_id=actor.sector_id,
        at=now,
    )
    session.merge(signature)
    session.flush()
