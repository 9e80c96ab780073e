"""Closing and publishing: the list that nobody can change any more, then the openings without any name."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict
from gacocrea.cycle.models import Cycle
from gacocrea.people.models import Account
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Ballot, FinalBallot, Poll, PollState, Superseded
from gacocrea.voting.queries import count_of
from gacocrea.voting.rules import closing_root, digest, read_manifest, seal


def close_poll(
    session: Session, *, poll: Poll, cycle: Cycle, keys: KeyRing, now: datetime
) -> tuple[str, dict[str, Any]]:
    """Close a poll for good: root of the closing list, start of the challenge window.

    Raises Conflict ("unmatched_ballots") when a ballot belongs to no account, and ("no_key", "wrong_key").
    """
    manifest = read_manifest(poll.manifest)
    key = keys.load(manifest)
    ballots = session.execute(select(Ballot.pseudonym, Ballot.seal).where(Ballot.poll_id == poll.id)).tuples()
    seals = dict(ballots.all())
    accounts = session.scalars(select(Account.id))
    unmatched = seals.keys() - {key.pseudonym(manifest.poll, account_id) for account_id in accounts}
    if unmatched:
        raise Conflict("unmatched_ballots", number=len(unmatched))
    poll.state = PollState.CLOSED
    poll.root = closing_root(seals.values())
    poll.challenge_until = now + timedelta(hours=cycle.challenge_hours)
    session.flush()
    replaced = session.scalar(select(func.count()).where(Superseded.poll_id == poll.id))
    eligible = session.scalar(select(func.count(Account.id)).where(_may_vote(poll.level)))
    facts = {"ballots": len(seals), "replaced": replaced, "eligible": eligible, "root": poll.root}
    return manifest.pillar_key, facts


def _may_vote(level: int) -> ColumnElement[bool]:
    """Who may vote: a confirmed address or an imported roll, and the identity level of the poll."""
    known = or_(Account.email_confirmed_at.is_not(None), Account.outside_key.is_not(None))
    return and_(known, Account.level >= level)


def publish_poll(session: Session, *, poll: Poll, keys: KeyRing, now: datetime) -> tuple[str, dict[str, Any]]:
    """Verify every opening, drop the pseudonyms and destroy K: from here on nobody can join person and ballot.

    Raises Conflict ("broken_ballot") when an opening does not give its seal or the list not its root, and
    ("wrong_key"). A key that is gone already does not matter: the count never needs it.
    """
    manifest = read_manifest(poll.manifest)
    if keys.has(manifest.poll):
        keys.load(manifest)
    _verify(session, poll)
    columns = ("poll_id", "seal", "choices", "voter_nonce", "server_nonce")
    ordered = select(*(getattr(Ballot, name) for name in columns)).where(Ballot.poll_id == poll.id)
    session.execute(insert(FinalBallot).from_select(columns, ordered.order_by(Ballot.seal)))
    session.execute(delete(Ballot).where(Ballot.poll_id == poll.id))
    poll.state = PollState.PUBLISHED
    poll.published_at = now
    session.flush()
    count = count_of(session, poll)
    # Before the commit: should it fail, the polls are still closed and can be published without the key;
    # the other way round, a crash would leave a key that outlives the pseudonyms.
    keys.destroy(manifest.poll)
    totals = digest("gacocrea/totals/v1", count.together.votes)
    return manifest.pillar_key, {"ballots": count.together.ballots, "root": poll.root, "totals": totals}


def _verify(session: Session, poll: Poll) -> None:
    manifest = read_manifest(poll.manifest)
    columns = (Ballot.seal, Ballot.choices, Ballot.voter_nonce, Ballot.server_nonce)
    seals = []
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
