"""Agreeing on a commitment: the seats vote on the text of one version, and its page shows the decision."""

from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.commitments.actions.drafting import hold_draft
from gacocrea.commitments.models import Commitment
from gacocrea.core.errors import Conflict
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor
from gacocrea.core.text import reference
from gacocrea.cycle.models import Cycle
from gacocrea.forum.actions import propose_motion, take_carried
from gacocrea.forum.models import Forum, Motion, MotionState
from gacocrea.forum.queries import motions_about

AGREEMENT = "commitment"
"""The kind of the motions on a commitment. A carried one is the agreement: nothing else has to be done."""

# Decisions are kept as they were written: in the language of the forum's records, not of whoever reads.
TITLE = "Acuerdo sobre el compromiso %(reference)s"
TEXT = "Se acuerda el texto de la versión %(version)s del compromiso %(reference)s: «%(name)s»."


def subject_of(cycle: Cycle, commitment: Commitment) -> str:
    """Return what a motion on a commitment is about: "2026-2028/C-07"."""
    return f"{cycle.slug}/{reference('C', commitment.number)}"


def propose_agreement(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    commitment: Commitment,
    closes_at: datetime,
    now: datetime,
) -> Motion:
    """Put a draft, as it reads now, to the vote of the seats.

    Raises NotAllowed; Conflict ("commitment_settled", "version_agreed") and what `propose_motion` raises.
    """
    require(Action.DRAFT_COMMITMENT, actor=actor, moment=cycle.moment(now))
    hold_draft(session, cycle, commitment)
    subject = subject_of(cycle, commitment)
    for before in motions_about(session, cycle.forum_id, AGREEMENT, subject):
        if before.state is MotionState.CARRIED and before.payload["version"] == commitment.version:
            raise Conflict("version_agreed", version=commitment.version)
        if before.state is MotionState.CARRIED and before.carried_out_at is None:
            take_carried(
                session, forum_id=cycle.forum_id, motion=before, kind=AGREEMENT, subject=subject, now=now
            )
    facts = {"reference": reference("C", commitment.number), "version": commitment.version}
    return propose_motion(
        session,
        actor=actor,
        forum=session.get_one(Forum, cycle.forum_id),
        title=TITLE % facts,
        text=TEXT % (facts | {"name": commitment.name}),
        kind=AGREEMENT,
        subject=subject,
        payload={"version": commitment.version},
        closes_at=closes_at,
        now=now,
    )
