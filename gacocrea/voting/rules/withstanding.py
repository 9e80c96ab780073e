"""Whether the winners of a proportional rule stay the same whatever so and so many of the ballots had said.

Interval reasoning: for every set of winners elected so far, between which bounds the level (load or budget) of each
kind of voter lies if `false` of the ballots, whichever and with whatever choices, are not what they seem. Where
the bounds leave only winners to be elected next, the same options win; where they do not, nothing is proven.
Floats, rounded outwards.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import inf

from gacocrea.voting.rules.profile import Profile

Kind = frozenset[str]
Bounds = tuple[float, float]
Levels = Mapping[Kind, Bounds]
"""By what a ballot holds of the winners so far: between which bounds the level of its voters lies."""

WORK_MAX = 100_000
"""Kinds of ballots times sets of winners looked at before giving up: near ties among the winners make many sets."""
_DOWN, _UP = 1 - 1e-9, 1 + 1e-9


class Proof:
    """What is to be proven: that these winners of "phragmen" or "equal_shares" win."""

    def __init__(self, rule: str, profile: Profile, winners: Iterable[str]) -> None:
        self.profile, self.winners = profile, frozenset(winners)
        self.is_shares = rule == "equal_shares"
        self.share = len(self.winners) / profile.ballots
        self._supporters: dict[Kind, dict[str, Counter[Kind]]] = {}
        self.false = 0

    def holds(self, false: int) -> bool:
        """Return whether it is proven that the same options win even if any `false` ballots said anything else.

        It elects in every order that the bounds allow; sets that several orders reach share their bounds.
        """
        self.false = false
        start = {Kind(): (self.share, self.share) if self.is_shares else (0.0, 0.0)}
        buying: dict[Kind, Levels] = {Kind(): start} if self.is_shares else {}
        loading: dict[Kind, Levels] = {} if self.is_shares else {Kind(): start}
        seen = 0
        for _seat in self.winners:
            bought: dict[Kind, Levels] = {}
            loaded: dict[Kind, Levels] = {}
            if not all(self._buy(*state, bought, loading) for state in buying.items()):
                return False
            if not all(self._load(*state, loaded) for state in loading.items()):
                return False
            buying, loading = bought, loaded
            seen += len(buying) + len(loading)
            if seen * len(self.profile.kinds) > WORK_MAX:
                return False
        return True

    def _buy(
        self, elected: Kind, levels: Levels, bought: dict[Kind, Levels], loading: dict[Kind, Levels]
    ) -> bool:
        """Go on from a set by equal shares: to each that could be bought next, or to Phragmén if none must be."""
        bids = {}
        for code, standing in self._standing(elected, levels):
            poor = sorted((low, number) for (low, _high), number in standing.items())
            rich = sorted(
                [(high, number) for (_low, high), number in standing.items()] + [(self.share, self.false)]
            )
            bids[code] = (_rho(rich) * _DOWN, _rho(_without_last(poor, self.false)) * _UP)
        most = min(high for _low, high in bids.values())
        if most == inf:
            _widen(
                loading, elected, {kind: (self.share - b, self.share - a) for kind, (a, b) in levels.items()}
            )
            most = self.share
        for code in self._possible(bids, most):
            if code not in self.winners:
                return False
            low = bids[code][0]
            paid = {kind: (max(a - most, 0.0), max(b - low, 0.0)) for kind, (a, b) in levels.items()}
            _widen(bought, elected | {code}, self._elect(elected, code, levels, paid))
        return True

    def _load(self, elected: Kind, levels: Levels, loaded: dict[Kind, Levels]) -> bool:
        """Go on from a set by Phragmén: to each that could have the smallest load next."""
        bids = {code: self._load_bounds(standing) for code, standing in self._standing(elected, levels)}
        most = min(high for _low, high in bids.values())
        for code in self._possible(bids, most):
            if code not in self.winners:
                return False
            carried = dict.fromkeys(levels, (bids[code][0], most))
            _widen(loaded, elected | {code}, self._elect(elected, code, levels, carried))
        return True

    def _load_bounds(self, standing: Counter[Bounds]) -> Bounds:
        """Return between what an option's load per supporter lies.

        Least: some false ballots are those of its most loaded supporters, and all of them now support it at
        load 0. Most: some are those of its least loaded supporters, who support it no more; false supporters
        that it gains never raise it, because no voter carries more than the load of the next option elected.
        """
        voters = standing.total()
        lows = sorted(((low, number) for (low, _high), number in standing.items()), reverse=True)
        highs = sorted((high, number) for (_low, high), number in standing.items())
        total = 1 + sum(low * number for low, number in lows)
        least = min((total - out) / (voters - gone + self.false) for gone, out in _gone(lows, self.false))
        total = 1 + sum(high * number for high, number in highs)
        most = max(
            ((total - out) / (voters - gone) if gone < voters else inf)
            for gone, out in _gone(highs, self.false)
        )
        return least * _DOWN, most * _UP

    def _standing(self, elected: Kind, levels: Levels) -> Iterator[tuple[str, Counter[Bounds]]]:
        """Yield every option that is not elected yet, with how many of its supporters stand between which bounds."""
        if elected not in self._supporters:
            found: dict[str, Counter[Kind]] = {code: Counter() for code in self.profile.options}
            for choices, number in self.profile.kinds.items():
                kind = choices & elected
                for code in choices:
                    found[code][kind] += number
            self._supporters[elected] = found
        for code, kinds in self._supporters[elected].items():
            if code not in elected:
                standing: Counter[Bounds] = Counter()
                for kind, number in kinds.items():
                    standing[levels[kind]] += number
                yield code, standing

    def _elect(self, elected: Kind, code: str, levels: Levels, changed: Levels) -> Levels:
        """Return the levels once `code` is elected too: `changed` for those who support it."""
        kinds = {choices & (elected | {code}) for choices in self.profile.kinds}
        return {kind: changed[kind - {code}] if code in kind else levels[kind] for kind in kinds}

    @staticmethod
    def _possible(bids: Mapping[str, Bounds], most: float) -> list[str]:
        return [code for code, (low, _high) in bids.items() if low <= most and low < inf]


def _gone(levels: Iterable[tuple[float, int]], most: int) -> Iterator[tuple[int, float]]:
    """Yield (how many, sum of their levels) for the first supporters of a list, kind by kind, at most `most`.

    Between two steps the quotients that are made of this are monotone, so the steps are enough.
    """
    gone, out = 0, 0.0
    yield gone, out
    for level, number in levels:
        taken = min(number, most - gone)
        gone, out = gone + taken, out + taken * level
        yield gone, out


def _without_last(levels: Sequence[tuple[float, int]], gone: int) -> list[tuple[float, int]]:
    """Return a list of (level, voters) without the last `gone` voters."""
    total = sum(number for _level, number in levels) - gone
    before = accumulate((number for _level, number in levels), initial=0)
    kept = [(level, min(number, total - done)) for (level, number), done in zip(levels, before, strict=False)]
    return [(level, number) for level, number in kept if number > 0]


def _rho(levels: Sequence[tuple[float, int]]) -> float:
    """Return the largest payment if these voters, poorest first, buy an option as equally as they can; inf if not."""
    rest, voters = 1.0, sum(number for _level, number in levels)
    for level, number in levels:
        if level * voters >= rest:
            return rest / voters
        rest -= level * number
        voters -= number
    return inf


def _widen(states: dict[Kind, Levels], elected: Kind, levels: Levels) -> None:
    """Add a way to a set of winners: bounds that hold for every way to it."""
    known = states.get(elected, {})
    merged = dict(levels)
    for kind, (low, high) in known.items():
        merged[kind] = (
            (min(low, merged[kind][0]), max(high, merged[kind][1])) if kind in merged else (low, high)
        )
    states[elected] = merged
