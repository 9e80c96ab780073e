"""Casting a ballot: one transaction that leaves one ballot per voter and poll, and no trace of who and when.

No entry of the record, no letter and no counter is written here: docs/voting-protocol.md says why.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.orm import Session

from gacocrea.core import permissions
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.permissions import Action
from gacocrea.core.terms import Actor, Role
from gacocrea.cycle.models import Cycle
from gacocrea.people.models import Account
from gacocrea.voting.keys import KeyRing, PollKey
from gacocrea.voting.models import Ballot, Poll, PollState, Superseded
from gacocrea.voting.queries import SEAL_OF, current_seal
from gacocrea.voting.rules import check_choices, import_nonce, read_manifest, same, seal

NONCE = re.compile(r"[0-9a-f]{32}", re.ASCII)

# Made once: a ballot in the last minutes of a vote must not wait for statements to be composed. The upsert is
# written out, the same on both engines, because SQLAlchemy composes one anew for every ballot. It names no key:
# of two that are the same and come together PostgreSQL may meet the seal first, and that is no error either.
_polls = Poll.__table__.c
POLL_STATE = select(_polls.state).where(_polls.id == bindparam("poll_id")).with_for_update(read=True)
PRESENT_SEAL = SEAL_OF.with_for_update()
FIRST_BALLOT = text(
    "INSERT INTO ballot (poll_id, pseudonym, seal, choices, voter_nonce, server_nonce)"
    " VALUES (:poll_id, :pseudonym, :seal, :choices, :voter_nonce, :server_nonce)"
    " ON CONFLICT DO NOTHING RETURNING seal"
).bindparams(bindparam("choices", type_=Ballot.choices.type))


@dataclass(frozen=True)
class Receipt:
    """What the voter keeps. It never names the choices; `signature` is the forum's, over poll, manifest and seal."""

    poll: str
    manifest_hash: str
    seal: str
    voter_nonce: str
    server_nonce: str
    signature: str


def cast(
    session: Session,
    *,
    actor: Actor,
    poll: Poll,
    cycle: Cycle,
    choices: Iterable[str],
    voter_nonce: str,
    server_nonce: str,
    previous_mark: str,
    keys: KeyRing,
    now: datetime,
) -> Receipt:
    """Cast, replace or (with no choices) withdraw the actor's ballot, and return its receipt.

    The nonces are 32 hexadecimal digits each. The same call twice gives one ballot and the same receipt.
    `previous_mark` says which ballot the voter believed to replace (`queries.ballot_mark`).
    Raises NotAllowed; Invalid for choices or nonces that are none; Conflict ("poll_not_open", "older_ballot"
    for one that was already replaced, "other_window" for a form that does not know the present ballot).
    Source: the protocol of docs/voting-protocol.md.
    """
    permissions.require(Action.VOTE, actor=actor, moment=cycle.moment(now), level=poll.level)
    _hold_open(session, poll, now)
    manifest = read_manifest(poll.manifest)
    key = keys.load(manifest)
    if not (NONCE.fullmatch(voter_nonce) and NONCE.fullmatch(server_nonce)):
        raise Invalid("nonce", "bad_nonce")
    chosen = check_choices(manifest.codes, choices, manifest.choices_max)
    sealed = seal(
        poll=manifest.poll,
        manifest_hash=manifest.hash,
        choices=chosen,
        voter_nonce=voter_nonce,
        server_nonce=server_nonce,
    )
    ballot = {"seal": sealed, "choices": chosen, "voter_nonce": voter_nonce, "server_nonce": server_nonce}
    name = key.pseudonym(manifest.poll, actor.account_id or 0)
    _store(session, {"poll_id": poll.id, "pseudonym": name}, ballot, previous_mark, key)
    signature = key.sign(manifest.poll, manifest.hash, sealed)
    return Receipt(manifest.poll, manifest.hash, sealed, voter_nonce, server_nonce, signature)


class Imported(StrEnum):
    """What became of a ballot from a file."""

    ADDED = "added"
    REPLACED = "replaced"
    SAME = "same"


def cast_imported(
    session: Session,
    *,
    voter: Account,
    poll: Poll,
    cycle: Cycle,
    choices: Iterable[str],
    keys: KeyRing,
    now: datetime,
) -> Imported:
    """Cast the ballot of a voter who came with a file, through `cast` itself. Raises what `cast` raises.

    The nonces are derived from K, the voter and the poll: the same file read twice adds nothing.
    """
    manifest = read_manifest(poll.manifest)
    key = keys.load(manifest)
    before = current_seal(session, poll, voter.id, key)
    voter_nonce, server_nonce = (
        import_nonce(key.secret, manifest.poll, str(voter.outside_key), side) for side in ("voter", "server")
    )
    receipt = cast(
        session,
        actor=Actor(voter.id, voter.display_name, frozenset({Role.CITIZEN}), voter.level),
        poll=poll,
        cycle=cycle,
        choices=choices,
        voter_nonce=voter_nonce,
        server_nonce=server_nonce,
        previous_mark=key.mark(before),
        keys=keys,
        now=now,
    )
    if before is None:
        return Imported.ADDED
    return Imported.SAME if before == receipt.seal else Imported.REPLACED


def _hold_open(session: Session, poll: Poll, now: datetime) -> None:
    """Keep the poll from being closed until this transaction ends: closing takes the same row for itself."""
    state = session.scalar(POLL_STATE, {"poll_id": poll.id})
    if state is not PollState.OPEN or not poll.opens_at <= now < poll.closes_at:
        raise Conflict("poll_not_open")


def _store(session: Session, voter: dict[str, Any], ballot: dict[str, Any], mark: str, key: PollKey) -> None:
    """Insert or replace, so that the key of the table and not a look beforehand holds "one per voter"."""
    current = session.scalar(PRESENT_SEAL, voter)
    if current is None and same(mark, key.mark(None)):
        if session.scalar(FIRST_BALLOT, voter | ballot):
            return
        current = session.scalar(PRESENT_SEAL, voter)  # another window was quicker by a moment
    if current == ballot["seal"]:
        return
    if session.get(Superseded, (voter["poll_id"], ballot["seal"])):
        raise Conflict("older_ballot")
    if current is None or not same(mark, key.mark(current)):
        raise Conflict("other_window")
    session.execute(update(Ballot).filter_by(**voter).values(**ballot))
    session.execute(insert(Superseded).values(poll_id=voter["poll_id"], seal=current))
