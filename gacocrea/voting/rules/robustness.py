"""How many ballots would have to be false before a winner could change.

A ballot is false when it says something else than its voter meant: it may have been any other valid ballot.
"""

from collections.abc import Mapping

from gacocrea.voting.rules.counting import Ranking
from gacocrea.voting.rules.profile import Profile
from gacocrea.voting.rules.withstanding import Proof


def fewest_false(
    rule: str, *, votes: Mapping[str, int], profile: Profile | None, ranking: Ranking, seats: int
) -> int | None:
    """Return how many ballots must be false at least before other options could win; None without any ballot.

    For most votes the number is exact. For a proportional rule it is proven that with fewer false ballots the
    same options win; it may take more than the number, for to find the exact one takes too long (R. Bredereck
    et al., "Robustness among multiwinner voting rules", Artificial Intelligence 290, 2021).
    """
    if len(ranking.winners) == len(votes):
        return min(
            votes.values(), default=None
        )  # none is out, so the weakest would have to lose all its votes
    if len(ranking.winners) < seats:
        return 1  # one ballot fills a seat that nobody won
    if profile is None or rule == "top_n":
        return _for_most_votes(ranking)
    proof, safe, unsafe = Proof(rule, profile, ranking.winners), 0, profile.ballots + 1
    while unsafe - safe > 1:
        middle = (safe + unsafe) // 2
        if proof.holds(middle):
            safe = middle
        else:
            unsafe = middle
    return unsafe


def _for_most_votes(ranking: Ranking) -> int:
    """Return the exact number for most votes.

    One false ballot that names the last winner w and not the first loser l may have named l and not w: it
    brings the two closer by 2, and none brings them closer by more. There are always enough of them: w has at
    least as many more such ballots than l as it has more votes. At a tie the lot decides, and with other
    ballots it is another lot, so a tie is enough.
    """
    return max(1, -(-int(ranking.margin or 0) // 2))
