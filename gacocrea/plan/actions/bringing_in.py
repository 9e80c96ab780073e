"""An earlier plan is brought in from a file, so that a forum does not start from an empty house.

A file is read first and shown; what was read is kept as it is, with a list of what could not be read. Bringing it in
makes the cycle that it belonged to, already in implementation, with its commitments adopted.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.commitments import actions as drafting
from gacocrea.commitments.models import Commitment, CommitmentStatus, Milestone
from gacocrea.core import record
from gacocrea.core.colour import is_own
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment, Phase, Window
from gacocrea.cycle.actions import take_over_cycle
from gacocrea.cycle.models import GLYPHS, PALETTES, PILLARS_MAX, Cycle
from gacocrea.cycle.rules import CyclePlan, PillarPlan
from gacocrea.forum.actions import record_decision
from gacocrea.forum.models import Forum
from gacocrea.plan import document as paper
from gacocrea.plan.archive_json import to_json
from gacocrea.plan.models import PlanPart, PlanReading, PlanStage, PlanVersion
from gacocrea.plan.reading import Found, decode

# Decisions are kept as they were written: in the language of the forum's records, not of whoever reads.
TITLE = "Incorporación de un plan anterior: %(title)s"
TEXT = "Se incorpora, tal como lo dice el archivo «%(name)s» (SHA-256 %(sha256)s), un plan que se adoptó fuera de aquí."
REST, REST_NAME = "otros", "Otros pilares"


@dataclass(frozen=True)
class PlanWords:
    """How a plan that is brought in is called here, and the days that it covers."""

    slug: str
    title: str
    starts_on: date
    ends_on: date


def keep_reading(
    session: Session, *, actor: Actor, forum: Forum, found: Found, name: str, sha256: str, now: datetime
) -> PlanReading:
    """Keep what was read of a file until somebody brings it in or drops it. Raises NotAllowed."""
    require(Action.SET_UP_CYCLE, actor=actor, moment=Moment(now))
    kept = PlanReading(
        forum_id=forum.id,
        name=name,
        sha256=sha256,
        at=now,
        by_name=actor.name,
        document=json.loads(to_json(found.plan)),
        unread=[asdict(one) for one in found.unread],
    )
    session.add(kept)
    session.flush()
    number = len(found.plan.commitments)
    _note(session, forum, "plan.read", name, actor=actor, now=now, sha256=sha256, commitments=number)
    return kept


def drop_reading(session: Session, *, actor: Actor, forum: Forum, reading: PlanReading, now: datetime) -> None:
    """Drop what was read. Raises NotAllowed, and Conflict ("plan_brought_in") when it is a plan already."""
    require(Action.SET_UP_CYCLE, actor=actor, moment=Moment(now))
    _hold(session, reading)
    session.delete(reading)
    _note(session, forum, "plan.reading_dropped", reading.name, actor=actor, now=now)


def bring_in(
    session: Session, *, actor: Actor, forum: Forum, reading: PlanReading, words: PlanWords, now: datetime
) -> Cycle:
    """Make what was read a plan of this forum: a cycle in implementation, its commitments adopted.

    Raises NotAllowed; Conflict ("plan_brought_in") for one that is; Invalid on "slug" or "title" as a cycle does, on
    "ends_on" for days that run backwards.
    """
    require(Action.SET_UP_CYCLE, actor=actor, moment=Moment(now))
    _hold(session, reading)
    if words.ends_on <= words.starts_on:
        raise Invalid("ends_on", "plan_backwards")
    plan = _named(decode(reading.document).plan, forum, words, now)
    keys = _pillar_keys(plan)
    cycle = take_over_cycle(session, actor=actor, forum=forum, plan=_cycle_plan(forum, plan, words, keys), now=now)
    made = [
        _commitment(session, actor=actor, cycle=cycle, item=item, keys=keys, now=now) for item in plan.commitments
    ]
    reading.cycle_id, reading.document = cycle.id, json.loads(to_json(plan))
    _adopted(session, actor=actor, forum=forum, cycle=cycle, made=made, reading=reading, now=now)
    return cycle


def _named(plan: paper.PlanDocument, forum: Forum, words: PlanWords, now: datetime) -> paper.PlanDocument:
    """Return the plan as it is called here; one that says all of that itself stays as it is, byte by byte."""
    named = replace(plan, title=words.title, starts=words.starts_on, ends=words.ends_on)
    if plan.forum:
        return named
    return replace(
        named,
        forum=forum.name,
        member=plan.member or forum.jurisdiction,
        cycle=words.title,
        timezone=forum.time_zone,
        exported_at=now,
    )


def _pillar_keys(plan: paper.PlanDocument) -> dict[str, str]:
    """Return by what the plan calls a pillar the key that it has here; those beyond the sixth share one."""
    named = [pillar.ref for pillar in plan.pillars]
    wanted = dict.fromkeys([*named, *(item.pillar for item in plan.commitments if item.pillar not in named)])
    room = PILLARS_MAX if len(wanted) <= PILLARS_MAX and "" not in wanted else PILLARS_MAX - 1
    keys = [ref for ref in wanted if ref][:room]
    return {ref: (ref if ref in keys else REST) for ref in wanted} or {"": REST}


def _cycle_plan(forum: Forum, plan: paper.PlanDocument, words: PlanWords, keys: dict[str, str]) -> CyclePlan:
    zone = ZoneInfo(forum.time_zone)
    starts, after = (
        datetime.combine(day, time(), zone) for day in (words.starts_on, words.ends_on + timedelta(days=1))
    )
    return CyclePlan(
        slug=words.slug,
        title=words.title,
        period=f"{words.starts_on.year}–{words.ends_on.year}",
        plan_starts_on=words.starts_on,
        plan_ends_on=words.ends_on,
        pillars=_pillars(plan, keys),
        phases=(
            Window(Phase.IMPLEMENTATION, starts, after),
            Window(Phase.CLOSED, after, after + timedelta(days=365)),
        ),
        foreword=plan.foreword,
        efforts=plan.efforts,
    )


def _pillars(plan: paper.PlanDocument, keys: dict[str, str]) -> tuple[PillarPlan, ...]:
    """Return the pillars with their own colours and shapes where they are free, else the next free ones."""
    named = {pillar.ref: pillar for pillar in plan.pillars}
    own_colours = (pillar.palette for pillar in plan.pillars if is_own(pillar.palette))
    palettes, glyphs = [*PALETTES, *dict.fromkeys(own_colours)], list(GLYPHS)
    made = []
    for key in dict.fromkeys(keys.values()):
        own = named.get(key, paper.Pillar(key, REST_NAME))
        made.append(PillarPlan(key, own.name or key, "", _take(palettes, own.palette), _take(glyphs, own.glyph)))
    return tuple(made)


def _take(free: list[str], wanted: str) -> str:
    found = wanted if wanted in free else free[0]
    free.remove(found)
    return found


def _commitment(
    session: Session, *, actor: Actor, cycle: Cycle, item: paper.Commitment, keys: dict[str, str], now: datetime
) -> Commitment:
    pillar = cycle.pillar(keys[item.pillar]) or cycle.pillars[0]
    made = drafting.begin(session, cycle=cycle, pillar_id=pillar.id, name=item.name or item.ref, now=now)
    for name in paper.SHARED:
        setattr(made, name, getattr(item, name))
    made.extras = {extra.key: extra.text for extra in item.extras if extra.text}
    made.starts_on, made.ends_on = _period(item.starts, item.ends, (cycle.plan_starts_on, cycle.plan_ends_on))
    made.version = max(item.version, 1)
    made.status = CommitmentStatus.ADOPTED
    made.milestones = [
        Milestone(number=place, **_step(step, (made.starts_on, made.ends_on)))
        for place, step in enumerate(item.milestones, 1)
    ]
    session.flush()
    drafting.keep_version(session, made, actor, now, "")
    return made


def _step(step: paper.Milestone, whole: tuple[date, date]) -> dict[str, Any]:
    starts_on, ends_on = _period(step.starts, step.ends, whole)
    return {
        "text": step.name or f"{step.number}",
        "output": step.output,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "lead": step.lead,
        "supporters": step.supporters,
    }


def _period(starts: date | None, ends: date | None, whole: tuple[date, date]) -> tuple[date, date]:
    """Return two days in their order: what is missing or runs backwards is that of the whole."""
    first, last = starts or min(whole[0], ends or whole[0]), ends or max(whole[1], starts or whole[1])
    if first < last:
        return first, last
    return (whole[0], last) if whole[0] < last else whole


def _adopted(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    cycle: Cycle,
    made: list[Commitment],
    reading: PlanReading,
    now: datetime,
) -> None:
    facts = {"title": cycle.title, "name": reading.name, "sha256": reading.sha256}
    decision = record_decision(session, actor=actor, forum=forum, title=TITLE % facts, text=TEXT % facts, now=now)
    session.add(
        PlanVersion(
            cycle_id=cycle.id,
            number=next_number(session, scope=f"cycle:{cycle.id}", kind="plan"),
            stage=PlanStage.ADOPTED,
            at=now,
            by_name=actor.name,
            decision_id=decision.id,
            parts=[PlanPart(commitment_id=row.id, version=row.version) for row in made],
        )
    )
    session.flush()
    _note(
        session, forum, "plan.brought_in", cycle.slug, actor=actor, now=now,
        cycle_id=cycle.id, sha256=reading.sha256, commitments=len(made),
    )  # fmt: skip


def _hold(session: Session, reading: PlanReading) -> None:
    session.execute(select(PlanReading.id).where(PlanReading.id == reading.id).with_for_update())
    session.refresh(reading)
    if reading.cycle_id is not None:
        raise Conflict("plan_brought_in")


def _note(session: Session, forum: Forum, verb: str, subject: str, **facts: Any) -> None:
    record.write(session, verb=verb, subject=subject, forum_id=forum.id, **facts)
