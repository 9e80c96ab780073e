"""Checkpoints: while people vote, what is in the box is listed, signed and put into other hands."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from gacocrea.core import outbox, record
from gacocrea.core.db import lay_by_key
from gacocrea.core.terms import Actor, Role
from gacocrea.core.words import N_
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum, Membership
from gacocrea.forum.queries import today_in
from gacocrea.people.models import Account
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import CHECKPOINT_LEAST, Ballot, Checkpoint, Poll, PollState, Superseded
from gacocrea.voting.queries.checkpoints import checkpoints_of, new_seals
from gacocrea.voting.rules import canonical, digest, read_manifest

FORMAT = "gacocrea/checkpoint/v1"
CLOCKWORK = Actor(name="gacocrea worker")
SUBJECT = N_("Punto de control de la votación de %(cycle)s")
BODY = N_(
    "La votación de %(cycle)s (%(forum)s) publicó un punto de control: la lista firmada de los sellos que llegaron "
    "desde el anterior. Guarde esta carta. Si después faltara una boleta, la lista lo demostraría.\n\n"
    "%(hashes)s\n\n"
    "Las listas están aquí:\n%(address)s"
)


def publish_checkpoints(
    session: Session, *, keys: KeyRing, now: datetime, site: str = "", cycle: Cycle | None = None
) -> list[Checkpoint]:
    """Publish a checkpoint of every open poll (of one cycle, or of all) in which enough is new; return them.

    Enough are CHECKPOINT_LEAST ballots of as many persons since the last one: nobody makes up the number by
    replacing their own ballot to single out somebody else's. The observers and the core group of the forum get
    number and hash by letter. `site` is the public address of the installation.
    Raises what loading the keys raises. Source: docs/voting-protocol.md.
    """
    wanted = select(Poll).where(Poll.state == PollState.OPEN, Poll.closes_at > now).order_by(Poll.id)
    if cycle is not None:
        wanted = wanted.where(Poll.cycle_id == cycle.id)
    polls = list(session.scalars(wanted))
    made = [(poll, one) for poll in polls if (one := _publish(session, poll, keys, now))]
    for cycle_id in dict.fromkeys(poll.cycle_id for poll, _one in made):
        mine = [(poll, one) for poll, one in made if poll.cycle_id == cycle_id]
        _tell(session, session.get_one(Cycle, cycle_id), mine, site, now)
    if made:
        lay_by_key(session, Ballot, Superseded)
    return [one for _poll, one in made]


def _publish(session: Session, poll: Poll, keys: KeyRing, now: datetime) -> Checkpoint | None:
    """Write down one checkpoint, unless too little is new or another process was quicker."""
    new = new_seals(session, poll)
    if new.voters < CHECKPOINT_LEAST:
        return None
    before, manifest = checkpoints_of(session, [poll])[poll.id], read_manifest(poll.manifest)
    bare = {
        "format": FORMAT,
        "poll": manifest.poll,
        "manifest_hash": poll.manifest_hash,
        "number": len(before) + 1,
        "at": now.isoformat(),
        "previous": before[-1].digest if before else "",
        "added": list(new.added),
        "superseded": list(new.superseded),
    }
    signature = keys.load(manifest).sign_checkpoint(FORMAT.encode() + b"\0" + canonical(bare))
    values = {
        "poll_id": poll.id,
        "number": bare["number"],
        "at": now,
        "digest": digest(FORMAT, bare),
        "text": canonical(bare | {"signature": signature}).decode(),
    }
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    added = dialect.insert(Checkpoint).values(values).on_conflict_do_nothing().returning(Checkpoint.number)
    if session.scalar(added) is None:
        return None
    return session.get_one(Checkpoint, (poll.id, values["number"]))


def _tell(
    session: Session, cycle: Cycle, made: Sequence[tuple[Poll, Checkpoint]], site: str, now: datetime
) -> None:
    """Note the checkpoints of one cycle in the record, and put their hashes into other people's letter boxes."""
    forum = session.get_one(Forum, cycle.forum_id)
    for poll, one in made:
        _note(session, poll, one, cycle, now)
    lines = [f"{read_manifest(poll.manifest).pillar}, {one.number}: {one.digest}" for poll, one in made]
    numbers = "-".join(f"{poll.id}.{one.number}" for poll, one in made)
    for account in _keepers(session, forum, now):
        outbox.queue(
            session,
            key=f"checkpoint:{numbers}:{account.id}",
            forum_id=forum.id,
            to=account.email or "",
            language=account.language,
            subject=SUBJECT,
            body=BODY,
            now=now,
            cycle=cycle.title,
            forum=forum.name,
            hashes="\n".join(lines),
            address=f"{site}/{forum.slug}/{cycle.slug}/votacion/puntos-de-control",
        )


def _note(session: Session, poll: Poll, one: Checkpoint, cycle: Cycle, now: datetime) -> None:
    record.write(
        session,
        actor=CLOCKWORK,
        now=now,
        verb="poll.checkpoint",
        subject=read_manifest(poll.manifest).pillar_key,
        forum_id=cycle.forum_id,
        cycle_id=cycle.id,
        number=one.number,
        hash=one.digest,
    )


def _keepers(session: Session, forum: Forum, now: datetime) -> Iterator[Account]:
    """Yield who keeps checkpoints: the observers and the core group of today, each once."""
    wanted = (
        select(Account, Membership)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.forum_id == forum.id, Membership.role.in_((Role.OBSERVER, Role.CORE_GROUP)))
        .where(Account.email_confirmed_at.is_not(None))
        .order_by(Account.id)
    )
    today = today_in(forum, now)
    rows = session.execute(wanted).tuples()
    yield from dict.fromkeys(account for account, seat in rows if seat.is_current(today))
