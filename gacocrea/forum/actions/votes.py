"""The votes of a motion are nominal: one for each seat, by its titular or its alternate, and public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import reference
from gacocrea.forum.actions.motions import hold
from gacocrea.forum.models import Choice, Forum, Meeting, Motion, MotionSeat, SeatKind
from gacocrea.forum.queries import OwnSeat, own_seat


def vote(
    session: Session,
    *,
    actor: Actor,
    forum: Forum,
    motion: Motion,
    choice: Choice,
    dissent: str = "",
    now: datetime,
) -> MotionSeat:
    """Vote from one's own seat, or change that vote while the motion is open. `dissent` is public with the vote.

    The titular may vote over the alternate, not the other way round. Raises NotAllowed but for the core group;
    Invalid for somebody without a seat in the roll ("no_seat"), a recused seat ("recused") or an alternate after
    the titular ("titular_voted"); Conflict when the motion is closed.
    """
    require(Action.VOTE_MOTION, actor=actor, moment=Moment(now))
    hold(session, motion)
    if now >= motion.closes_at:
        raise Conflict("motion_time_over")
    own = _own(session, forum, motion, actor, field="choice", now=now)
    if own.row.recusal:
        raise Invalid("choice", "recused")
    own.row.choice, own.row.dissent = choice, dissent
    _sign(own, actor, now)
    session.flush()
    _write(session, actor, motion, own.row, verb="motion.voted", now=now)
    return own.row


def recuse(
    session: Session, *, actor: Actor, forum: Forum, motion: Motion, reason: str, now: datetime
) -> MotionSeat:
    """Step aside from a motion in which one's institution has an interest; the seat's vote, if any, is taken back.

    Raises as `vote`, and Invalid without a reason.
    """
    require(Action.VOTE_MOTION, actor=actor, moment=Moment(now))
    hold(session, motion)
    if not reason:
        raise Invalid("recusal", "recusal_reason")
    own = _own(session, forum, motion, actor, field="recusal", now=now)
    own.row.choice, own.row.dissent, own.row.recusal = None, "", reason
    _sign(own, actor, now)
    session.flush()
    _write(session, actor, motion, own.row, verb="motion.recused", now=now)
    return own.row


@dataclass(frozen=True)
class Noted:
    """What minutes say of a seat: its vote, or why it stepped aside, and its dissent."""

    choice: Choice | None = None
    recusal: str = ""
    dissent: str = ""


def record_votes(
    session: Session,
    *,
    actor: Actor,
    motion: Motion,
    meeting: Meeting,
    votes: Mapping[int, Noted],
    now: datetime,
) -> Motion:
    """Take the votes of seats from a meeting's minutes; `votes` go by seat. The motion's page says so.

    What a seat voted here itself stays. Raises NotAllowed but for the secretariat; Invalid for a meeting that was
    not held or a seat outside the roll, and on "seat_<id>" for a recusal with a vote, a seat that was not at the
    meeting, or one that voted itself; Conflict when the motion is closed.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    hold(session, motion)
    if meeting.forum_id != motion.forum_id or now < meeting.starts_at:
        raise Invalid("meeting", "meeting_not_held")
    rows = {row.seat_id: row for row in motion.seats}
    present = {one.seat_id: one for one in meeting.present}
    for seat_id, noted in votes.items():
        if not (noted.choice or noted.recusal):
            continue
        row = rows.get(seat_id)
        if row is None:
            raise Invalid("meeting", "no_seat")
        _check_noted(row, noted, is_absent=bool(present) and seat_id not in present)
        row.choice, row.recusal, row.dissent, row.at = noted.choice, noted.recusal, noted.dissent, now
        if there := present.get(seat_id):
            row.name, row.kind = there.name, there.kind
    motion.meeting = meeting
    session.flush()
    record.write(
        session,
        actor=actor,
        now=now,
        verb="motion.minuted",
        subject=reference("M", motion.number),
        forum_id=motion.forum_id,
        meeting=reference("R", meeting.number),
        votes={row.institution: row.choice or "" for row in motion.seats if row.choice},
    )
    return motion


def _check_noted(row: MotionSeat, noted: Noted, *, is_absent: bool) -> None:
    field = f"seat_{row.seat_id}"
    if row.account_id is not None:
        raise Invalid(field, "voted_here", institution=row.institution)
    if noted.choice and noted.recusal:
        raise Invalid(field, "recused")
    if is_absent:
        raise Invalid(field, "seat_absent", institution=row.institution)


def _own(
    session: Session, forum: Forum, motion: Motion, actor: Actor, *, field: str, now: datetime
) -> OwnSeat:
    own = own_seat(session, forum, motion, actor.account_id, now)
    if own is None:
        raise Invalid(field, "no_seat")
    other = own.row.account_id not in (None, actor.account_id)
    if other and not own.is_titular and own.row.kind is SeatKind.TITULAR:
        raise Invalid(field, "titular_voted")
    return own


def _sign(own: OwnSeat, actor: Actor, now: datetime) -> None:
    own.row.name, own.row.account_id, own.row.at = actor.name, actor.account_id, now
    own.row.kind = SeatKind.TITULAR if own.is_titular else SeatKind.ALTERNATE


def _write(
    session: Session, actor: Actor, motion: Motion, row: MotionSeat, *, verb: str, now: datetime
) -> None:
    record.write(
        session,
        actor=actor,
        now=now,
        verb=verb,
        subject=reference("M", motion.number),
        forum_id=motion.forum_id,
        reason=row.recusal or row.dissent,
        institution=row.institution,
        choice=row.choice or "",
    )
