"""Frozen plans as they are read, and how far the draft is."""

from collections.abc import Collection, Sequence

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from gacocrea.commitments import queries as commitments
from gacocrea.commitments.models import Commitment, CommitmentStatus, CommitmentVersion
from gacocrea.commitments.rules import is_ready
from gacocrea.core.errors import NotThere
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.models import PlanReading, PlanStage, PlanVersion
from gacocrea.plan.reading import decode
from gacocrea.plan.rules import Standing
from gacocrea.themes import queries as themes


def living(session: Session, cycle_id: int) -> list[Commitment]:
    """Return the commitments of a cycle that were not withdrawn, by number. Two statements."""
    found = commitments.all_of(session, cycle_id)
    return [row for row in found if row.status is not CommitmentStatus.WITHDRAWN]


def plan_versions(session: Session, cycle_id: int) -> list[PlanVersion]:
    """Return the frozen plans of a cycle, oldest first. Two statements."""
    mine = select(PlanVersion).where(PlanVersion.cycle_id == cycle_id)
    return list(session.scalars(mine.order_by(PlanVersion.number)))


def adopted_version(session: Session, cycle_id: int) -> PlanVersion | None:
    """Return the adopted plan of a cycle. Two statements."""
    mine = select(PlanVersion).where(PlanVersion.cycle_id == cycle_id, PlanVersion.stage == PlanStage.ADOPTED)
    return session.scalar(mine)


def is_adopted(session: Session, cycle_id: int) -> bool:
    """Say whether every living commitment of a cycle is adopted, here or before it came in. One statement."""
    wanted = select(Commitment.status).where(Commitment.cycle_id == cycle_id).distinct()
    found = set(session.scalars(wanted))
    return found - {CommitmentStatus.WITHDRAWN} == {CommitmentStatus.ADOPTED}


def standing(session: Session, cycle: Cycle) -> Standing:
    """Return what is still open before the core group can decide on the draft. Seven statements."""
    found = living(session, cycle.id)
    plan = (cycle.plan_starts_on, cycle.plan_ends_on)
    unready = [row for row in found if not is_ready(commitments.sheet_of(row), plan=plan)]
    answered, total = themes.progress(session, cycle.id)
    return Standing(
        commitments=len(found),
        unready=tuple(reference("C", row.number) for row in unready),
        comments_waiting=commitments.participation(session, cycle.id).waiting,
        responses_waiting=total - answered,
    )


def texts_of(
    session: Session, parts: Collection[tuple[int, int]]
) -> dict[tuple[int, int], CommitmentVersion]:
    """Return the saved texts of (commitment, version) pairs. One statement."""
    key = tuple_(CommitmentVersion.commitment_id, CommitmentVersion.number)
    found = session.scalars(select(CommitmentVersion).where(key.in_(parts))) if parts else ()
    return {(row.commitment_id, row.number): row for row in found}


def steps_between(
    session: Session, spans: Sequence[tuple[int, int, int]]
) -> dict[int, list[CommitmentVersion]]:
    """Return by commitment the versions saved after the first and up to the second of each span. One statement.

    A span is (commitment, first, second).
    """
    bounds = {key: (first, second) for key, first, second in spans}
    wanted = select(CommitmentVersion).where(CommitmentVersion.commitment_id.in_(bounds))
    found: dict[int, list[CommitmentVersion]] = {key: [] for key in bounds}
    for row in session.scalars(wanted.order_by(CommitmentVersion.number)) if bounds else ():
        first, second = bounds[row.commitment_id]
        if first < row.number <= second:
            found[row.commitment_id].append(row)
    return found


def brought_in(session: Session, cycle_id: int) -> PlanDocument | None:
    """Return the plan as it came from a file, None where it was made here. One statement."""
    kept = session.scalar(select(PlanReading.document).where(PlanReading.cycle_id == cycle_id))
    return decode(kept).plan if kept else None


def reading_of(session: Session, forum_id: int, reading_id: int) -> PlanReading:
    """Return what was read of a file in a forum; raises NotThere. One statement."""
    found = session.get(PlanReading, reading_id)
    if found is None or found.forum_id != forum_id:
        raise NotThere
    return found


def readings_waiting(session: Session, forum_id: int) -> list[PlanReading]:
    """Return what was read of files and is not brought in, the latest first. One statement."""
    wanted = select(PlanReading).where(PlanReading.forum_id == forum_id, PlanReading.cycle_id.is_(None))
    return list(session.scalars(wanted.order_by(PlanReading.id.desc())))
