"""A cycle is set up as a draft, changed while nobody sees it, and published once."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.cycle.models import Cycle, CyclePhase, Pillar
from gacocrea.cycle.rules import (
    CyclePlan,
    PillarPlan,
    Problem,
    check_calendar,
    check_rules,
    moved,
    with_challenge,
)
from gacocrea.forum.models import Forum

RULES = (
    *("choices_max", "seats", "propose_level", "vote_level", "edit_minutes", "challenge_hours"),
    *("booth", "paper"),
)
FIELDS = (
    *("slug", "title", "period", "plan_starts_on", "plan_ends_on", "selection_rule", "foreword", "efforts"),
    *RULES,
)


def create_cycle(session: Session, *, actor: Actor, forum: Forum, plan: CyclePlan, now: datetime) -> Cycle:
    """Set up a cycle as a draft that its secretariat alone sees.

    Raises NotAllowed but for the secretariat, and Invalid for the first problem of `check_rules` or a slug
    that the forum has used. The calendar may still be incomplete: `publish_cycle` checks it.
    """
    require(Action.SET_UP_CYCLE, actor=actor, moment=Moment(now))
    cycle = Cycle(forum_id=forum.id)
    _check(session, cycle, plan)
    _fill(cycle, plan)
    session.add(cycle)
    session.flush()
    _write(session, actor, cycle, "cycle.created", now)
    return cycle


def change_cycle(session: Session, *, actor: Actor, cycle: Cycle, plan: CyclePlan, now: datetime) -> Cycle:
    """Change a draft. Raises Conflict once it is published, and else as `create_cycle`."""
    require(Action.SET_UP_CYCLE, actor=actor, moment=Moment(now))
    _hold_draft(session, cycle)
    _check(session, cycle, plan)
    cycle.phases.clear()
    cycle.pillars.clear()
    session.flush()  # so that a pillar may take the colour that another one had
    _fill(cycle, plan)
    session.flush()
    _write(session, actor, cycle, "cycle.changed", now)
    return cycle


def publish_cycle(session: Session, *, actor: Actor, cycle: Cycle, now: datetime) -> Cycle:
    """Publish a cycle: from now on everyone sees it, and its pillars, calendar and rules no longer change.

    The public record keeps all three. Raises NotAllowed, Conflict when it is published already, and Invalid
    for the first problem of its calendar.
    """
    require(Action.SET_UP_CYCLE, actor=actor, moment=Moment(now))
    _hold_draft(session, cycle)
    _refuse([*check_rules(plan_of(cycle)), *calendar_problems(cycle)])
    cycle.published_at = now
    session.flush()
    _write(session, actor, cycle, "cycle.published", now, **_law_of(cycle))
    return cycle


def take_over_cycle(
    session: Session, *, actor: Actor, forum: Forum, plan: CyclePlan, now: datetime
) -> Cycle:
    """Take over a cycle that ran elsewhere: published at once, with only those phases that are left of it.

    Raises NotAllowed but for the secretariat, and Invalid as `create_cycle`.
    """
    cycle = create_cycle(session, actor=actor, forum=forum, plan=plan, now=now)
    cycle.published_at = now
    session.flush()
    _write(session, actor, cycle, "cycle.taken_over", now, **_law_of(cycle))
    return cycle


def plan_of(cycle: Cycle) -> CyclePlan:
    """Return a stored cycle as the plain values that it was set up with."""
    return CyclePlan(
        **{field: getattr(cycle, field) for field in FIELDS},
        pillars=tuple(
            PillarPlan(pillar.key, pillar.name, pillar.sentence, pillar.palette, pillar.glyph)
            for pillar in cycle.pillars
        ),
        phases=cycle.windows,
    )


def calendar_problems(cycle: Cycle) -> list[Problem]:
    """Return what keeps the calendar of a draft from being published."""
    return check_calendar(cycle.windows)


def move_voting_end(cycle: Cycle, *, voting_ends: datetime, challenge_ends: datetime) -> None:
    """Let the calendar follow polls that end later than it said; what comes after makes room (`rules.moved`).

    It is for the actions of the vote, which two persons sign and which write it on the record.
    """
    new = {
        window.phase: window
        for window in moved(cycle.windows, voting_ends=voting_ends, challenge_ends=challenge_ends)
    }
    for row in cycle.phases:
        row.opens_at, row.closes_at = new[row.phase].opens_at, new[row.phase].closes_at


def _hold_draft(session: Session, cycle: Cycle) -> None:
    """Take a cycle for this transaction: of two secretaries at once the second finds it as the first left it."""
    session.refresh(cycle, with_for_update={"of": Cycle})
    if cycle.published_at is not None:
        raise Conflict("cycle_published")


def _check(session: Session, cycle: Cycle, plan: CyclePlan) -> None:
    _refuse(check_rules(plan))
    taken = select(Cycle.id).where(Cycle.forum_id == cycle.forum_id, Cycle.slug == plan.slug)
    if session.scalar(taken) not in (None, cycle.id):
        raise Invalid("slug", "cycle_slug_in_use", slug=plan.slug)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        first = problems[0]
        raise Invalid(first.field, first.code, **first.facts)


def _fill(cycle: Cycle, plan: CyclePlan) -> None:
    for field in FIELDS:
        setattr(cycle, field, getattr(plan, field))
    cycle.phases = [
        CyclePhase(phase=window.phase, opens_at=window.opens_at, closes_at=window.closes_at)
        for window in with_challenge(plan.phases, plan.challenge_hours)
    ]
    cycle.pillars = [
        Pillar(
            key=pillar.key,
            name=pillar.name,
            sentence=pillar.sentence,
            palette=pillar.palette,
            glyph=pillar.glyph,
            position=position,
        )
        for position, pillar in enumerate(plan.pillars, 1)
    ]


def _law_of(cycle: Cycle) -> dict[str, Any]:
    """Return what publishing fixes, as plain values for the record."""
    return {
        "rules": {name: getattr(cycle, name) for name in RULES}
        | {"selection_rule": cycle.selection_rule.value},
        "pillars": {pillar.key: pillar.name for pillar in cycle.pillars},
        "phases": {
            row.phase.value: [row.opens_at.isoformat(), row.closes_at.isoformat()] for row in cycle.phases
        },
    }


def _write(session: Session, actor: Actor, cycle: Cycle, verb: str, now: datetime, **facts: Any) -> None:
    record.write(
        session,
        actor=actor,
        now=now,
        verb=verb,
        subject=cycle.slug,
        forum_id=cycle.forum_id,
        cycle_id=cycle.id,
        **facts,
    )
