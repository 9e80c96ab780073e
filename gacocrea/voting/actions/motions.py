"""Open polls that end later, or that are void and repeated: proposed by one person, carried out by a second."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from gacocrea.core import permissions, record
from gacocrea.core.db import Base
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean
from gacocrea.cycle.actions import move_voting_end
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.rules import challenge_end
from gacocrea.voting.actions.pairs import check_pair, hold_polls
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import (
    EXTENSION_DAYS_MAX,
    NOTE_MAX,
    NOTE_MIN,
    Annulled,
    Ballot,
    FinalBallot,
    Motion,
    MotionKind,
    PaperBallot,
    PaperBatch,
    PaperLine,
    Poll,
    PollState,
    Signature,
)
from gacocrea.voting.rules import Signer, read_manifest


def propose_motion(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    kind: MotionKind,
    closes_at: datetime,
    note: str,
    keys: KeyRing,
    now: datetime,
) -> Motion:
    """Propose that voting ends later, or that it is void and repeated until `closes_at`; the note is public.

    Raises NotAllowed; Conflict ("not_open" unless polls are open and their end has not come, "motion_waiting",
    "key_is_there" for polls whose key can still be read: they are not void); Invalid for an end that is not
    later, is past, or lies more than EXTENSION_DAYS_MAX days ahead, and for a note of another length.
    """
    permissions.require(Action.EXTEND_POLL, actor=actor, moment=cycle.moment(now))
    polls = _open(session, cycle, kind, now)
    before = max(poll.closes_at for poll in polls)
    if waiting := waiting_motion(session, cycle):
        raise Conflict("motion_waiting", name=waiting.first_name)
    if kind is MotionKind.VOID and all(_readable(keys, poll) for poll in polls):
        raise Conflict("key_is_there")
    if not max(before, now) < closes_at <= before + timedelta(days=EXTENSION_DAYS_MAX):
        raise Invalid("closes_at", "not_later", most=EXTENSION_DAYS_MAX)
    words = clean(note, multiline=True)
    if not NOTE_MIN <= len(words) <= NOTE_MAX:
        raise Invalid("note", "note_length", least=NOTE_MIN, most=NOTE_MAX)
    motion = Motion(
        cycle_id=cycle.id, kind=kind, before=before, closes_at=closes_at, note=words,
        first_id=actor.account_id, first_name=actor.name, first_sector_id=actor.sector_id, at=now,
    )  # fmt: skip
    session.add(motion)
    session.flush()
    _note(session, actor, cycle, motion, what="proposed", now=now)
    return motion


def second_motion(
    session: Session, *, actor: Actor, cycle: Cycle, motion: Motion, keys: KeyRing, now: datetime
) -> Motion:
    """Carry a motion out: polls and calendar end later, or the polls are gone with their ballots and open anew.

    The manifest stays as it was frozen; the longer end stands beside it. Raises NotAllowed; Conflict
    ("not_open", "motion_done", "key_is_there", and as `check_pair` says).
    """
    permissions.require(Action.EXTEND_POLL, actor=actor, moment=cycle.moment(now))
    polls = _open(session, cycle, motion.kind, now)
    session.refresh(motion, with_for_update=True)
    if motion.done_at is not None or motion.closes_at <= now:
        raise Conflict("motion_done")
    if motion.kind is MotionKind.VOID and all(_readable(keys, poll) for poll in polls):
        raise Conflict("key_is_there")
    check_pair(session, cycle=cycle, first=Signer(motion.first_id, motion.first_sector_id), actor=actor)
    lost = _void(session, cycle, polls, keys) if motion.kind is MotionKind.VOID else {}
    for poll in polls if motion.kind is MotionKind.EXTEND else ():
        poll.closes_at = motion.closes_at
    ends = challenge_end(motion.closes_at, cycle.challenge_hours)
    move_voting_end(cycle, voting_ends=motion.closes_at, challenge_ends=ends)
    motion.second_id, motion.second_name, motion.done_at = actor.account_id, actor.name, now
    session.flush()
    _note(session, actor, cycle, motion, what="done", now=now, **lost)
    return motion


def drop_motion(session: Session, *, actor: Actor, cycle: Cycle, motion: Motion, now: datetime) -> None:
    """Take a motion back that nobody has seconded. Raises NotAllowed, Conflict ("motion_done")."""
    permissions.require(Action.EXTEND_POLL, actor=actor, moment=cycle.moment(now))
    session.refresh(motion, with_for_update=True)
    if motion.done_at is not None:
        raise Conflict("motion_done")
    session.delete(motion)
    session.flush()
    _note(session, actor, cycle, motion, what="dropped", now=now)


def waiting_motion(session: Session, cycle: Cycle) -> Motion | None:
    """Return the motion that waits for a second person. One statement."""
    return session.scalar(select(Motion).where(Motion.cycle_id == cycle.id, Motion.done_at.is_(None)))


def _open(session: Session, cycle: Cycle, kind: MotionKind, now: datetime) -> list[Poll]:
    polls = hold_polls(session, cycle)
    ended = kind is MotionKind.EXTEND and any(poll.closes_at <= now for poll in polls)
    if not polls or polls[0].state is not PollState.OPEN or ended:
        raise Conflict("not_open")
    return polls


def _readable(keys: KeyRing, poll: Poll) -> bool:
    try:
        keys.load(read_manifest(poll.manifest))
    except Conflict:
        return False
    return True


def _void(session: Session, cycle: Cycle, polls: list[Poll], keys: KeyRing) -> dict[str, dict[str, object]]:
    """Remove polls that nobody can count any more; return what the record keeps of them."""
    said: dict[str, object] = {}
    for poll in polls:
        ballots = session.scalar(select(func.count()).where(Ballot.poll_id == poll.id))
        manifest = read_manifest(poll.manifest)
        said[manifest.pillar_key] = {"manifest": poll.manifest_hash, "ballots": ballots}
        _remove(session, poll)
        keys.destroy(manifest.poll)  # a file that is not its key must not become that of the next poll
    session.execute(delete(Signature).where(Signature.cycle_id == cycle.id))
    return {"polls": said}


def _remove(session: Session, poll: Poll) -> None:
    """Delete a poll and whatever hangs on it."""
    batches = select(PaperBatch.id).where(PaperBatch.poll_id == poll.id)
    for typed in (PaperBallot, PaperLine):
        session.execute(delete(typed).where(typed.batch_id.in_(batches)))
    poll_id = poll.id
    session.expunge(poll)
    after_the_close = {FinalBallot.__tablename__, Annulled.__tablename__}
    for table in reversed(Base.metadata.sorted_tables):
        if "poll_id" in table.c and table.name not in after_the_close:
            session.execute(delete(table).where(table.c.poll_id == poll_id))
    session.execute(delete(Poll).where(Poll.id == poll_id))


def _note(
    session: Session, actor: Actor, cycle: Cycle, motion: Motion, *, what: str, now: datetime, **facts: object
) -> None:
    verb = "poll.extension_" if motion.kind is MotionKind.EXTEND else "poll.void_"
    record.write(
        session, actor=actor, now=now, verb=verb + what, subject=cycle.slug, forum_id=cycle.forum_id,
        cycle_id=cycle.id, reason=motion.note, before=motion.before.isoformat(),
        closes_at=motion.closes_at.isoformat(), signed_by=[motion.first_name, motion.second_name], **facts,
    )  # fmt: skip
