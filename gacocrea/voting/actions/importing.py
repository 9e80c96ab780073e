"""Ballots from a file: its voters get accounts without an address, its ballots go the way of every ballot."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from gacocrea.core import record
from gacocrea.core.errors import Invalid
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.people.models import Account
from gacocrea.people.rules import new_stamp
from gacocrea.voting.actions.casting import Imported, cast_imported
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Poll
from gacocrea.voting.rules import check_choices, read_manifest

ACCOUNT_OF = select(Account).where(Account.outside_key == bindparam("outside_key"))


def import_ballots(
    session: Session,
    *,
    voter: str,
    options: Iterable[str],
    source: str,
    ballot_paper: Mapping[str, tuple[Poll, str]],
    cycle: Cycle,
    keys: KeyRing,
    now: datetime,
) -> Counter[Imported]:
    """Cast the ballots of one voter of the file `source`, one for each pillar that `options` name.

    `ballot_paper` tells by the file's name of an option its poll and code (`queries.ballot_paper`).
    Returns how many ballots were added, replaced or the same as before. Raises Invalid ("unknown_choice",
    "too_many_choices", "empty_ballot", "no_voter") before anything is stored, and what `cast` raises.
    """
    if not voter:
        raise Invalid("voter", "no_voter")
    chosen = _by_poll(options, ballot_paper)
    account = _account(session, f"{source}:{voter}", cycle, now)
    return Counter(
        cast_imported(session, voter=account, poll=poll, cycle=cycle, choices=codes, keys=keys, now=now)
        for poll, codes in chosen.items()
    )


def note_import(
    session: Session, *, actor: Actor, cycle: Cycle, source: str, done: Mapping[Imported, int], now: datetime
) -> None:
    """Write into the public record that ballots came from a file, which one (its hash) and how many."""
    record.write(
        session,
        actor=actor,
        now=now,
        verb="ballots.imported",
        subject=source,
        forum_id=cycle.forum_id,
        cycle_id=cycle.id,
        ballots={kind.value: done.get(kind, 0) for kind in Imported},
    )


def _by_poll(
    options: Iterable[str], ballot_paper: Mapping[str, tuple[Poll, str]]
) -> dict[Poll, tuple[str, ...]]:
    chosen = defaultdict[Poll, list[str]](list)
    for option in options:
        if option not in ballot_paper:
            raise Invalid("options", "unknown_option", option=option)
        poll, code = ballot_paper[option]
        chosen[poll].append(code)
    if not chosen:
        raise Invalid("options", "empty_ballot")
    return {
        poll: check_choices(read_manifest(poll.manifest).codes, codes, poll.choices_max)
        for poll, codes in chosen.items()
    }


def _account(session: Session, outside_key: str, cycle: Cycle, now: datetime) -> Account:
    known = session.scalar(ACCOUNT_OF, {"outside_key": outside_key})
    if known is not None:
        return known
    account = Account(
        outside_key=outside_key,
        display_name=outside_key,
        level=cycle.vote_level,
        stamp=new_stamp(),
        created_at=now,
    )
    session.add(account)
    session.flush()
    return account
