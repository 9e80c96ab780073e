"""What the group decides of a commitment after the vote: that it is withdrawn, or that one is added.

The plan mirrors what was voted; each departure is a motion of the seats, with a public reason, and the commitment
keeps the decision that carried it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.commitments.actions.agreeing import subject_of
from gacocrea.commitments.actions.drafting import begin, hold_draft, keep_first, note
from gacocrea.commitments.models import NAME_MAX, REASON_MIN, Commitment, CommitmentStatus
from gacocrea.core.errors import Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference, slug
from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.forum.actions import propose_motion, take_carried
from gacocrea.forum.models import Forum, Motion

WITHDRAWAL = "commitment_withdrawal"
ADDITION = "commitment_addition"
"""The kinds of the motions that this stage carries out."""

# Decisions are kept as they were written: in the language of the forum's records, not of whoever reads.
WITHDRAW_TITLE = "Retiro del compromiso %(reference)s"
WITHDRAW_TEXT = "Se retira del borrador el compromiso %(reference)s: «%(name)s». Motivo: %(reason)s"
ADD_TITLE = "Compromiso que no viene de la votación: %(name)s"
ADD_TEXT = "Se agrega al borrador, en el pilar %(pillar)s, el compromiso «%(name)s». Motivo: %(reason)s"


def propose_withdrawal(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    commitment: Commitment,
    reason: str,
    closes_at: datetime,
    now: datetime,
) -> Motion:
    """Ask the seats to drop a commitment from the draft.

    Raises NotAllowed; Invalid for a reason under REASON_MIN letters; Conflict ("commitment_settled") when it is no
    draft any more, and what `propose_motion` raises.
    """
    require(Action.DRAFT_COMMITMENT, actor=actor, moment=cycle.moment(now))
    hold_draft(session, cycle, commitment)
    _check_reason(reason)
    facts = {"reference": reference("C", commitment.number), "name": commitment.name, "reason": reason}
    return propose_motion(
        session,
        actor=actor,
        forum=session.get_one(Forum, cycle.forum_id),
        title=WITHDRAW_TITLE % facts,
        text=WITHDRAW_TEXT % facts,
        kind=WITHDRAWAL,
        subject=subject_of(cycle, commitment),
        payload={"reason": reason},
        closes_at=closes_at,
        now=now,
    )


def withdraw(
    session: Session, *, actor: Actor, cycle: Cycle, commitment: Commitment, motion: Motion, now: datetime
) -> Commitment:
    """Drop a commitment as the seats decided. It stays readable, with its reason, and its themes wait again.

    Raises NotAllowed, NotThere for a commitment of another cycle, Conflict ("commitment_settled") when it is no draft
    any more, and what `take_carried` refuses.
    """
    require(Action.DRAFT_COMMITMENT, actor=actor, moment=cycle.moment(now))
    hold_draft(session, cycle, commitment)
    subject = subject_of(cycle, commitment)
    take_carried(session, forum_id=cycle.forum_id, motion=motion, kind=WITHDRAWAL, subject=subject, now=now)
    commitment.status = CommitmentStatus.WITHDRAWN
    commitment.status_reason = motion.payload["reason"]
    commitment.withdrawn_by = motion.decision
    commitment.changed_at = now
    note(session, commitment, actor, cycle, now, verb="commitment.withdrawn", reason=commitment.status_reason)
    return commitment


def propose_addition(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    pillar: Pillar,
    name: str,
    reason: str,
    closes_at: datetime,
    now: datetime,
) -> Motion:
    """Ask the seats for a commitment that no voted theme asks for.

    Raises NotAllowed; Invalid without a name of its size or for a reason under REASON_MIN letters; and what
    `propose_motion` raises.
    """
    require(Action.DRAFT_COMMITMENT, actor=actor, moment=cycle.moment(now))
    if not 1 <= len(name) <= NAME_MAX:
        raise Invalid("name", "commitment_name")
    _check_reason(reason)
    facts = {"name": name, "pillar": pillar.name, "reason": reason}
    return propose_motion(
        session,
        actor=actor,
        forum=session.get_one(Forum, cycle.forum_id),
        title=ADD_TITLE % facts,
        text=ADD_TEXT % facts,
        kind=ADDITION,
        subject=f"{cycle.slug}/{slug(name)}",
        payload={"pillar": pillar.key, "name": name, "reason": reason},
        closes_at=closes_at,
        now=now,
    )


def add(session: Session, *, actor: Actor, cycle: Cycle, motion: Motion, now: datetime) -> Commitment:
    """Begin the commitment that the seats decided to add; its page says by which decision and why.

    Raises NotAllowed and what `take_carried` refuses.
    """
    require(Action.DRAFT_COMMITMENT, actor=actor, moment=cycle.moment(now))
    said: dict[str, Any] = motion.payload
    subject = f"{cycle.slug}/{slug(said.get('name', ''))}"
    take_carried(session, forum_id=cycle.forum_id, motion=motion, kind=ADDITION, subject=subject, now=now)
    pillar = next(pillar for pillar in cycle.pillars if pillar.key == said["pillar"])
    commitment = begin(session, cycle=cycle, pillar_id=pillar.id, name=said["name"], now=now)
    commitment.added_by, commitment.added_reason = motion.decision, said["reason"]
    return keep_first(session, commitment, actor, cycle, now)


def _check_reason(reason: str) -> None:
    if len(reason) < REASON_MIN:
        raise Invalid("reason", "reason_short", least=REASON_MIN)
