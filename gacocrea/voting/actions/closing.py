"""Closing: the list that nobody can change any more, and the start of the challenge window."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core.db import lay_by_key
from gacocrea.core.errors import Conflict
from gacocrea.cycle.actions import move_voting_end
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.rules import challenge_end
from gacocrea.people.models import Account
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Ballot, Poll, PollState, Superseded
from gacocrea.voting.queries.voters import may_vote
from gacocrea.voting.rules import closing_root, read_manifest


def close_poll(session: Session, *, poll: Poll, keys: KeyRing, now: datetime) -> tuple[str, dict[str, Any]]:
    """Close a poll for good: root of the closing list, start of the challenge window.

    The window is as long as the manifest says from the instant of the close, however late that comes.
    Raises Conflict ("unmatched_ballots") when a ballot belongs to no account, and ("no_key", "wrong_key").
    """
    manifest = read_manifest(poll.manifest)
    key = keys.load(manifest)
    ballots = session.execute(select(Ballot.pseudonym, Ballot.seal).where(Ballot.poll_id == poll.id)).tuples()
    seals = dict(ballots.all())
    accounts = session.execute(select(Account.id, may_vote(poll.level))).tuples()
    voters = {key.pseudonym(manifest.poll, account): may for account, may in accounts}
    if unmatched := seals.keys() - voters.keys():
        raise Conflict("unmatched_ballots", number=len(unmatched))
    poll.state = PollState.CLOSED
    poll.root = closing_root(seals.values())
    poll.closed_at = now
    # Who voted could vote, also where the account has lost its address or its level since.
    poll.eligible = sum(bool(may) or name in seals for name, may in voters.items())
    poll.challenge_until = challenge_end(now, manifest.challenge_hours)
    session.flush()
    replaced = session.scalar(select(func.count()).where(Superseded.poll_id == poll.id))
    lay_by_key(session, Ballot, Superseded)
    facts = {"ballots": len(seals), "replaced": replaced, "eligible": poll.eligible, "root": poll.root}
    return manifest.pillar_key, facts | {"challenge_until": poll.challenge_until.isoformat()}


def follow_close(cycle: Cycle, polls: list[Poll], now: datetime) -> None:
    """Let the calendar say when the challenge really ends, where the close came after the end of voting."""
    ends = max(poll.challenge_until for poll in polls if poll.challenge_until)
    voting_ends = max(poll.closes_at for poll in polls)
    if now > voting_ends:
        move_voting_end(cycle, voting_ends=voting_ends, challenge_ends=ends)
