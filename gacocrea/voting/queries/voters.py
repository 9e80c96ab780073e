"""Who may vote, who has a ballot (asked through K), and what of accounts may be looked at: never a choice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import Session

from gacocrea.people.models import Account
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Ballot, Poll, PollState
from gacocrea.voting.rules import read_manifest


def may_vote(level: int) -> ColumnElement[bool]:
    """Who may vote: a confirmed address or an imported roll, and the identity level of the poll."""
    known = or_(Account.email_confirmed_at.is_not(None), Account.outside_key.is_not(None))
    return and_(known, Account.level >= level)


def took_part(
    session: Session, *, polls: Sequence[Poll], account_ids: Sequence[int], keys: KeyRing
) -> dict[int, set[int]]:
    """Return by account the ids of the closed polls in which it has a ballot. One statement.

    It is for the statement that each person gets and for nobody else's eyes.
    """
    who: dict[tuple[int, str], int] = {}
    for poll in polls:
        manifest = read_manifest(poll.manifest)
        if poll.state is PollState.CLOSED:
            key = keys.load(manifest)
            who |= {(poll.id, key.pseudonym(manifest.poll, account)): account for account in account_ids}
    found: dict[int, set[int]] = {account: set() for account in account_ids}
    wanted = select(Ballot.poll_id, Ballot.pseudonym)
    for poll_id, name in session.execute(
        wanted.where(tuple_(Ballot.poll_id, Ballot.pseudonym).in_(list(who)))
    ).tuples():
        found[who[poll_id, name]].add(poll_id)
    return found


def levels_of(session: Session, poll: Poll, keys: KeyRing) -> dict[int, int]:
    """Return how many ballots each identity level cast, asked through K; all four levels. Two statements."""
    manifest = read_manifest(poll.manifest)
    key = keys.load(manifest)
    names = set(session.scalars(select(Ballot.pseudonym).where(Ballot.poll_id == poll.id)))
    accounts = session.execute(select(Account.id, Account.level)).tuples()
    counted = Counter(level for account, level in accounts if key.pseudonym(manifest.poll, account) in names)
    return {level: counted[level] for level in range(4)}


@dataclass(frozen=True)
class Cohort:
    """Accounts that look alike: opened in the same hour, at the same mail domain, with the same identity level."""

    hour: datetime
    domain: str
    level: int
    accounts: tuple[tuple[int, str], ...]
    """Number and shown name of each."""


def cohorts(session: Session, *, level: int, least: int = 3, most: int = 50) -> list[Cohort]:
    """Return the largest groups of accounts that look alike among those who may vote. One statement.

    Features of accounts alone: whether somebody voted, and what, is no part of it.
    """
    wanted = select(Account.id, Account.display_name, Account.email, Account.level, Account.created_at)
    grouped: dict[tuple[datetime, str, int], list[tuple[int, str]]] = {}
    for number, name, email, held, created in session.execute(
        wanted.where(may_vote(level), Account.email.is_not(None)).order_by(Account.id)
    ):
        hour = created.replace(minute=0, second=0, microsecond=0)
        grouped.setdefault((hour, email.rpartition("@")[2], held), []).append((number, name))
    found = [
        Cohort(*features, tuple(members)) for features, members in grouped.items() if len(members) >= least
    ]
    return sorted(found, key=lambda group: (-len(group.accounts), group.hour, group.domain))[:most]
