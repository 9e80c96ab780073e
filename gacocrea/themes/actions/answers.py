"""The reasoned response: every proposal gets one, nobody answers their own, and nobody overwrites another."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere, Refusal
from gacocrea.core.permissions import Action, Verdict
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.moderation.actions.interests import seats_of
from gacocrea.moderation.models import Appeal, AppealOutcome
from gacocrea.moderation.queries import rule_for
from gacocrea.moderation.rules import cited
from gacocrea.proposals.actions import mark
from gacocrea.proposals.models import PUBLIC, Proposal, ProposalStatus
from gacocrea.themes.actions.responses import Words, add_theme, current, store, tell_author
from gacocrea.themes.models import Outcome, Response, Theme
from gacocrea.themes.rules import (
    AUTHOR,
    checked_institution,
    checked_reason,
    checked_wording,
    grounds_of,
    may_answer,
    needs_theme,
)


@dataclass(frozen=True)
class Answered:
    """What a bulk answer did to one proposal: the response, or the refusal that left it as it was."""

    proposal: Proposal
    response: Response | None = None
    refusal: Refusal | None = None


def answer(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    proposal: Proposal,
    outcome: Outcome,
    reason: str,
    institution: str = "",
    theme: Theme | None = None,
    new_theme: tuple[str, str] | None = None,
    seen_number: int,
    now: datetime,
    address: Callable[[str], str] = str,
) -> Response:
    """Answer a proposal in public, with a reason that is also sent to its author.

    An outcome that belongs in a theme takes `theme`, or makes a `new_theme` of (title, summary);
    every other outcome takes the proposal out of its theme. `seen_number` is the number of the response
    that the moderator saw (0: none). `address` makes the link of the letter from "P-0123".

    Raises NotAllowed (law, calendar, own interest), Conflict("answered_meanwhile", by=…) when somebody was
    quicker, Conflict("proposal_withdrawn") and Invalid for what was typed.
    """
    _may_answer(session, actor=actor, cycle=cycle, proposal=proposal, seen_number=seen_number, now=now)
    said = checked_reason(reason.replace(AUTHOR, proposal.author_name))
    words = Words(outcome, said, checked_institution(institution), _rule(session, cycle, outcome))
    place = None
    if needs_theme(outcome):
        place = theme or _new_theme(session, cycle=cycle, proposal=proposal, wording=new_theme, now=now)
        _check_theme(place, proposal)
    response = store(session, actor=actor, proposal=proposal, words=words, theme=place, now=now)
    status = ProposalStatus.RETURNED if outcome is Outcome.RETURNED else ProposalStatus.ANSWERED
    mark(session, proposal=proposal, status=status, now=now)
    tell_author(session, proposal=proposal, response=response, theme=place, address=address, now=now)
    record.write(
        session,
        actor=actor,
        now=now,
        verb="proposal.answered",
        subject=reference("P", proposal.number or 0),
        forum_id=cycle.forum_id,
        cycle_id=cycle.id,
        reason=words.reason,
        outcome=outcome.value,
        theme=reference("T", place.number) if place else "",
        rule=words.rule,
    )
    return response


def answer_many(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    proposals: Iterable[Proposal],
    outcome: Outcome,
    reason: str,
    institution: str = "",
    theme: Theme | None = None,
    new_theme: tuple[str, str] | None = None,
    seen: Mapping[int, int],
    now: datetime,
    address: Callable[[str], str] = str,
) -> list[Answered]:
    """Answer several proposals with one reason; each stands alone, and a refused one stays as it was.

    `seen` holds, by the proposal's id, the number of the response that the moderator saw. A `new_theme`
    is made once, with the first that goes in. Raises Invalid when the words themselves are wrong.
    """
    checked_reason(reason)
    results = []
    for proposal in proposals:
        try:
            with session.begin_nested():
                response = answer(
                    session, actor=actor, cycle=cycle, proposal=proposal, outcome=outcome, reason=reason,
                    institution=institution, theme=theme, new_theme=None if theme else new_theme,
                    seen_number=seen.get(proposal.id, 0), now=now, address=address,
                )  # fmt: skip
        except (NotAllowed, NotThere, Conflict) as refusal:
            results.append(Answered(proposal, refusal=refusal))
        except Invalid as refusal:
            if refusal.code != "theme_of_other_pillar":
                raise
            results.append(Answered(proposal, refusal=refusal))
        else:
            theme = theme or (session.get(Theme, response.theme_id) if response.theme_id else None)
            results.append(Answered(proposal, response))
    return results


def _may_answer(
    session: Session, *, actor: Actor, cycle: Cycle, proposal: Proposal, seen_number: int, now: datetime
) -> None:
    session.refresh(
        proposal, with_for_update={"of": Proposal}
    )  # two moderators at once wait for each other here
    if proposal.cycle_id != cycle.id or proposal.status is ProposalStatus.DRAFT:
        raise NotThere
    verdict = verdict_on(session, actor=actor, cycle=cycle, proposal=proposal, now=now)
    if not verdict.allowed:
        raise NotAllowed(verdict.code, verdict=verdict, action=Action.MODERATE)
    if proposal.status not in PUBLIC:
        raise Conflict("proposal_withdrawn")
    held = current(session, proposal)
    if held and held.number != seen_number:
        raise Conflict("answered_meanwhile", by=held.by_name)


def verdict_on(session: Session, *, actor: Actor, cycle: Cycle, proposal: Proposal, now: datetime) -> Verdict:
    """Say whether `actor` may answer a proposal now, by the law and by their interests. Two statements at most."""
    author = [proposal.author_id] if proposal.author_id else []
    asked = {"author_id": proposal.author_id, "institution": proposal.institution}
    seats = seats_of(session, forum_id=cycle.forum_id, people=author)
    verdict = may_answer(actor, cycle.moment(now), seats=seats, **asked)  # type: ignore[arg-type]
    if verdict.code == "too_late" and proposal.status is ProposalStatus.SUBMITTED and _reopened(session, proposal):
        return may_answer(actor, cycle.moment(now), seats=seats, is_reopened=True, **asked)  # type: ignore[arg-type]
    return verdict


def _reopened(session: Session, proposal: Proposal) -> bool:
    """Say whether an appeal against the response that held was granted."""
    held = current(session, proposal)
    granted = select(Appeal.id).where(
        Appeal.proposal_id == proposal.id, Appeal.response_number == (held.number if held else 0),
        Appeal.outcome == AppealOutcome.GRANTED,
    )  # fmt: skip
    return session.scalar(granted) is not None


def _rule(session: Session, cycle: Cycle, outcome: Outcome) -> str:
    """Cite the published rule by which a proposal is declined; "" for what is not."""
    grounds = grounds_of(outcome)
    rule = rule_for(session, cycle.forum_id, grounds) if grounds else None
    return cited(rule) if rule else ""


def _new_theme(
    session: Session, *, cycle: Cycle, proposal: Proposal, wording: tuple[str, str] | None, now: datetime
) -> Theme:
    if wording is None:
        raise Invalid("theme", "theme_needed")
    checked = checked_wording(*wording)
    return add_theme(session, cycle=cycle, pillar_id=proposal.pillar_id, wording=checked, now=now)


def _check_theme(theme: Theme, proposal: Proposal) -> None:
    if theme.cycle_id != proposal.cycle_id or theme.merged_at is not None:
        raise NotThere
    if theme.pillar_id != proposal.pillar_id:
        raise Invalid("theme", "theme_of_other_pillar")
