"""How ballots are counted and who wins. Every surface asks these functions and no other."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

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
class Ranking:
    """The options from most to least supported, and how many of them win."""

    order: tuple[str, ...]
    winners: tuple[str, ...]
    margin: int | None
    """Ballots between the last winner and the first that does not win; None where either is missing."""
    by_lot: bool
    """Whether the tie rule decided who wins."""

    def place(self, code: str) -> int:
        """Return the place of an option, from 1."""
        return self.order.index(code) + 1


def top_n(votes: Mapping[str, int], seats: int, root: str) -> Ranking:
    """Rank by votes; the first `seats` win, and an option without any vote does not.

    Equal votes fall by SHA-256(root ‖ option), smallest first. `root` is the Merkle root of the closing list
    in hex: nobody knows it before the poll is closed, and everybody can compute it afterwards.
    """
    order = tuple(sorted(votes, key=lambda code: (-votes[code], _lot(root, code))))
    winners = tuple(code for code in order[:seats] if votes[code] > 0)
    if not winners or len(winners) == len(order):
        return Ranking(order, winners, None, by_lot=False)
    margin = votes[winners[-1]] - votes[order[len(winners)]]
    return Ranking(order, winners, margin, by_lot=margin == 0)


def _lot(root: str, code: str) -> bytes:
    return hashlib.sha256(bytes.fromhex(root) + code.encode()).digest()
