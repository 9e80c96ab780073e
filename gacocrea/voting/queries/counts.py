"""The count of a published poll: the one place that every page, file and decision takes its figures from."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.voting.models import FEWEST_BALLOTS_SHOWN, FinalBallot, Poll
from gacocrea.voting.queries.paper import paper_of
from gacocrea.voting.rules import (
    Profile,
    Ranking,
    fewest_false,
    profile_of,
    rank,
    read_manifest,
    tally,
    top_n,
)


@dataclass(frozen=True)
class Figures:
    """A list of ballots counted: how many there are, how many are blank, how many support each option."""

    ballots: int
    blank: int
    votes: dict[str, int]
    spoiled: int = 0
    """Paper only: ballots that could not be counted; they are not among `ballots`."""


@dataclass(frozen=True)
class Count:
    """A poll counted: online and paper apart and together, and who wins with all ballots together."""

    online: Figures
    paper: Figures | None
    together: Figures
    profile: Profile | None
    """None where the poll publishes totals only: its winners are those with most votes, whatever the rule."""
    rule: str
    """The rule by which the winners were found."""
    ranking: Ranking
    majority: Ranking
    """Who would have won by most votes."""
    seats: int

    @cached_property
    def fewest_false(self) -> int | None:
        """How many ballots must be false at least before other themes could win: see `rules.fewest_false`."""
        if not self.together.ballots:
            return None
        return fewest_false(
            self.rule, votes=self.together.votes, profile=self.profile, ranking=self.ranking, seats=self.seats
        )

    def share_with_a_winner(self, winners: Collection[str]) -> float | None:
        """Return the share of ballots with one of `winners` at least; None where only totals are published."""
        if self.profile is None:
            return None
        happy = sum(n for choices, n in self.profile.kinds.items() if not choices.isdisjoint(winners))
        return happy / self.together.ballots

    @property
    def is_exact(self) -> bool:
        """Whether that number is exact and not only proven to be enough."""
        return self.rule == "top_n"


_counted: dict[tuple[str, str | None, datetime | None], Count] = {}
"""Counts by manifest, root and instant of publication: these fix every ballot, so a count never changes."""


def count_of(session: Session, poll: Poll) -> Count:
    """Count a published poll from its ballots. Three statements, none the second time."""
    mark = (poll.manifest_hash, poll.root, poll.published_at)
    if mark not in _counted:
        if len(_counted) >= 256:
            _counted.clear()
        _counted[mark] = _count(session, poll)
    return _counted[mark]


def _count(session: Session, poll: Poll) -> Count:
    manifest = read_manifest(poll.manifest)
    codes = sorted(manifest.codes)
    found = session.scalars(select(FinalBallot.choices).where(FinalBallot.poll_id == poll.id)).all()
    opened, batches = [choices for choices in found if choices is not None], paper_of(session, poll)
    sheets = [choices for batch in batches for _serial, choices in batch.ballots]
    # A poll that publishes totals only keeps no openings: what was counted then is in its result.
    online = _figures(codes, opened) if len(opened) == len(found) else _kept(poll)
    paper = _figures(codes, sheets, sum(batch.spoiled for batch in batches)) if batches else None
    together = _together(online, _figures(codes, sheets))
    profile = None if _totals_only(len(found), len(sheets)) else profile_of(codes, [*opened, *sheets])
    rule = manifest.selection_rule if profile else "top_n"
    ranking = rank(rule, votes=together.votes, profile=profile, seats=poll.seats, root=poll.root or "")
    majority = top_n(together.votes, poll.seats, poll.root or "")
    return Count(online, paper, together, profile, rule, ranking, majority, poll.seats)


def _kept(poll: Poll) -> Figures:
    said = json.loads(poll.result or "")["online"]
    return Figures(said["ballots"], said["blank"], said["totals"])


def _together(one: Figures, other: Figures) -> Figures:
    votes = {code: one.votes[code] + other.votes[code] for code in one.votes}
    return Figures(one.ballots + other.ballots, one.blank + other.blank, votes)


def _totals_only(online: int, paper: int) -> bool:
    """A list so short would show who chose what, so its ballots are not published one by one."""
    return online < FEWEST_BALLOTS_SHOWN or 0 < paper < FEWEST_BALLOTS_SHOWN


def _figures(codes: Iterable[str], ballots: Collection[Collection[str]], spoiled: int = 0) -> Figures:
    votes = tally(codes, ballots)
    return Figures(len(ballots), sum(not choices for choices in ballots), votes, spoiled)
