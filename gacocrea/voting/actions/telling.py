"""Telling everyone after the close whether the system says that they took part: the cheap alarm against stuffing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core import outbox
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.words import N_
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Forum
from gacocrea.people.models import Account
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Poll, PollState
from gacocrea.voting.queries.voters import may_vote, took_part
from gacocrea.voting.rules import digest, read_manifest

BATCH = 1000
"""Letters in one transaction; the rest is for the next round of `gacocrea worker`."""

# One text for everybody: what differs is in the facts, and those are forgotten when the letter has left.
SUBJECT = N_("Su participación en la votación de %(cycle)s")
BODY = N_(
    "La votación de %(cycle)s (%(forum)s) está cerrada. Según nuestros registros:\n\n"
    "Usted participó en: %(took)s\n"
    "Usted no participó en: %(missed)s\n\n"
    "Si no es así, reclame antes de %(until)s (hora de %(zone)s). No hace falta decir qué eligió.\n"
    "%(address)s\n\n"
    "Esta carta llega a todas las personas que podían votar. Nadie sabe todavía qué dicen las boletas."
)


def statement_key(cycle_id: int, account_id: int) -> str:
    """Return the key under which one person is told once."""
    return f"statement:{cycle_id}:{account_id}"


def tell_everyone(
    session: Session, *, cycle: Cycle, polls: Sequence[Poll], keys: KeyRing, site: str, now: datetime
) -> int:
    """Queue the next BATCH statements of the closed polls of a cycle; return how many people still wait.

    Each person is told once, whatever was interrupted; the order is that of a hash of root and account, which
    has nothing to do with when or how anybody voted. `site` is the public address of the installation.
    Raises what loading the keys raises.
    """
    closed = [poll for poll in polls if poll.state is PollState.CLOSED and poll.told_at is None]
    if not closed:
        return 0
    waiting = _waiting(session, cycle, closed)
    who = waiting[:BATCH]
    took = took_part(session, polls=closed, account_ids=who, keys=keys)
    _tell(session, closed, took, about=_about(session, cycle, closed, site), now=now)
    if len(waiting) <= BATCH:
        for poll in closed:
            poll.told_at = now
    session.flush()
    return max(0, len(waiting) - BATCH)


def tell_next(session: Session, *, keys: KeyRing, site: str, now: datetime) -> int:
    """Queue the next statements of every cycle whose polls are closed; return how many people still wait.

    Source of the rounds: `gacocrea worker`. One statement when nobody waits.
    """
    waiting = select(Poll).where(Poll.state == PollState.CLOSED, Poll.told_at.is_(None)).order_by(Poll.id)
    polls = list(session.scalars(waiting.with_for_update(skip_locked=True)))
    left = 0
    for cycle_id in dict.fromkeys(poll.cycle_id for poll in polls):
        mine = [poll for poll in polls if poll.cycle_id == cycle_id]
        cycle = session.get_one(Cycle, cycle_id)
        left += tell_everyone(session, cycle=cycle, polls=mine, keys=keys, site=site, now=now)
    return left


def _waiting(session: Session, cycle: Cycle, polls: Sequence[Poll]) -> list[int]:
    level = min(poll.level for poll in polls)
    reachable = select(Account.id).where(may_vote(level), Account.email_confirmed_at.is_not(None))
    told = set(
        session.scalars(select(OutboxLetter.key).where(OutboxLetter.key.startswith(f"statement:{cycle.id}:")))
    )
    left = [one for one in session.scalars(reachable) if statement_key(cycle.id, one) not in told]
    return sorted(left, key=lambda one: digest("gacocrea/statement/v1", [polls[0].root, one]))


def _about(session: Session, cycle: Cycle, polls: Sequence[Poll], site: str) -> dict[str, Any]:
    """Return what every statement says alike."""
    forum = session.get_one(Forum, cycle.forum_id)
    until = max(poll.challenge_until for poll in polls if poll.challenge_until)
    return {
        "forum_id": forum.id,
        "cycle": cycle.title,
        "forum": forum.name,
        "until": until.astimezone(ZoneInfo(forum.time_zone)).strftime("%Y-%m-%d %H:%M"),
        "zone": forum.time_zone,
        "address": f"{site}/{forum.slug}/{cycle.slug}/resultados",
    }


def _tell(
    session: Session,
    polls: Sequence[Poll],
    took: Mapping[int, set[int]],
    *,
    about: dict[str, Any],
    now: datetime,
) -> None:
    names = {poll.id: read_manifest(poll.manifest).pillar for poll in polls}
    people = select(Account.id, Account.email, Account.language).where(Account.id.in_(list(took)))
    by_id = {row.id: row for row in session.execute(people)}
    for account_id, mine in took.items():
        outbox.queue(
            session,
            key=statement_key(polls[0].cycle_id, account_id),
            to=by_id[account_id].email,
            language=by_id[account_id].language,
            subject=SUBJECT,
            body=BODY,
            now=now,
            **about,
            took=_listed(name for poll, name in names.items() if poll in mine),
            missed=_listed(name for poll, name in names.items() if poll not in mine),
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "—"
