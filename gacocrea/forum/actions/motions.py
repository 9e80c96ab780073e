"""A motion is put, voted, closed; when it is carried it is a decision, and the stage that put it carries it out.

How an upper stage uses it (a selection, a commitment that is agreed on, a plan that is adopted):

1. it checks its own rules and calls `propose_motion` with a `kind` of its own ("commitment", "plan"), a `subject`
   that names the thing inside the forum ("2026-2028/C-07", "2026-2028") and a `payload` of plain JSON values that
   says what exactly will be done; a second motion about the same thing waits until the first is over;
2. it registers a panel for the slot "motion" (`web/panels.py`) that returns "" for other kinds, says in words what
   will be done, and shows the button once `motion.state` is carried and `motion.carried_out_at` is None;
3. its own action calls `take_carried` first, does what the payload says in the same transaction, and keeps
   `motion.decision_id` beside what it stores. `take_carried` refuses a motion of another kind, forum or subject,
   one that is not carried, and one that was carried out before: it happens once, and with the decision or not at all.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment, Role
from gacocrea.core.text import reference
from gacocrea.forum.actions.decisions import record_decision
from gacocrea.forum.models import GENERAL, Decision, Forum, Motion, MotionSeat, MotionState
from gacocrea.forum.queries import held_seats, live_motion, outcome_of, today_in
from gacocrea.forum.rules import check_quorum


def propose_motion(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    title: str,
    text: str,
    closes_at: datetime,
    kind: str = GENERAL,
    subject: str = "",
    payload: dict[str, Any] | None = None,
    now: datetime,
) -> Motion:
    """Put a motion to the vote of the seats of today, under the internal rules of today.

    Raises NotAllowed but for core group and secretariat; Invalid without words, for a past closing, or in a forum
    without anybody on its seats; Conflict ("motion_live") while another one of the same kind and subject is voted
    or waits to be carried out.
    """
    require(Action.PROPOSE_MOTION, actor=actor, moment=Moment(now))
    _check(session, forum, title=title, text=text, about=(kind, subject), time=(now, closes_at))
    about: dict[str, Any] = {"title": title, "kind": kind, "subject": subject, "payload": payload or {}}
    motion = Motion(
        forum_id=forum.id,
        number=next_number(session, scope=f"forum:{forum.id}", kind="M"),
        state=MotionState.OPEN,
        text=text,
        proposed_by=actor.name,
        proposer_id=actor.account_id,
        opened_at=now,
        closes_at=closes_at,
        seats=_roll(session, forum, now),
        **about,
        **{name: getattr(forum, name) for name in RULE},
    )
    session.add(motion)
    session.flush()
    _write(session, actor, motion, "motion.put", now, put=about)
    return motion


def _check(
    session: Session,
    forum: Forum,
    *,
    title: str,
    text: str,
    about: tuple[str, str],
    time: tuple[datetime, datetime],
) -> None:
    if not title or not text:
        raise Invalid("text" if title else "title", "motion_empty")
    if time[1] <= time[0]:
        raise Invalid("closes_on", "motion_closes")
    if about[0] != GENERAL and (other := live_motion(session, forum.id, *about)):
        raise Conflict("motion_live", motion=reference("M", other.number))


RULE = ("quorum", "quorum_by_sector", "majority", "majority_share", "by_sector")


def _roll(session: Session, forum: Forum, now: datetime) -> list[MotionSeat]:
    """Return the seats that somebody holds today: a vacant one has nobody to vote for it."""
    held = [one for one in held_seats(session, forum, today_in(forum, now)) if one.members]
    if not held:
        raise Invalid("title", "no_seats")
    return [
        MotionSeat(
            seat_id=one.seat.id,
            position=position,
            sector=one.seat.sector.name,
            institution=one.seat.institution or one.members[0].name,
        )
        for position, one in enumerate(held, 1)
    ]


def close_motion(session: Session, *, actor: Actor, forum: Forum, motion: Motion, now: datetime) -> Motion:
    """Close a motion: carried, it becomes a decision with its nominal votes (D-031); otherwise it is rejected.

    It is closed when its time is over, when every seat has voted or is recused, or at once when its votes were
    taken from minutes. Raises NotAllowed but for core group and secretariat; Invalid ("no_quorum",
    "no_quorum_sector", "motion_running"); Conflict when it is closed already.
    """
    require(Action.PROPOSE_MOTION, actor=actor, moment=Moment(now))
    hold(session, motion)
    found = outcome_of(motion)
    check_quorum(found)
    if now < motion.closes_at and motion.meeting_id is None and found.all.cast < found.all.seats:
        raise Invalid("close", "motion_running", cast=found.all.cast, seats=found.all.seats)
    decision = _decide(session, actor, forum, motion, now) if found.is_carried else None
    motion.decision = decision
    motion.state = MotionState.CARRIED if decision else MotionState.REJECTED
    motion.closed_at = now
    session.flush()
    votes = {seat.institution: (seat.choice or ("recused" if seat.recusal else "")) for seat in motion.seats}
    _write(session, actor, motion, f"motion.{motion.state}", now, votes=votes)
    return motion


def _decide(session: Session, actor: Actor, forum: Forum, motion: Motion, now: datetime) -> Decision:
    return record_decision(session, actor=actor, forum=forum, title=motion.title, text=motion.text, now=now)


def withdraw_motion(session: Session, *, actor: Actor, motion: Motion, reason: str, now: datetime) -> Motion:
    """Take an open motion back, in public with its reason: who put it, or the secretariat.

    Raises NotAllowed, Invalid without a reason, and Conflict when it is closed.
    """
    right = Action.RUN_FORUM if Role.SECRETARIAT in actor.roles else Action.WITHDRAW_MOTION
    require(right, actor=actor, moment=Moment(now), owner_id=motion.proposer_id)
    if not reason:
        raise Invalid("reason", "withdrawal_reason")
    hold(session, motion)
    motion.state, motion.closed_at, motion.reason = MotionState.WITHDRAWN, now, reason
    session.flush()
    _write(session, actor, motion, "motion.withdrawn", now, reason=reason)
    return motion


def take_carried(
    session: Session, *, forum_id: int, motion: Motion, kind: str, subject: str, now: datetime
) -> Motion:
    """Take a carried motion to carry it out, once. Whoever calls this asks the law about what is done.

    Raises Conflict ("motion_other") for a motion about something else, ("motion_not_carried"), and
    ("motion_done") for one that was carried out before. Returns it with `decision` set.
    """
    session.refresh(motion, with_for_update={"of": Motion})
    if (motion.forum_id, motion.kind, motion.subject) != (forum_id, kind, subject):
        raise Conflict("motion_other")
    if motion.state is not MotionState.CARRIED:
        raise Conflict("motion_not_carried")
    if motion.carried_out_at is not None:
        raise Conflict("motion_done")
    motion.carried_out_at = now
    session.flush()
    return motion


def hold(session: Session, motion: Motion) -> None:
    """Take an open motion for this transaction: of two persons at once the second finds it as the first left it.

    Raises Conflict ("motion_closed").
    """
    session.refresh(motion, with_for_update={"of": Motion})
    if motion.state is not MotionState.OPEN:
        raise Conflict("motion_closed")


def _write(
    session: Session,
    actor: Actor,
    motion: Motion,
    verb: str,
    now: datetime,
    *,
    reason: str = "",
    **facts: Any,
) -> None:
    record.write(
        session,
        actor=actor,
        now=now,
        verb=verb,
        subject=reference("M", motion.number),
        forum_id=motion.forum_id,
        reason=reason,
        **facts,
    )
