"""Whether a motion is carried: one pure function over nominal votes and the forum's own rule."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gacocrea.core.errors import Invalid
from gacocrea.forum.models import Choice, Majority, Share


@dataclass(frozen=True)
class VotingRule:
    """The part of the internal rules that decides a motion."""

    quorum: Share = Share.HALF
    quorum_by_sector: bool = False
    majority: Majority = Majority.SIMPLE
    majority_share: Share | None = None
    by_sector: bool = False


@dataclass(frozen=True)
class SeatVote:
    """One seat: its sector, and its vote if it cast one. A recused seat has no vote and counts nowhere."""

    sector: str
    choice: Choice | None = None
    is_recused: bool = False


@dataclass(frozen=True)
class Tally:
    """The votes of some seats; `seats` are those that may vote."""

    seats: int = 0
    votes_for: int = 0
    votes_against: int = 0
    abstentions: int = 0

    @property
    def cast(self) -> int:
        return self.votes_for + self.votes_against + self.abstentions


@dataclass(frozen=True)
class Outcome:
    """What the votes say so far: over all and in each sector, and what the rule still asks for."""

    all: Tally
    sectors: dict[str, Tally]
    quorum: int
    """How many seats must vote."""
    silent_sectors: tuple[str, ...]
    """Sectors that the quorum asks for and that have not voted."""
    short_sectors: tuple[str, ...]
    """Sectors in which the majority is asked for and not reached."""
    has_majority: bool

    @property
    def has_quorum(self) -> bool:
        return self.all.cast >= self.quorum and not self.silent_sectors

    @property
    def is_carried(self) -> bool:
        return self.has_quorum and self.has_majority and not self.short_sectors


def outcome(votes: Iterable[SeatVote], rule: VotingRule) -> Outcome:
    """Count nominal votes by the rule of a forum.

    The quorum is a share of the seats that may vote, and abstentions count for it: the seat was there. A recused
    seat leaves both the votes and the whole of which the quorum is a share. Consensus: somebody is for and nobody
    against. Simple: more for than against. Qualified: the share of all votes cast, abstentions among them. By
    sector, each sector with a seat that may vote must reach the majority by its own votes: one that keeps away
    does not. Without any seat that may vote nothing is carried.
    """
    able = [vote for vote in votes if not vote.is_recused]
    total, sectors = _tally(able), {}
    for name in dict.fromkeys(vote.sector for vote in able):
        sectors[name] = _tally([vote for vote in able if vote.sector == name])
    silent = tuple(name for name, tally in sectors.items() if rule.quorum_by_sector and not tally.cast)
    short = tuple(name for name, tally in sectors.items() if rule.by_sector and not has_majority(tally, rule))
    quorum = max(rule.quorum.of(total.seats), 1)
    return Outcome(total, sectors, quorum, silent, short, has_majority(total, rule))


def has_majority(tally: Tally, rule: VotingRule) -> bool:
    """Say whether the votes of some seats reach the majority of the rule."""
    if rule.majority is Majority.CONSENSUS:
        return tally.votes_for > 0 and tally.votes_against == 0
    if rule.majority is Majority.SIMPLE or rule.majority_share is None:
        return tally.votes_for > tally.votes_against
    return tally.votes_for > 0 and tally.votes_for >= rule.majority_share.of(tally.cast)


def check_rule(rule: VotingRule) -> None:
    """Raise Invalid unless a qualified majority, and no other, says its share."""
    if (rule.majority is Majority.QUALIFIED) != (rule.majority_share is not None):
        raise Invalid("majority_share", "majority_share")


def check_quorum(found: Outcome) -> None:
    """Raise Invalid when a motion cannot be decided yet: without a quorum there is no decision."""
    if found.all.cast < found.quorum:
        raise Invalid("close", "no_quorum", cast=found.all.cast, needed=found.quorum, seats=found.all.seats)
    if found.silent_sectors:
        raise Invalid("close", "no_quorum_sector", sectors=", ".join(found.silent_sectors))


def has_parity(seats_by_sector: Iterable[int]) -> bool:
    """Say whether no sector holds more than half of the seats: alone it could decide for all others."""
    numbers = list(seats_by_sector)
    return 2 * max(numbers, default=0) <= sum(numbers)


def _tally(votes: list[SeatVote]) -> Tally:
    counted = Counter(vote.choice for vote in votes)
    return Tally(len(votes), counted[Choice.FOR], counted[Choice.AGAINST], counted[Choice.ABSTAIN])
