"""What is read of cycles: those of a forum, the one that runs, and how it stands with the Partnership."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from gacocrea.core.errors import NotThere
from gacocrea.cycle.models import CalendarChange, Cycle, CyclePhase, OwnColour
from gacocrea.cycle.rules import Threshold, check_thresholds, co_creation
from gacocrea.forum.models import Forum
from gacocrea.forum.queries import meeting_days, today_in
from gacocrea.learning.queries import courses_held


def cycles_of(session: Session, forum_id: int, *, with_drafts: bool = False) -> list[Cycle]:
    """Return the cycles of a forum, the latest plan first; drafts only when asked for. Three statements."""
    wanted = select(Cycle).where(Cycle.forum_id == forum_id)
    if not with_drafts:
        wanted = wanted.where(Cycle.published_at.is_not(None))
    return list(session.scalars(wanted.order_by(Cycle.plan_starts_on.desc(), Cycle.id.desc())))


def current_cycle(session: Session, forum_id: int, now: datetime) -> Cycle | None:
    """Return the cycle that runs: of those published and not over, the one that starts last.

    An earlier plan may still be in implementation while the next one is written. Three statements, or one
    when no cycle runs.
    """
    return session.scalar(_running(now).where(Cycle.forum_id == forum_id).limit(1))


def current_cycles(session: Session, now: datetime) -> dict[int, Cycle]:
    """Return by forum the cycle that runs. Three statements, or one when none runs anywhere."""
    found: dict[int, Cycle] = {}
    for cycle in session.scalars(_running(now)):
        found.setdefault(cycle.forum_id, cycle)
    return found


def _running(now: datetime) -> Select[tuple[Cycle]]:
    starts, ends = func.min(CyclePhase.opens_at), func.max(CyclePhase.closes_at)
    calendars = select(CyclePhase.cycle_id, starts.label("starts")).group_by(CyclePhase.cycle_id)
    running = calendars.having(ends > now).subquery()
    return (
        select(Cycle)
        .join(running, running.c.cycle_id == Cycle.id)
        .where(Cycle.published_at.is_not(None))
        .order_by(running.c.starts.desc(), Cycle.id.desc())
    )


def own_colours(session: Session, forum_id: int) -> list[OwnColour]:
    """Return the colours that a forum added to those of the house, in their order. One statement."""
    mine = select(OwnColour).where(OwnColour.forum_id == forum_id)
    return list(session.scalars(mine.order_by(OwnColour.position)))


def calendar_changes(session: Session, cycle: Cycle) -> list[CalendarChange]:
    """Return how the calendar of a cycle was postponed, the latest first. One statement."""
    mine = select(CalendarChange).where(CalendarChange.cycle_id == cycle.id)
    return list(session.scalars(mine.order_by(CalendarChange.id.desc())))


def cycle_of(session: Session, forum: Forum, slug: str | None, now: datetime) -> Cycle:
    """Return a cycle by its slug, or without one the cycle that runs; raises NotThere with a sentence."""
    if slug is None:
        found = current_cycle(session, forum.id, now)
    else:
        found = session.scalar(select(Cycle).where(Cycle.forum_id == forum.id, Cycle.slug == slug))
    if found is None:
        raise NotThere("no_cycle" if slug else "no_current_cycle", slug=slug or "", forum=forum.slug)
    return found


def thresholds(session: Session, forum: Forum, cycle: Cycle, now: datetime) -> list[Threshold]:
    """Return how forum and cycle stand with the Partnership's thresholds; a draft as if published now.

    Two statements.
    """
    moment = cycle.moment(now)
    return check_thresholds(
        moment,
        published_at=cycle.published_at or now,
        plan_starts_on=cycle.plan_starts_on,
        plan_ends_on=cycle.plan_ends_on,
        has_internal_rules=bool(forum.internal_rules),
        meeting_days=meeting_days(session, forum),
        courses_held=courses_held(session, forum.id, *co_creation(moment)),
        today=today_in(forum, now),
    )
