"""Rulings: a text is hidden by a published rule, or kept; the author is told, and nobody overwrites another."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere, Refusal
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.moderation.actions.interests import interests_of
from gacocrea.moderation.actions.letters import tell_hidden, tell_reporters
from gacocrea.moderation.models import Grounds, Item, Report, Ruling, Verdict
from gacocrea.moderation.queries.rules import rules_of
from gacocrea.moderation.rules import checked_reason, cited, may_decide
from gacocrea.proposals.actions import hide
from gacocrea.proposals.models import Argument, Proposal, ProposalStatus


@dataclass(frozen=True)
class Ruled:
    """What a bulk decision did to one item: the ruling, or the refusal that left it as it was."""

    item: Item
    ruling: Ruling | None = None
    refusal: Refusal | None = None


def rule_on(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    item: Item,
    verdict: Verdict,
    rule_number: int | None = None,
    reason: str,
    seen: int,
    now: datetime,
    address: Callable[[str], str] = str,
) -> Ruling:
    """Hide an item by the rule of that number, or keep it; the reports on it are closed with it.

    `seen` is the number of the ruling that the moderator saw standing (0: none); `address` makes the link of the
    letter from "P-0123". Raises NotAllowed (law, own interest), Conflict("ruled_meanwhile", by=), the conflicts of
    `hide`, and Invalid for the rule or the reason.
    """
    hold(session, item=item, cycle=cycle)
    require_no_interest(session, Action.HIDE, actor=actor, cycle=cycle, item=item, now=now)
    said = checked_reason(reason)
    held = standing(session, item)
    if held and held.number != seen:
        raise Conflict("ruled_meanwhile", by=held.by_name)
    rule = _cite(session, cycle, verdict, rule_number)
    if verdict is Verdict.HIDDEN:
        hide(session, item=item.thing, rule=rule, now=now)
    elif item.thing.hidden_at is not None:
        raise Conflict("hidden_already")
    ruling = _store(session, actor=actor, cycle=cycle, item=item, verdict=verdict, rule=rule, reason=said, now=now)
    close = (Report.target == item.target, Report.ruling_id.is_(None))
    tell_reporters(session, item=item, ruling=ruling, reports=close, address=address, now=now)
    session.execute(update(Report).where(*close).values(ruling_id=ruling.id))
    if verdict is Verdict.HIDDEN:
        tell_hidden(session, item=item, ruling=ruling, address=address, now=now)
    note(session, actor=actor, cycle=cycle, item=item, now=now, verb=f"content.{verdict.value}", reason=said,
         ruling=ruling.number, rule=rule)  # fmt: skip
    return ruling


def rule_many(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    items: Iterable[Item],
    verdict: Verdict,
    rule_number: int | None = None,
    reason: str,
    seen: Mapping[str, int],
    now: datetime,
    address: Callable[[str], str] = str,
) -> list[Ruled]:
    """Decide on several items with one reason; each stands alone, and a refused one stays as it was.

    `seen` holds, by the item's target, the number of the ruling that the moderator saw. Raises Invalid.
    """
    checked_reason(reason)
    results = []
    for item in items:
        try:
            with session.begin_nested():
                ruling = rule_on(
                    session, actor=actor, cycle=cycle, item=item, verdict=verdict, rule_number=rule_number,
                    reason=reason, seen=seen.get(item.target, 0), now=now, address=address,
                )  # fmt: skip
        except (NotAllowed, NotThere, Conflict) as refusal:
            results.append(Ruled(item, refusal=refusal))
        else:
            results.append(Ruled(item, ruling))
    return results


def hold(session: Session, *, item: Item, cycle: Cycle) -> None:
    """Take an item for this transaction: two moderators at once wait for each other. Raises NotThere."""
    kind = Argument if item.argument else Proposal
    session.refresh(item.thing, with_for_update={"of": kind})
    if item.proposal.cycle_id != cycle.id or item.proposal.status is ProposalStatus.DRAFT:
        raise NotThere


def require_no_interest(
    session: Session, action: Action, *, actor: Actor, cycle: Cycle, item: Item, now: datetime
) -> None:
    """Raise NotAllowed unless the law lets `actor` decide and they have no interest in the item."""
    people, institutions = interests_of(session, forum_id=cycle.forum_id, item=item)
    verdict = may_decide(
        action, actor=actor, moment=cycle.moment(now), people=people, institutions=institutions
    )
    if not verdict.allowed:
        raise NotAllowed(verdict.code, verdict=verdict, action=action)


def standing(session: Session, item: Item) -> Ruling | None:
    """Return the ruling that stands on an item. One statement."""
    wanted = select(Ruling).where(
        Ruling.proposal_id == item.proposal.id,
        Ruling.argument_id == item.argument.id if item.argument else Ruling.argument_id.is_(None),
        Ruling.ended_at.is_(None),
    )
    return session.scalar(wanted.order_by(Ruling.number.desc()).limit(1))


def note(
    session: Session, *, actor: Actor, cycle: Cycle, item: Item, now: datetime, verb: str, reason: str, **facts: object
) -> None:
    """Write what happened to an item in the public record; an argument is named by its number in the record."""
    said = {"argument": item.argument.id} if item.argument else {}
    record.write(
        session, actor=actor, now=now, verb=verb, subject=reference("P", item.proposal.number or 0),
        forum_id=cycle.forum_id, cycle_id=cycle.id, reason=reason, **said, **facts,
    )  # fmt: skip


def _cite(session: Session, cycle: Cycle, verdict: Verdict, number: int | None) -> str:
    if verdict is Verdict.KEPT:
        return ""
    rules = [rule for rule in rules_of(session, cycle.forum_id) if rule.grounds is Grounds.CONDUCT]
    found = next((rule for rule in rules if rule.number == number), None)
    if found is None:
        raise Invalid("decision", "rule_needed")
    return cited(found)


def _store(
    session: Session, *, actor: Actor, cycle: Cycle, item: Item, verdict: Verdict, rule: str, reason: str, now: datetime
) -> Ruling:
    ruling = Ruling(
        cycle_id=cycle.id,
        number=next_number(session, scope=f"cycle:{cycle.id}", kind="M"),
        proposal_id=item.proposal.id,
        argument_id=item.argument.id if item.argument else None,
        verdict=verdict,
        rule=rule,
        reason=reason,
        by_id=actor.account_id,
        by_name=actor.name,
        by_sector_id=actor.sector_id,
        at=now,
    )
    session.add(ruling)
    session.flush()
    return ruling
