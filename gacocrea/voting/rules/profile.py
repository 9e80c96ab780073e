"""What is decided on: equal ballots together, and where the voters behind them stand."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Profile:
    """The options and the ballots, equal ones together: how many there are of each kind, blank ones too."""

    options: tuple[str, ...]
    kinds: Mapping[frozenset[str], int]

    @property
    def ballots(self) -> int:
        """How many ballots there are."""
        return sum(self.kinds.values())

    @property
    def votes(self) -> dict[str, int]:
        """How many ballots support each option."""
        votes = dict.fromkeys(self.options, 0)
        for choices, number in self.kinds.items():
            for code in choices:
                votes[code] += number
        return votes


def profile_of(options: Iterable[str], ballots: Iterable[Collection[str]]) -> Profile:
    """Return the profile of these ballots; neither their order nor that of the options leaves a trace."""
    return Profile(tuple(sorted(options)), Counter(frozenset(choices) for choices in ballots))


class Crowd:
    """The voters of a profile, each at a level: what they carry, or what they have left.

    Voters whose ballots hold the same winners stand at the same level, so levels stay few however many vote.
    """

    def __init__(self, profile: Profile, level: Fraction) -> None:
        self.levels = [level]
        self._kinds = list(profile.kinds.items())
        self._at = [0] * len(self._kinds)

    def supporters(self) -> dict[str, dict[int, int]]:
        """Return by option how many of its voters stand at each level; an option that nobody supports is left out."""
        found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for (choices, number), level in zip(self._kinds, self._at, strict=True):
            for code in choices:
                found[code][level] += number
        return found

    def move(self, code: str | None, change: Callable[[Fraction], Fraction]) -> None:
        """Give every supporter of `code` (None: everyone) another level."""
        places = {level: place for place, level in enumerate(self.levels)}
        moved: dict[int, int] = {}
        for voter, (choices, _number) in enumerate(self._kinds):
            if code is None or code in choices:
                old = self._at[voter]
                if old not in moved:
                    level = change(self.levels[old])
                    moved[old] = places.setdefault(level, len(self.levels))
                    if moved[old] == len(self.levels):
                        self.levels.append(level)
                self._at[voter] = moved[old]
