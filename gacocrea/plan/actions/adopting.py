"""What happens to a plan: it is frozen for the consultation and for the decision, and adopted."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.commitments.models import CommitmentStatus
from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean
from gacocrea.cycle.models import Cycle
from gacocrea.forum.actions import propose_motion, take_carried
from gacocrea.forum.models import Decision, Forum, Motion
from gacocrea.plan.models import NOTE_MAX, PlanPart, PlanStage, PlanVersion
from gacocrea.plan.queries import adopted_version, living, plan_versions, standing
from gacocrea.plan.rules import check_freeze

ADOPTION = "plan"
"""The kind of the motions that this stage carries out."""

# Decisions are kept as they were written: in the language of the forum's records, not of whoever reads.
TITLE = "Adopción del plan de acción: %(cycle)s"
TEXT = "Se adopta el plan con sus %(number)s compromisos, tal como quedó fijado en su versión %(version)s."


def freeze(
    session: Session, *, actor: Actor, cycle: Cycle, stage: PlanStage, note: str = "", now: datetime
) -> PlanVersion:
    """Keep the plan as it reads now: for the consultation, or as it goes to the core group's decision.

    Raises NotAllowed; Conflict ("plan_adopted", "plan_unchanged") and what `rules.check_freeze` refuses; Invalid
    on "note" beyond NOTE_MAX letters. Adopting is `adopt`.
    """
    require(Action.FREEZE_PLAN, actor=actor, moment=cycle.moment(now))
    note = clean(note, multiline=True)
    if len(note) > NOTE_MAX:
        raise Invalid("note", "note_long", most=NOTE_MAX)
    _hold(session, cycle)
    check_freeze(stage, standing(session, cycle))
    made = _keep(session, actor=actor, cycle=cycle, stage=stage, note=note, now=now)
    _note(session, cycle, made, actor=actor, now=now, verb="plan.frozen", reason=note)
    return made


def propose_adoption(
    session: Session, *, actor: Actor, cycle: Cycle, closes_at: datetime, now: datetime
) -> Motion:
    """Put the plan, as it was last frozen for the decision, to the vote of the seats.

    Raises NotAllowed; Conflict ("plan_adopted", "plan_not_put", "plan_changed") and what `propose_motion` raises.
    """
    require(Action.ADOPT_PLAN, actor=actor, moment=cycle.moment(now))
    _hold(session, cycle)
    put = _as_put(session, cycle)
    return propose_motion(
        session,
        actor=actor,
        forum=session.get_one(Forum, cycle.forum_id),
        title=TITLE % {"cycle": cycle.title},
        text=TEXT % {"number": len(put.parts), "version": put.number},
        kind=ADOPTION,
        subject=cycle.slug,
        payload={"version": put.number},
        closes_at=closes_at,
        now=now,
    )


def adopt(session: Session, *, actor: Actor, cycle: Cycle, motion: Motion, now: datetime) -> PlanVersion:
    """Carry out the carried motion on a plan: its commitments are no draft any more.

    Nothing may have changed since the plan went to decision. Raises NotAllowed; Conflict ("plan_adopted",
    "plan_not_put", "plan_changed"), what `rules.check_freeze` and what `take_carried` refuse.
    """
    require(Action.ADOPT_PLAN, actor=actor, moment=cycle.moment(now))
    _hold(session, cycle)
    subject = cycle.slug
    take_carried(session, forum_id=cycle.forum_id, motion=motion, kind=ADOPTION, subject=subject, now=now)
    if _as_put(session, cycle).number != motion.payload["version"]:
        raise Conflict("plan_changed")
    check_freeze(PlanStage.ADOPTED, standing(session, cycle))
    decision = session.get_one(Decision, motion.decision_id)
    made = _keep(session, actor=actor, cycle=cycle, stage=PlanStage.ADOPTED, decision=decision, now=now)
    for commitment in living(session, cycle.id):
        commitment.status = CommitmentStatus.ADOPTED
        commitment.changed_at = now
    _note(session, cycle, made, actor=actor, now=now, verb="plan.adopted", commitments=len(made.parts))
    return made


def _as_put(session: Session, cycle: Cycle) -> PlanVersion:
    """Return the plan that was last frozen for the decision, as long as the draft still says the same."""
    versions = plan_versions(session, cycle.id)
    if not versions or versions[-1].stage is not PlanStage.DECISION:
        raise Conflict("plan_not_put")
    if _parts(versions[-1]) != {row.id: row.version for row in living(session, cycle.id)}:
        raise Conflict("plan_changed")
    return versions[-1]


def _hold(session: Session, cycle: Cycle) -> None:
    """Take the cycle for this transaction: a plan is frozen by one at a time, and adopted once."""
    session.execute(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update())
    if adopted_version(session, cycle.id) is not None:
        raise Conflict("plan_adopted")


def _keep(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    stage: PlanStage,
    now: datetime,
    note: str = "",
    decision: Decision | None = None,
) -> PlanVersion:
    made = PlanVersion(
        cycle_id=cycle.id,
        number=next_number(session, scope=f"cycle:{cycle.id}", kind="plan"),
        stage=stage,
        at=now,
        by_name=actor.name,
        note=note,
        decision_id=decision.id if decision else None,
        parts=[PlanPart(commitment_id=row.id, version=row.version) for row in living(session, cycle.id)],
    )
    before = plan_versions(session, cycle.id)
    if before and before[-1].stage is stage and _parts(before[-1]) == _parts(made):
        raise Conflict("plan_unchanged")
    session.add(made)
    session.flush()
    return made


def _parts(version: PlanVersion) -> dict[int, int]:
    return {part.commitment_id: part.version for part in version.parts}


def _note(session: Session, cycle: Cycle, made: PlanVersion, **entry: Any) -> None:
    place: dict[str, Any] = {"forum_id": cycle.forum_id, "cycle_id": cycle.id, "subject": cycle.slug}
    record.write(session, **place, stage=made.stage.value, number=made.number, **entry)
