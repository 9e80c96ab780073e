"""What is read between close and publication: the closing list as a file, complaints, cases, longer votes."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core.record import RecordEntry
from gacocrea.voting.models import (
    Annulled,
    AnnulmentCase,
    CaseState,
    Complaint,
    Motion,
    MotionKind,
    Poll,
    PollState,
    Superseded,
)
from gacocrea.voting.queries.outcome import closing_list
from gacocrea.voting.rules import canonical, read_manifest


def closing_file(session: Session, poll: Poll) -> str | None:
    """Return closing.json of a closed poll, the same bytes ever after; None while it is open. Three statements."""
    seals = closing_list(session, poll)
    if seals is None:
        return None
    superseded = select(Superseded.seal).where(Superseded.poll_id == poll.id).order_by(Superseded.seal)
    said = {
        "format": "gacocrea/closing/v1",
        "poll": read_manifest(poll.manifest).poll,
        "manifest_hash": poll.manifest_hash,
        "closed_at": poll.closed_at.isoformat() if poll.closed_at else "",
        "eligible": poll.eligible,
        "root": poll.root,
        "seals": seals,
        "superseded": list(session.scalars(superseded)),
        "extensions": [
            {"from": one.before.isoformat(), "to": one.closes_at.isoformat(), "note": one.note}
            for one in motions_of(session, poll.cycle_id)
            if one.kind is MotionKind.EXTEND and one.done_at and one.done_at >= poll.opens_at
        ],
    }
    return canonical(said).decode()


def motions_of(session: Session, cycle_id: int) -> list[Motion]:
    """Return longer votes and repetitions, proposed and done, in order. One statement."""
    return list(session.scalars(select(Motion).where(Motion.cycle_id == cycle_id).order_by(Motion.id)))


def cases_of(session: Session, cycle_id: int) -> list[AnnulmentCase]:
    """Return the annulments of a cycle, for those who decide them. One statement."""
    wanted = select(AnnulmentCase).where(AnnulmentCase.cycle_id == cycle_id)
    return list(session.scalars(wanted.order_by(AnnulmentCase.id)))


def case_against(session: Session, cycle_id: int, account_id: int | None) -> AnnulmentCase | None:
    """Return the case that a person can answer or read: their latest one. One statement."""
    wanted = select(AnnulmentCase).where(
        AnnulmentCase.cycle_id == cycle_id, AnnulmentCase.account_id == account_id
    )
    return session.scalar(wanted.order_by(AnnulmentCase.id.desc()).limit(1))


def complaints_of(session: Session, polls: Sequence[Poll]) -> list[Complaint]:
    """Return the complaints about some polls in order. One statement."""
    wanted = select(Complaint).where(Complaint.poll_id.in_([poll.id for poll in polls]))
    return list(session.scalars(wanted.order_by(Complaint.id)))


def annulled_by_cause(session: Session, poll: Poll) -> dict[str, int]:
    """Return how many ballots were annulled for each cause, nothing before publication. One statement."""
    if poll.state is not PollState.PUBLISHED:
        return {}
    counted = select(Annulled.cause, func.count()).where(Annulled.poll_id == poll.id)
    return dict(session.execute(counted.group_by(Annulled.cause).order_by(Annulled.cause)).tuples().all())


def minute_of(session: Session, cycle_id: int) -> RecordEntry | None:
    """Return the record's entry on the destruction of the keys, None before. One statement."""
    return session.scalar(
        select(RecordEntry).where(RecordEntry.cycle_id == cycle_id, RecordEntry.verb == "keys.destroyed")
    )


def waiting_at_desk(session: Session, polls: Sequence[Poll]) -> tuple[int, int]:
    """Return how many complaints have no answer and how many annulments no decision. Two statements."""
    ids, cycles = [poll.id for poll in polls], [poll.cycle_id for poll in polls]
    complaints = select(func.count()).where(Complaint.poll_id.in_(ids), Complaint.answered_at.is_(None))
    cases = select(func.count()).where(
        AnnulmentCase.cycle_id.in_(cycles), AnnulmentCase.state == CaseState.HEARD
    )
    return session.scalar(complaints) or 0, session.scalar(cases) or 0
