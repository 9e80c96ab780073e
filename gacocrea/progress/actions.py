"""Reporting how a milestone is going. Nothing said before is overwritten: the latest report counts."""

from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.commitments.models import Commitment, CommitmentStatus, Milestone
from gacocrea.core import record
from gacocrea.core.errors import Conflict, NotThere
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.forum.actions import Upload, keep_file
from gacocrea.progress.models import Completion, ProgressReport
from gacocrea.progress.rules import check_report


def report(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    commitment: Commitment,
    milestone: Milestone,
    completion: Completion,
    note: str,
    evidence: str = "",
    evidence_url: str = "",
    upload: Upload | None = None,
    now: datetime,
) -> ProgressReport:
    """Say where a milestone stands and what shows it: in words, by an address, by a file.

    Raises NotAllowed; NotThere for a milestone of another commitment or cycle; Conflict ("commitment_withdrawn")
    for a withdrawn commitment; Invalid for no words, completion without evidence, an address that is none, and
    as `keep_file`.
    """
    require(Action.REPORT_PROGRESS, actor=actor, moment=cycle.moment(now))
    if commitment.cycle_id != cycle.id or milestone.commitment_id != commitment.id:
        raise NotThere
    if commitment.status is CommitmentStatus.WITHDRAWN:
        raise Conflict("commitment_withdrawn")
    check_report(completion, note, evidence, evidence_url)
    file = keep_file(session, actor=actor, forum_id=cycle.forum_id, upload=upload, now=now) if upload else None
    said = ProgressReport(milestone_id=milestone.id, completion=completion, note=note, evidence=evidence)
    said.evidence_url, said.file = evidence_url, file
    said.by_id, said.by_name, said.at = actor.account_id, actor.name, now
    session.add(said)
    record.write(
        session,
        actor=actor,
        now=now,
        verb="milestone.reported",
        subject=f"{reference('C', commitment.number)}.{milestone.number}",
        forum_id=cycle.forum_id,
        cycle_id=cycle.id,
        completion=completion.value,
        sha256=file.sha256 if file else "",
    )
    return said
