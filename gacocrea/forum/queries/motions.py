"""What is read of motions and decisions: what is being voted, by which rule, how it stands, what it became."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gacocrea.core.errors import NotThere
from gacocrea.forum.models import Decision, Forum, Motion, MotionSeat, MotionState
from gacocrea.forum.queries.seats import seat_held_by, today_in
from gacocrea.forum.rules import Outcome, SeatVote, VotingRule, outcome


def decisions(session: Session, forum: Forum) -> list[Decision]:
    """Return every recorded decision, the latest first. One statement."""
    wanted = select(Decision).where(Decision.forum_id == forum.id)
    return list(session.scalars(wanted.order_by(Decision.number.desc())))


def decision_of(session: Session, forum: Forum, number: int) -> Decision:
    """Return the decision D-`number`; raises NotThere. One statement."""
    found = session.scalar(select(Decision).where(Decision.forum_id == forum.id, Decision.number == number))
    if found is None:
        raise NotThere
    return found


def motions(session: Session, forum: Forum) -> list[Motion]:
    """Return every motion, the latest first. Two statements."""
    wanted = select(Motion).where(Motion.forum_id == forum.id)
    return list(session.scalars(wanted.order_by(Motion.number.desc())))


def motion_of(session: Session, forum: Forum, number: int) -> Motion:
    """Return the motion M-`number`; raises NotThere. Two statements."""
    return _one(session, Motion.forum_id == forum.id, Motion.number == number)


def motion_behind(session: Session, decision: Decision) -> Motion | None:
    """Return the motion that became a decision; None for one recorded without nominal votes. Two statements."""
    try:
        return _one(session, Motion.decision_id == decision.id)
    except NotThere:
        return None


def _one(session: Session, *where: object) -> Motion:
    wanted = select(Motion).options(joinedload(Motion.meeting), joinedload(Motion.decision))
    found = session.scalar(wanted.where(*where))  # type: ignore[arg-type]
    if found is None:
        raise NotThere
    return found


def motions_about(session: Session, forum_id: int, kind: str, subject: str) -> list[Motion]:
    """Return the motions of one kind and subject, the latest first. Two statements."""
    mine = select(Motion).where(Motion.forum_id == forum_id, Motion.kind == kind, Motion.subject == subject)
    return list(session.scalars(mine.order_by(Motion.number.desc())))


def live_motion(session: Session, forum_id: int, kind: str, subject: str) -> Motion | None:
    """Return the motion of a kind and subject that is being voted, or waits to be carried out. Two statements."""
    return next((one for one in motions_about(session, forum_id, kind, subject) if is_live(one)), None)


def is_live(motion: Motion) -> bool:
    """Say whether a motion is being voted, or is carried and waits to be carried out."""
    waits = motion.state is MotionState.CARRIED and motion.carried_out_at is None
    return motion.state is MotionState.OPEN or waits


def rule_of(motion: Motion) -> VotingRule:
    """Return the rule that was in force when the motion was put."""
    return VotingRule(
        motion.quorum, motion.quorum_by_sector, motion.majority, motion.majority_share, motion.by_sector
    )


def outcome_of(motion: Motion) -> Outcome:
    """Return what the votes of a motion say so far."""
    votes = (SeatVote(seat.sector, seat.choice, bool(seat.recusal)) for seat in motion.seats)
    return outcome(votes, rule_of(motion))


@dataclass(frozen=True)
class OwnSeat:
    """The seat from which a person votes on a motion; `is_titular` as of today."""

    row: MotionSeat
    is_titular: bool


def own_seat(
    session: Session, forum: Forum, motion: Motion, account_id: int | None, now: datetime
) -> OwnSeat | None:
    """Return the seat in the roll of a motion that a person holds today, None for anyone else. One statement."""
    term = seat_held_by(session, forum, account_id, today_in(forum, now)) if account_id else None
    row = next((seat for seat in motion.seats if term and seat.seat_id == term.seat_id), None)
    return OwnSeat(row, term.kind == "titular") if row and term else None


def motions_waiting_for(session: Session, forum: Forum, account_id: int, now: datetime) -> list[Motion]:
    """Return the open motions on which this person's seat has not voted, the oldest first. Three statements."""
    term = seat_held_by(session, forum, account_id, today_in(forum, now))
    if term is None:
        return []
    mine = (
        select(Motion)
        .join(MotionSeat, MotionSeat.motion_id == Motion.id)
        .where(
            Motion.forum_id == forum.id,
            Motion.state == MotionState.OPEN,
            MotionSeat.seat_id == term.seat_id,
            MotionSeat.choice.is_(None),
            MotionSeat.recusal == "",
        )
    )
    return list(session.scalars(mine.order_by(Motion.number)))
