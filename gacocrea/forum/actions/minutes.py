"""Minutes: a draft, comments of those who were there, their signatures, and then everybody reads them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action, require
from gacocrea.core.terms import Actor, Moment
from gacocrea.core.text import reference
from gacocrea.forum.models import Agreement, Meeting, MinutesComment, MinutesSignature
from gacocrea.forum.rules import check_signatures, digest_of_minutes


@dataclass(frozen=True)
class AgreementWords:
    """What was agreed, who does it, and by when."""

    text: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class MinutesWords:
    """What minutes say: what was treated, on what there was no agreement, and what was agreed."""

    minutes: str
    disagreements: str = ""
    agreements: Sequence[AgreementWords] = ()


def write_minutes(
    session: Session, *, actor: Actor, meeting: Meeting, words: MinutesWords, now: datetime
) -> Meeting:
    """Write the draft of the minutes, or correct them once they are published: the record keeps each text's hash.

    Signatures stand under one text: a changed one has to be signed again. What was noted of an agreement that
    stays the same is kept. Raises NotAllowed but for the secretariat, and Invalid before the meeting or for an
    empty text.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if now < meeting.starts_at:
        raise Invalid("minutes", "meeting_not_held")
    if not words.minutes.strip():
        raise Invalid("minutes", "minutes_empty")
    meeting.minutes, meeting.disagreements = words.minutes, words.disagreements
    known = {(one.text, one.owner, one.due_on): one for one in meeting.agreements}
    kept = [
        known.get((one.text, one.owner, one.due_on)) or Agreement(**asdict(one)) for one in words.agreements
    ]
    for position, agreement in enumerate(kept, 1):
        agreement.position = position
    meeting.agreements = kept
    meeting.minutes_written_at = now
    session.flush()
    _write(
        session,
        actor,
        meeting,
        "minutes.corrected" if meeting.minutes_published_at else "minutes.drafted",
        now,
    )
    return meeting


def comment_minutes(
    session: Session, *, actor: Actor, meeting: Meeting, text: str, now: datetime
) -> MinutesComment:
    """Say what the draft of the minutes should say.

    Raises NotAllowed, Invalid ("absent") for somebody who was not there, and Conflict without a draft or once the
    minutes are published.
    """
    require(Action.SIGN_MINUTES, actor=actor, moment=Moment(now))
    _check_draft(meeting)
    _check_present(actor, meeting, "text")
    comment = MinutesComment(account_id=actor.account_id, name=actor.name, text=text, at=now)
    meeting.comments.append(comment)
    session.flush()
    _write(session, actor, meeting, "minutes.commented", now)
    return comment


def sign_minutes(
    session: Session, *, actor: Actor, meeting: Meeting, seen: str, now: datetime
) -> MinutesSignature:
    """Sign the draft of the minutes; `seen` is the hash of the text that was read (`rules.digest_of_minutes`).

    Raises NotAllowed, Invalid ("absent") for somebody who was not there, and Conflict without a draft, once the
    minutes are published, or when the text has changed since.
    """
    require(Action.SIGN_MINUTES, actor=actor, moment=Moment(now))
    _check_draft(meeting)
    _check_present(actor, meeting, "agree")
    if seen != digest_of_minutes(meeting):
        raise Conflict("minutes_changed")
    signature = session.merge(
        MinutesSignature(
            meeting_id=meeting.id, account_id=actor.account_id, name=actor.name, digest=seen, at=now
        )
    )
    session.flush()
    session.expire(meeting, ["signatures"])
    _write(session, actor, meeting, "minutes.signed", now)
    return signature


def publish_minutes(session: Session, *, actor: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Publish the minutes once more than half of those present signed them; who did not sign is shown too.

    Raises NotAllowed but for the secretariat, Invalid without a text or enough signatures, and Conflict when they
    are published already.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if not meeting.minutes:
        raise Invalid("publish", "minutes_empty")
    _check_draft(meeting)
    digest = digest_of_minutes(meeting)
    signed = [one.account_id for one in meeting.signatures if one.digest == digest]
    check_signatures([one.account_id for one in meeting.present], signed)
    meeting.minutes_published_at = now
    session.flush()
    _write(session, actor, meeting, "minutes.published", now, signatures=len(signed))
    return meeting


def settle_agreement(
    session: Session,
    *,
    actor: Actor,
    agreement: Agreement,
    meeting: Meeting,
    outcome: str,
    day: date,
    now: datetime,
) -> Agreement:
    """Note that an agreement was carried out, and how.

    Raises NotAllowed but for the secretariat, Invalid without a word of how, and Conflict when it was noted already.
    """
    require(Action.RUN_FORUM, actor=actor, moment=Moment(now))
    if not outcome:
        raise Invalid("outcome", "outcome_empty")
    if agreement.done_on is not None:
        raise Conflict("agreement_done")
    agreement.done_on, agreement.outcome = day, outcome
    session.flush()
    about = {"agreement": agreement.position, "outcome": outcome}
    _write(session, actor, meeting, "agreement.kept", now, **about)
    return agreement


def _check_draft(meeting: Meeting) -> None:
    if meeting.minutes_published_at:
        raise Conflict("minutes_settled")
    if not meeting.minutes:
        raise Conflict("minutes_none")


def _check_present(actor: Actor, meeting: Meeting, field: str) -> None:
    if all(one.account_id != actor.account_id for one in meeting.present):
        raise Invalid(field, "absent")


def _write(session: Session, actor: Actor, meeting: Meeting, verb: str, now: datetime, **facts: Any) -> None:
    record.write(
        session,
        actor=actor,
        now=now,
        verb=verb,
        subject=reference("R", meeting.number),
        forum_id=meeting.forum_id,
        sha256=digest_of_minutes(meeting),
        **facts,
    )
