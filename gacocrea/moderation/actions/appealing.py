"""An author appeals, and somebody of another sector hears them; the outcome is reasoned and public."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import permissions
from gacocrea.core.errors import Conflict, NotAllowed, NotThere
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.moderation.actions.interests import seats_of
from gacocrea.moderation.actions.letters import tell_heard
from gacocrea.moderation.actions.ruling import hold, note
from gacocrea.moderation.actions.undoing import end
from gacocrea.moderation.models import APPEAL_MAX, APPEAL_MIN, Appeal, AppealOutcome, Item, Ruling, Verdict
from gacocrea.moderation.rules import checked_reason, checked_words, in_time, may_decide, may_hear
from gacocrea.proposals.actions import mark, show_again
from gacocrea.proposals.models import ProposalStatus


@dataclass(frozen=True)
class Decided:
    """The decision appealed against: a ruling, or a response of the floor above by its number."""

    rule: str
    by_id: int | None
    sector_id: int | None
    at: datetime
    ruling: Ruling | None = None
    response_number: int | None = None


def decided_by(ruling: Ruling) -> Decided:
    """Return a ruling as what an appeal is against."""
    return Decided(ruling.rule, ruling.by_id, ruling.by_sector_id, ruling.at, ruling)


def appeal(
    session: Session, *, actor: Actor, cycle: Cycle, item: Item, decided: Decided, words: str, now: datetime
) -> Appeal:
    """Appeal against what hid or declined one's own text; it waits for somebody of another sector.

    Raises NotAllowed (not one's own), Conflict("appeal_late"), Conflict("appealed_already"),
    Conflict("nothing_to_appeal") and Invalid.
    """
    owner = item.thing.author_id or 0
    permissions.require(Action.APPEAL, actor=actor, moment=cycle.moment(now), owner_id=owner)
    hold(session, item=item, cycle=cycle)
    said = checked_words("words", words, least=APPEAL_MIN, most=APPEAL_MAX)
    ruling = decided.ruling
    if ruling and (ruling.ended_at is not None or ruling.verdict is not Verdict.HIDDEN):
        raise Conflict("nothing_to_appeal")
    if not in_time(decided.at, now):
        raise Conflict("appeal_late")
    if find_appeal(session, item=item, decided=decided):
        raise Conflict("appealed_already")
    made = Appeal(
        cycle_id=cycle.id, proposal_id=item.proposal.id, argument_id=item.argument.id if item.argument else None,
        ruling_id=ruling.id if ruling else None, response_number=decided.response_number, rule=decided.rule,
        against_id=decided.by_id, against_sector_id=decided.sector_id, by_id=actor.account_id, words=said, at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    note(session, actor=actor, cycle=cycle, item=item, now=now, verb="appeal.made", reason="", rule=decided.rule)
    return made


def find_appeal(session: Session, *, item: Item, decided: Decided) -> Appeal | None:
    """Return the appeal against a decision. One statement."""
    wanted = select(Appeal).where(Appeal.proposal_id == item.proposal.id)
    if decided.ruling:
        return session.scalar(wanted.where(Appeal.ruling_id == decided.ruling.id))
    return session.scalar(wanted.where(Appeal.response_number == decided.response_number))


def hear(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    item: Item,
    appeal: Appeal,
    outcome: AppealOutcome,
    reason: str,
    now: datetime,
    address: Callable[[str], str] = str,
) -> Appeal:
    """Decide on an appeal, in public and with a reason. Granted: the text is shown again, or waits for a new answer.

    Raises NotAllowed (law, own interest, the sector that decided), Conflict("heard_meanwhile") and Invalid.
    """
    hold(session, item=item, cycle=cycle)
    session.refresh(appeal, with_for_update=True)
    if appeal.cycle_id != cycle.id:
        raise NotThere
    _require_other_sector(session, actor=actor, cycle=cycle, item=item, appeal=appeal, now=now)
    if appeal.outcome is not None:
        raise Conflict("heard_meanwhile", by=appeal.heard_by)
    appeal.reason = checked_reason(reason)
    appeal.outcome, appeal.heard_at, appeal.heard_by = outcome, now, actor.name
    appeal.heard_sector_id = actor.sector_id
    if outcome is AppealOutcome.GRANTED:
        _grant(session, item=item, appeal=appeal, now=now)
    session.flush()
    tell_heard(session, item=item, appeal=appeal, address=address, now=now)
    note(session, actor=actor, cycle=cycle, item=item, now=now, verb=f"appeal.{outcome.value}", reason=appeal.reason,
         rule=appeal.rule)  # fmt: skip
    return appeal


def _grant(session: Session, *, item: Item, appeal: Appeal, now: datetime) -> None:
    ruling = session.get(Ruling, appeal.ruling_id) if appeal.ruling_id else None
    if ruling is None:
        mark(session, proposal=item.proposal, status=ProposalStatus.SUBMITTED, now=now)
        return
    end(ruling, by=appeal.heard_by, reason=appeal.reason, now=now)
    show_again(session, item=item.thing, now=now)


def _require_other_sector(
    session: Session, *, actor: Actor, cycle: Cycle, item: Item, appeal: Appeal, now: datetime
) -> None:
    people = {appeal.by_id, item.proposal.author_id}
    seats = seats_of(session, forum_id=cycle.forum_id, people=[id for id in people if id])
    verdict = may_decide(
        Action.HEAR_APPEAL, actor=actor, moment=cycle.moment(now), people=people,
        institutions={item.proposal.institution, *seats},
    )  # fmt: skip
    verdict = may_hear(verdict, actor=actor, decided_by=appeal.against_id, decided_in=appeal.against_sector_id)
    if not verdict.allowed:
        raise NotAllowed(verdict.code, verdict=verdict, action=Action.HEAR_APPEAL)
