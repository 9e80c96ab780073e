"""Publishing: every opening without any name, and then nobody can join person and ballot any more."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, null, select, update
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict
from gacocrea.cycle.models import Cycle
from gacocrea.voting.actions.paper import check_batches
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import (
    FEWEST_BALLOTS_SHOWN,
    Annulled,
    AnnulmentCase,
    Ballot,
    CaseState,
    Complaint,
    FinalBallot,
    Poll,
    PollState,
)
from gacocrea.voting.package import hash_of, result_text, sums_of
from gacocrea.voting.queries import Count, count_of
from gacocrea.voting.queries.voters import levels_of
from gacocrea.voting.rules import closing_root, digest, read_manifest, seal, suppress


def check_settled(session: Session, cycle: Cycle, polls: list[Poll]) -> None:
    """Raise Conflict while something keeps the result from being published.

    "statements_waiting": not everybody has been told whether they took part; "case_open": an annulment is
    undecided; "complaint_open": a complaint that a signed receipt proves has no answer.
    """
    if any(poll.told_at is None for poll in polls):
        raise Conflict("statements_waiting")
    heard = select(AnnulmentCase.id).where(
        AnnulmentCase.cycle_id == cycle.id, AnnulmentCase.state == CaseState.HEARD
    )
    if session.scalar(heard.limit(1)):
        raise Conflict("case_open")
    proven = select(Complaint.id).where(
        Complaint.poll_id.in_([poll.id for poll in polls]),
        Complaint.seal.is_not(None),
        Complaint.answered_at.is_(None),
    )
    if session.scalar(proven.limit(1)):
        raise Conflict("complaint_open")


def publish_poll(session: Session, *, poll: Poll, keys: KeyRing, now: datetime) -> tuple[str, dict[str, Any]]:
    """Verify every opening and drop the pseudonyms. `destroy_keys` comes when every poll of the cycle has passed.

    Raises Conflict ("broken_ballot") when an opening does not give its seal or the list not its root, and
    ("wrong_key"); ("paper_waiting", "broken_batch") as `check_batches` says.
    A key that is gone already does not matter: the count never needs it, and only the levels stay unsaid.
    """
    manifest = read_manifest(poll.manifest)
    counted = levels_of(session, poll, keys) if keys.has(manifest.poll) else None
    _verify(session, poll)
    check_batches(session, poll)
    columns = ("poll_id", "seal", "choices", "voter_nonce", "server_nonce")
    ordered = select(*(getattr(Ballot, name) for name in columns)).where(Ballot.poll_id == poll.id)
    session.execute(insert(FinalBallot).from_select(columns, ordered.order_by(Ballot.seal)))
    session.execute(delete(Ballot).where(Ballot.poll_id == poll.id))
    poll.state = PollState.PUBLISHED
    poll.published_at = now
    said = suppress(counted, FEWEST_BALLOTS_SHOWN) if counted else dict.fromkeys(range(4))
    poll.levels = {str(level): number for level, number in said.items()}
    count = _keep_result(session, poll, now)
    hashes = {
        "totals": digest("gacocrea/totals/v1", count.together.votes),
        "result": hashlib.sha256((poll.result or "").encode()).hexdigest(),
        "package": hash_of(sums_of(session, poll)),
    }
    return manifest.pillar_key, {"ballots": count.together.ballots, "root": poll.root, **hashes}


def _keep_result(session: Session, poll: Poll, now: datetime) -> Count:
    """Count what is being published and keep the result; forget openings so few that totals alone are shown."""
    with session.no_autoflush:  # a published poll has a result: both are written at once
        count = count_of(session, poll)
        poll.result = result_text(session, poll, count, now=now)
        if count.online.ballots < FEWEST_BALLOTS_SHOWN:
            closed = dict.fromkeys(("choices", "voter_nonce", "server_nonce"), null())
            session.execute(update(FinalBallot).where(FinalBallot.poll_id == poll.id).values(closed))
    session.flush()
    return count


def destroy_keys(polls: list[Poll], keys: KeyRing) -> dict[str, str]:
    """Destroy K of every poll: from here on nobody can join person and ballot. Return check values by pillar.

    Before the commit: should it fail, the polls are still closed and can be published without the key; the
    other way round, a crash would leave a key that outlives the pseudonyms.
    """
    manifests = [read_manifest(poll.manifest) for poll in polls]
    for manifest in manifests:
        keys.destroy(manifest.poll)
    return {manifest.pillar_key: manifest.key_check for manifest in manifests}


def _verify(session: Session, poll: Poll) -> None:
    manifest = read_manifest(poll.manifest)
    columns = (Ballot.seal, Ballot.choices, Ballot.voter_nonce, Ballot.server_nonce)
    seals = list(session.scalars(select(Annulled.seal).where(Annulled.poll_id == poll.id)))
    for sealed, choices, voter_nonce, server_nonce in session.execute(
        select(*columns).where(Ballot.poll_id == poll.id)
    ):
        opened = seal(
            poll=manifest.poll,
            manifest_hash=poll.manifest_hash,
            choices=choices,
            voter_nonce=voter_nonce,
            server_nonce=server_nonce,
        )
        if opened != sealed:
            raise Conflict("broken_ballot")
        seals.append(sealed)
    if closing_root(seals) != poll.root or manifest.hash != poll.manifest_hash:
        raise Conflict("broken_ballot")
