"""What is read of polls before their publication: what they ask, who signed what. Never a choice, never a figure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from gacocrea.cycle.rules import challenge_end
from gacocrea.forum.models import Sector
from gacocrea.proposals.rules import row_key
from gacocrea.themes.models import Theme
from gacocrea.voting.keys import KeyRing, PollKey
from gacocrea.voting.models import Ballot, Poll, PollState, Signature, Step
from gacocrea.voting.rules import read_manifest

_ballots = Ballot.__table__.c
SEAL_OF = select(_ballots.seal).where(
    _ballots.poll_id == bindparam("poll_id"), _ballots.pseudonym == bindparam("pseudonym")
)
"""The seal of one voter's ballot, by poll and pseudonym."""


def polls_of(session: Session, cycle_id: int) -> list[Poll]:
    """Return the polls of a cycle in the order of their pillars. Two statements."""
    return list(session.scalars(select(Poll).where(Poll.cycle_id == cycle_id).order_by(Poll.id)))


def poll_of(session: Session, cycle_id: int, pillar_id: int) -> Poll | None:
    """Return the poll of a pillar, None before it was opened. Two statements."""
    return session.scalar(select(Poll).where(Poll.cycle_id == cycle_id, Poll.pillar_id == pillar_id))


def due_at(polls: Sequence[Poll]) -> datetime | None:
    """Return from when the next step may be taken: closing after voting, publishing after the challenge."""
    if not polls or polls[0].state is PollState.PUBLISHED:
        return None
    if polls[0].state is PollState.OPEN:
        return max(poll.closes_at for poll in polls)
    return max(challenge_ends(poll) for poll in polls)


def challenge_ends(poll: Poll) -> datetime:
    """Return when the challenge window ends: from the close, and before it from the end of voting."""
    hours = read_manifest(poll.manifest).challenge_hours
    return poll.challenge_until or challenge_end(poll.closes_at, hours)


def current_seal(session: Session, poll: Poll, account_id: int, key: PollKey) -> str | None:
    """Return the seal of the voter's present ballot. It is for the action and its form's mark, never for a page."""
    name = key.pseudonym(read_manifest(poll.manifest).poll, account_id)
    return session.scalar(SEAL_OF, {"poll_id": poll.id, "pseudonym": name})


def ballot_mark(session: Session, *, poll: Poll, account_id: int, keys: KeyRing) -> str:
    """Return the mark of the ballot that a form shown now would replace. One statement."""
    key = keys.load(read_manifest(poll.manifest))
    return key.mark(current_seal(session, poll, account_id, key))


def delivered(session: Session, *, polls: Sequence[Poll], account_id: int, keys: KeyRing) -> set[int]:
    """Return the ids of the polls in which this person has a ballot: asked through K, for themselves alone.

    After publication nobody can tell any more, and the answer is empty. One statement.
    """
    names = []
    for poll in polls:
        manifest = read_manifest(poll.manifest)
        if poll.state is not PollState.PUBLISHED:
            names.append((poll.id, keys.load(manifest).pseudonym(manifest.poll, account_id)))
    found = select(Ballot.poll_id).where(tuple_(Ballot.poll_id, Ballot.pseudonym).in_(names))
    return set(session.scalars(found)) if names else set()


def ballot_paper(session: Session, polls: Sequence[Poll]) -> dict[str, tuple[Poll, str]]:
    """Return by code, and by the key that a theme had in its file, the poll and code of every option. One statement.

    A key that two files share names neither of their themes: a ballot must not fall to the wrong one.
    """
    by_theme = {option.theme_id: (poll, option.code) for poll in polls for option in poll.options}
    imported = select(Theme.source_key, Theme.id).where(Theme.id.in_(by_theme), Theme.source_key.is_not(None))
    keyed = [(row_key(str(mark)) or str(mark), theme_id) for mark, theme_id in session.execute(imported)]
    often = Counter(key for key, _theme_id in keyed)
    paper = {key: by_theme[theme_id] for key, theme_id in keyed if often[key] == 1}
    return paper | {code: (poll, code) for poll, code in by_theme.values()}


@dataclass(frozen=True)
class Signed:
    """A signature as it is shown."""

    step: Step
    name: str
    sector: str
    at: datetime


def signatures_of(session: Session, cycle_id: int) -> list[Signed]:
    """Return who signed which step, in order. One statement."""
    wanted = (
        select(Signature, Sector.name)
        .outerjoin(Sector, Sector.id == Signature.sector_id)
        .where(Signature.cycle_id == cycle_id)
        .order_by(Signature.at)
    )
    rows = session.execute(wanted).tuples()
    return [Signed(row.step, row.name, sector or "", row.at) for row, sector in rows]


def standing_signatures(session: Session, cycle_id: int, step: Step) -> list[Signature]:
    """Return the signatures under a step that still stand. One statement.

    What somebody signed to open falls when a theme is made or worded anew after it.
    """
    wanted = select(Signature).where(Signature.cycle_id == cycle_id, Signature.step == step)
    if step is Step.OPEN:
        newest = select(func.max(Theme.changed_at)).where(Theme.cycle_id == cycle_id).scalar_subquery()
        wanted = wanted.where(Signature.at >= newest)
    return list(session.scalars(wanted.order_by(Signature.at)))
