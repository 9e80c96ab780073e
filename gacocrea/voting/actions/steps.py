"""Opening, closing and publishing the polls of a cycle: two persons sign, the second signature carries it out."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core import outbox, permissions, record
from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean
from gacocrea.cycle.models import Cycle
from gacocrea.voting.actions.closing import close_poll, follow_close
from gacocrea.voting.actions.ending import check_settled, destroy_keys, publish_poll
from gacocrea.voting.actions.opening import open_polls, themes_to_ask
from gacocrea.voting.actions.pairs import check_pair, hold_polls
from gacocrea.voting.actions.telling import tell_everyone
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import WITNESSES_MAX, Poll, Signature, Step
from gacocrea.voting.queries import due_at, standing_signatures
from gacocrea.voting.rules import Signer, step_refusal

RIGHT = {Step.OPEN: Action.OPEN_POLL, Step.CLOSE: Action.CLOSE_POLL, Step.PUBLISH: Action.PUBLISH_POLL}
VERB = {Step.OPEN: "poll.opened", Step.CLOSE: "poll.closed", Step.PUBLISH: "poll.published"}


def sign_step(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    step: Step,
    keys: KeyRing,
    now: datetime,
    site: str = "",
    witnesses: str = "",
) -> bool:
    """Sign a step for all polls of a cycle; return False while a second person is awaited, True when it is done.

    `site` is the public address of the installation, for letters; `witnesses` who else sees the keys destroyed.
    Raises NotAllowed; Conflict when the step is not the next one ("wrong_step"), comes too soon
    ("poll_still_open", "challenge_running"), has nothing to ask ("no_themes"), when the two may not sign
    together ("signed_already", "same_sector", "core_group_must_sign"), and what the step itself refuses.
    """
    permissions.require(RIGHT[step], actor=actor, moment=cycle.moment(now))
    polls = hold_polls(session, cycle)
    _check_step(session, cycle, polls, step, now)
    waiting = standing_signatures(session, cycle.id, step)
    if waiting:
        first = Signer(waiting[0].account_id, waiting[0].sector_id)
        check_pair(session, cycle=cycle, first=first, actor=actor)
    _sign(session, actor, cycle, step, now)
    place: dict[str, Any] = {"forum_id": cycle.forum_id, "cycle_id": cycle.id}
    if not waiting:
        record.write(session, actor=actor, now=now, verb="poll.signed", subject=step.value, **place)
        return False
    names = [waiting[0].name, actor.name]
    for subject, facts in _carry_out(session, step=step, cycle=cycle, polls=polls, keys=keys, now=now):
        about = {**place, "signed_by": names, **facts}
        record.write(session, actor=actor, now=now, verb=VERB[step], subject=subject, **about)
    if step is Step.CLOSE:
        follow_close(cycle, polls, now)
        tell_everyone(session, cycle=cycle, polls=polls, keys=keys, site=site, now=now)
    if step is Step.PUBLISH:
        outbox.forget(session, prefix=f"statement:{cycle.id}:")
        about = {**place, "signed_by": names, "witnesses": clean(witnesses, multiline=True)[:WITNESSES_MAX]}
        destroyed = destroy_keys(polls, keys)
        record.write(
            session, actor=actor, now=now, verb="keys.destroyed", subject=cycle.slug, keys=destroyed, **about
        )
    return True


def note_key_copy(
    session: Session, *, actor: Actor, cycle: Cycle, verb: str, number: int, now: datetime
) -> None:
    """Write on the public record that the keys were copied for the officer ("keys.copied") or put back."""
    place: dict[str, Any] = {"forum_id": cycle.forum_id, "cycle_id": cycle.id}
    record.write(session, actor=actor, now=now, verb=verb, subject=cycle.slug, number=number, **place)


def _check_step(session: Session, cycle: Cycle, polls: list[Poll], step: Step, now: datetime) -> None:
    state = polls[0].state if polls else None
    if refusal := step_refusal(step, state=state, due=due_at(polls), now=now):
        raise Conflict(refusal)
    if step is Step.OPEN:
        themes_to_ask(session, cycle)  # nobody signs for nothing
    if step is Step.PUBLISH:
        check_settled(session, cycle, polls)


def _carry_out(
    session: Session, *, step: Step, cycle: Cycle, polls: list[Poll], keys: KeyRing, now: datetime
) -> list[tuple[str, dict[str, Any]]]:
    """Do the step and return what the record says of each poll."""
    if step is Step.OPEN:
        return open_polls(session, cycle=cycle, keys=keys, now=now)
    if step is Step.CLOSE:
        return [close_poll(session, poll=poll, keys=keys, now=now) for poll in polls]
    return [publish_poll(session, poll=poll, keys=keys, now=now) for poll in polls]


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
