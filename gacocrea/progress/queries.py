"""Where the commitments of a cycle stand, in a known number of statements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.commitments import queries as commitments
from gacocrea.commitments.models import Commitment, CommitmentStatus, Milestone
from gacocrea.progress.models import Completion, ProgressReport
from gacocrea.progress.rules import is_late, together


@dataclass(frozen=True)
class Standing:
    """A milestone and the last thing said of it."""

    milestone: Milestone
    completion: Completion
    report: ProgressReport | None
    is_late: bool


@dataclass(frozen=True)
class CommitmentStanding:
    """A commitment and where its milestones stand."""

    commitment: Commitment
    completion: Completion
    milestones: list[Standing]

    @property
    def done(self) -> int:
        return sum(row.completion is Completion.COMPLETED for row in self.milestones)

    @property
    def late(self) -> int:
        return sum(row.is_late for row in self.milestones)

    @property
    def is_reported(self) -> bool:
        return any(row.report for row in self.milestones)


def latest_reports(session: Session, milestone_ids: list[int]) -> dict[int, ProgressReport]:
    """Return the latest report of each milestone. One statement."""
    last = (
        select(func.max(ProgressReport.id))
        .where(ProgressReport.milestone_id.in_(milestone_ids))
        .group_by(ProgressReport.milestone_id)
    )
    found = session.scalars(select(ProgressReport).where(ProgressReport.id.in_(last)))
    return {report.milestone_id: report for report in found}


def history_of(session: Session, milestone_ids: list[int]) -> dict[int, list[ProgressReport]]:
    """Return everything said of each milestone, newest first. One statement."""
    found = defaultdict[int, list[ProgressReport]](list)
    wanted = select(ProgressReport).where(ProgressReport.milestone_id.in_(milestone_ids))
    for report in session.scalars(wanted.order_by(ProgressReport.id.desc())):
        found[report.milestone_id].append(report)
    return found


def standing_of(session: Session, found: list[Commitment], today: date) -> list[CommitmentStanding]:
    """Return where commitments stand, in their order. One statement."""
    reports = latest_reports(session, [step.id for row in found for step in row.milestones])
    return [_standing(row, reports, today) for row in found]


def completions(session: Session, commitment_ids: Sequence[int]) -> dict[int, Completion]:
    """Return how far commitments got, those without any report left out. Two statements."""
    steps = defaultdict[int, list[int]](list)
    mine = select(Milestone.commitment_id, Milestone.id).where(Milestone.commitment_id.in_(commitment_ids))
    for commitment_id, step_id in session.execute(mine):
        steps[commitment_id].append(step_id)
    reports = latest_reports(session, [id for ids in steps.values() for id in ids])
    return {
        key: together(reports[id].completion if id in reports else Completion.NOT_STARTED for id in ids)
        for key, ids in steps.items()
        if any(id in reports for id in ids)
    }


def of_cycle(session: Session, cycle_id: int, today: date) -> list[CommitmentStanding]:
    """Return where every living commitment of a cycle stands. Three statements."""
    found = commitments.all_of(session, cycle_id)
    living = [row for row in found if row.status is not CommitmentStatus.WITHDRAWN]
    return standing_of(session, living, today)


def _standing(commitment: Commitment, reports: dict[int, ProgressReport], today: date) -> CommitmentStanding:
    rows = []
    for step in commitment.milestones:
        said = reports.get(step.id)
        completion = said.completion if said else Completion.NOT_STARTED
        rows.append(Standing(step, completion, said, is_late(completion, step.ends_on, today)))
    return CommitmentStanding(commitment, together(row.completion for row in rows), rows)
