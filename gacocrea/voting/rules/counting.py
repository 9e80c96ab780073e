"""How ballots are counted and who wins by most votes. Every surface asks these functions and no other."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gacocrea.core.errors import Invalid


def check_choices(options: Collection[str], choices: Iterable[str], most: int) -> tuple[str, ...]:
    """Return the choices of one ballot in order, each once. None at all is a valid, blank ballot.

    Raise Invalid ("unknown_choice") for a theme that is not on the ballot, ("too_many_choices") for more
    than `most`.
    """
    chosen = tuple(sorted(set(choices)))
    if not set(chosen) <= set(options):
        raise Invalid("choices", "unknown_choice")
    if len(chosen) > most:
        raise Invalid("choices", "too_many_choices", most=most, chosen=len(chosen))
    return chosen


def tally(options: Iterable[str], ballots: Iterable[Collection[str]]) -> dict[str, int]:
    """Return how many ballots support each option: a ballot counts once for each option it names."""
    votes = dict.fromkeys(options, 0)
    for choices in ballots:
        for code in set(choices):
            votes[code] += 1
    return votes


@dataclass(frozen=True)
class Turn:
    """One seat filled: by whom, how strongly, and who came next at that moment.

    A strength is in ballots. For most votes it is the votes; for a proportional rule it is how many ballots
    that had not won anything yet would weigh the same. `rival` is None when no other option could be elected.
    """

    code: str
    strength: Fraction
    rival: str | None
    rival_strength: Fraction
    completing: bool = False
    """Whether equal shares had run out and sequential Phragmén filled this seat."""

    @property
    def by_lot(self) -> bool:
        """Whether winner and rival were equal and the tie rule decided between them."""
        return self.rival is not None and self.strength == self.rival_strength


@dataclass(frozen=True)
class Ranking:
    """The options from best to worst, how many of them win, and how each seat was filled."""

    order: tuple[str, ...]
    winners: tuple[str, ...]
    turns: tuple[Turn, ...]
    by_lot: bool
    """Whether the tie rule decided: who wins by most votes, or the winner of a turn under a proportional rule."""

    def place(self, code: str) -> int:
        """Return the place of an option, from 1."""
        return self.order.index(code) + 1

    @property
    def last(self) -> Turn | None:
        """The turn in which the last winner met the first that does not win."""
        return self.turns[-1] if self.turns and self.turns[-1].rival is not None else None

    @property
    def margin(self) -> Fraction | None:
        """Ballots between the last winner and the first that does not win; None where either is missing."""
        return self.last.strength - self.last.rival_strength if self.last else None


def top_n(votes: Mapping[str, int], seats: int, root: str) -> Ranking:
    """Rank by votes; the first `seats` win, and an option without any vote does not.

    Equal votes fall by SHA-256(root ‖ option), smallest first. `root` is the Merkle root of the closing list
    in hex: nobody knows it before the poll is closed, and everybody can compute it afterwards.
    """
    order = by_votes(votes, root)
    winners = tuple(code for code in order[:seats] if votes[code] > 0)
    rivals = (*order[1:], None)
    turns = tuple(
        Turn(code, Fraction(votes[code]), rival, Fraction(votes[rival] if rival else 0))
        for code, rival in zip(winners, rivals, strict=False)
    )
    return Ranking(order, winners, turns, by_lot=bool(turns) and turns[-1].by_lot)


def by_votes(votes: Mapping[str, int], root: str) -> tuple[str, ...]:
    """Return the options by votes, most first; equal ones by lot."""
    return tuple(sorted(votes, key=lambda code: (-votes[code], lot(root, code))))


def lot(root: str, code: str) -> bytes:
    """Return what decides every tie, the smallest first: SHA-256(root ‖ option)."""
    return hashlib.sha256(bytes.fromhex(root) + code.encode()).digest()
