"""Complaints in the challenge window: a signed receipt proves itself; a counted one is never stored."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import permissions, record
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.numbering import next_number
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor
from gacocrea.core.text import clean, reference
from gacocrea.cycle.models import Cycle
from gacocrea.voting.keys import KeyRing, is_signed
from gacocrea.voting.models import (
    COMPLAINT_MAX,
    NOTE_MAX,
    NOTE_MIN,
    Annulled,
    Ballot,
    Complaint,
    Poll,
    PollState,
    Superseded,
)
from gacocrea.voting.rules import digest, read_manifest, read_receipt

SECRET = re.compile(r"[0-9a-fA-F]{32,}")


@dataclass(frozen=True)
class Filed:
    """What became of a complaint: where its seal is, or the number under which it waits for an answer."""

    complaint: Complaint | None = None
    listed: bool = False
    replaced: bool = False
    token: str = ""
    """The complaint's own receipt: the forum's signature (Ed25519) over poll, number and hash of the text."""


def file_complaint(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    poll: Poll,
    receipt: str,
    text: str,
    keys: KeyRing,
    now: datetime,
) -> Filed:
    """Look a receipt up and, where it is in no list, keep it as a proven complaint; without a receipt keep the text.

    A receipt that is in the closing list, or was replaced by its voter, is answered at once and leaves nothing
    behind. Raises Conflict ("no_challenge") outside the window; Invalid for a receipt that the poll's key did not
    sign ("receipt_unsigned"), a text without content, or one that holds a seal or a nonce ("secret_in_text").
    """
    permissions.require(Action.READ, actor=actor, moment=cycle.moment(now))
    if poll.state is not PollState.CLOSED or now >= (poll.challenge_until or now):
        raise Conflict("no_challenge")
    said = clean(text, multiline=True)
    if SECRET.search(said):
        raise Invalid("text", "secret_in_text")
    seal = _signed_seal(poll, receipt) if receipt.strip() else None
    if seal is None and not NOTE_MIN <= len(said) <= COMPLAINT_MAX:
        raise Invalid("text", "note_length", least=NOTE_MIN, most=COMPLAINT_MAX)
    if seal and (found := _where(session, poll, seal)):
        return found
    return _keep(session, cycle=cycle, poll=poll, seal=seal, text=said, keys=keys, now=now)


def answer_complaint(
    session: Session,
    *,
    actor: Actor,
    cycle: Cycle,
    complaint: Complaint,
    founded: bool,
    answer: str,
    now: datetime,
) -> Complaint:
    """Answer a complaint in public and with reasons. Raises NotAllowed, Conflict ("complaint_answered"), Invalid."""
    permissions.require(Action.ANSWER_COMPLAINT, actor=actor, moment=cycle.moment(now))
    session.refresh(complaint, with_for_update=True)
    if not complaint.is_open:
        raise Conflict("complaint_answered")
    words = clean(answer, multiline=True)
    if not NOTE_MIN <= len(words) <= NOTE_MAX:
        raise Invalid("answer", "note_length", least=NOTE_MIN, most=NOTE_MAX)
    complaint.founded, complaint.answer = founded, words
    complaint.answered_by, complaint.answered_at = actor.name, now
    session.flush()
    _note(session, actor, cycle, complaint, verb="complaint.answered", now=now, reason=words)
    return complaint


def complaint_digest(complaint: Complaint) -> str:
    """Return the hash under which a complaint is listed: it binds its text without showing it."""
    return digest(
        "gacocrea/complaint/v1",
        {"number": complaint.number, "seal": complaint.seal or "", "text": complaint.text},
    )


def _signed_seal(poll: Poll, receipt: str) -> str:
    manifest = read_manifest(poll.manifest)
    for seal, signature in read_receipt(receipt):
        if is_signed(manifest, seal, signature):
            return seal
    raise Invalid("receipt", "receipt_unsigned")


def _where(session: Session, poll: Poll, seal: str) -> Filed | None:
    listed = select(Ballot.seal).where(Ballot.poll_id == poll.id, Ballot.seal == seal)
    annulled = select(Annulled.seal).where(Annulled.poll_id == poll.id, Annulled.seal == seal)
    if session.scalar(listed.union(annulled)):
        return Filed(listed=True)
    if session.get(Superseded, (poll.id, seal)):
        return Filed(replaced=True)
    known = select(Complaint).where(Complaint.poll_id == poll.id, Complaint.seal == seal)
    complaint = session.scalar(known)
    return Filed(complaint=complaint) if complaint else None


def _keep(
    session: Session, *, cycle: Cycle, poll: Poll, seal: str | None, text: str, keys: KeyRing,
    now: datetime,
) -> Filed:  # fmt: skip
    manifest = read_manifest(poll.manifest)
    number = next_number(session, scope=f"cycle:{cycle.id}", kind="Q")
    complaint = Complaint(poll_id=poll.id, number=number, seal=seal, text=text[:COMPLAINT_MAX], at=now)
    session.add(complaint)
    session.flush()
    # By nobody: who complains need not have an account, and where they have one it is nobody's business.
    _note(session, Actor(), cycle, complaint, verb="complaint.filed", now=now)
    token = keys.load(manifest).sign_complaint(manifest.poll, number, complaint_digest(complaint))
    return Filed(complaint=complaint, token=token)


def _note(
    session: Session, actor: Actor, cycle: Cycle, complaint: Complaint,
    *, verb: str, now: datetime, reason: str = "",
) -> None:  # fmt: skip
    record.write(
        session, actor=actor, now=now, verb=verb, subject=reference("Q", complaint.number),
        forum_id=cycle.forum_id, cycle_id=cycle.id, reason=reason,
        proven=complaint.seal is not None, digest=complaint_digest(complaint),
    )  # fmt: skip
