"""The public consultation: people comment on the draft, and each comment gets a reasoned answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.commitments.models import (
    REASON_MIN,
    Comment,
    CommentOutcome,
    Commitment,
    CommitmentStatus,
)
from gacocrea.commitments.queries import sheet_of
from gacocrea.commitments.rules import check_comment
from gacocrea.core import outbox, record
from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere, Refusal
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean, reference
from gacocrea.core.words import N_
from gacocrea.cycle.models import Cycle
from gacocrea.people.models import Account
from gacocrea.proposals.models import Stance

SUBJECT = N_("Su observación %(reference)s tiene respuesta")
BODY = {
    CommentOutcome.TAKEN_UP: N_(
        "Hola, %(name)s:\n\nEl borrador cambió por su observación %(reference)s sobre «%(title)s».\n\n%(reason)s\n\n"
        "%(by)s\n\nVea qué cambió: %(address)s\n"
    ),
    CommentOutcome.IN_PART: N_(
        "Hola, %(name)s:\n\nEl borrador cambió en parte por su observación %(reference)s sobre «%(title)s».\n\n"
        "%(reason)s\n\n%(by)s\n\nVea qué cambió: %(address)s\n"
    ),
    CommentOutcome.NOT_TAKEN: N_(
        "Hola, %(name)s:\n\nSu observación %(reference)s sobre «%(title)s» no se recogió. El motivo es público:\n\n"
        "%(reason)s\n\n%(by)s\n\nPuede leerla aquí: %(address)s\n"
    ),
}


def comment(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    commitment: Commitment,
    part: str,
    passage: str,
    stance: Stance,
    text: str,
    now: datetime,
) -> Comment:
    """Comment on a field of the draft, or on a passage that it says, for or against it.

    Raises NotAllowed (calendar, role); Conflict ("commitment_settled") for one that is no draft; Invalid for
    what `rules.check_comment` refuses.
    """
    require(Action.COMMENT_DRAFT, actor=actor, moment=cycle.moment(now))
    if commitment.cycle_id != cycle.id or actor.account_id is None:
        raise NotThere
    if commitment.status is not CommitmentStatus.DRAFT:
        raise Conflict("commitment_settled")
    passage, text = check_comment(sheet_of(commitment), part=part, passage=passage, text=text)
    made = Comment(
        cycle_id=cycle.id,
        number=next_number(session, scope=f"cycle:{cycle.id}", kind="O"),
        commitment_id=commitment.id,
        version=commitment.version,
        part=part,
        passage=passage,
        stance=stance,
        text=text,
        author_id=actor.account_id,
        author_name=actor.name,
        at=now,
    )
    session.add(made)
    session.flush()
    _note(session, cycle, commitment, made, actor=actor, now=now, verb="comment.made", stance=stance.value)
    return made


@dataclass(frozen=True)
class Answered:
    """What became of one of the comments that were answered together."""

    comment: Comment
    refusal: Refusal | None = None


def answer_comments(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    comments: Iterable[Comment],
    outcome: CommentOutcome,
    reason: str,
    now: datetime,
    address: Callable[[str], str] = str,
) -> list[Answered]:
    """Answer one or more comments with one reason, by letter and in public; each stands alone.

    A comment that somebody answered meanwhile stays as it was ("comment_answered"). One is taken up, wholly or
    in part, when a version newer than the one it speaks of is saved ("change_first"). Raises NotAllowed, and
    Invalid for a reason under REASON_MIN letters. `address` returns the public address of a commitment.
    """
    require(Action.ANSWER_COMMENT, actor=actor, moment=cycle.moment(now))
    said = clean(reason, multiline=True)
    if len(said) < REASON_MIN:
        raise Invalid("reason", "reason_short", least=REASON_MIN)
    facts: dict[str, Any] = {"actor": actor, "cycle": cycle, "now": now, "address": address}
    return [_try(session, one, outcome=outcome, reason=said, **facts) for one in comments]


def _try(session: Session, one: Comment, **facts: Any) -> Answered:
    """Answer one comment by itself, or leave it as it was and say why."""
    try:
        with session.begin_nested():
            _answer(session, one=one, **facts)
    except (Conflict, NotAllowed) as refusal:
        return Answered(one, refusal)
    return Answered(one)


def _answer(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    one: Comment,
    outcome: CommentOutcome,
    reason: str,
    now: datetime,
    address: Callable[[str], str],
) -> None:
    session.refresh(one, with_for_update=True)  # two drafters at once wait for each other here
    if one.cycle_id != cycle.id:
        raise NotThere
    require(Action.ANSWER_COMMENT, actor=actor, moment=cycle.moment(now), owner_id=one.author_id)
    if one.outcome is not None:
        raise Conflict("comment_answered", by=one.answered_by)
    commitment = session.get_one(Commitment, one.commitment_id)
    if outcome is not CommentOutcome.NOT_TAKEN:
        if commitment.version <= one.version:
            raise Conflict("change_first", reference=reference("C", commitment.number))
        one.changed_in = commitment.version
    one.outcome, one.answer = outcome, reason
    one.answered_by, one.answered_at = actor.name, now
    session.flush()
    _tell_author(session, one, commitment, now, address)
    _note(
        session,
        cycle,
        commitment,
        one,
        actor=actor,
        now=now,
        verb="comment.answered",
        outcome=outcome.value,
        reason=reason,
    )


def _tell_author(
    session: Session, one: Comment, commitment: Commitment, now: datetime, address: Callable[[str], str]
) -> None:
    author = session.get_one(Account, one.author_id)
    if author.email and one.outcome:
        outbox.queue(
            session,
            key=f"comment:{one.id}",
            to=author.email,
            language=author.language,
            subject=SUBJECT,
            body=BODY[one.outcome],
            now=now,
            name=one.author_name,
            reference=reference("O", one.number),
            title=commitment.name,
            reason=one.answer,
            by=one.answered_by,
            address=address(reference("C", commitment.number)),
        )


def _note(session: Session, cycle: Cycle, commitment: Commitment, one: Comment, **entry: Any) -> None:
    record.write(
        session,
        subject=reference("C", commitment.number),
        forum_id=cycle.forum_id,
        cycle_id=cycle.id,
        comment=reference("O", one.number),
        **entry,
    )
