"""How many ballots would have to be false before a winner could change.

A ballot is false when it says something else than its voter meant: it may have been any other valid ballot, or none.
"""

from collections.abc import Mapping

from gacocrea.voting.rules.counting import Ranking


def fewest_false_top_n(votes: Mapping[str, int], ranking: Ranking, seats: int) -> int | None:
    """Return the exact number for most votes; None without any ballot that could be false.

    One false ballot that names the last winner w and not the first loser l may have named l and not w: it
    brings the two closer by 2, and none brings them closer by more. There are always enough of them: w has at
    least as many more such ballots than l as it has more votes. At a tie the lot decides, and with other
    ballots it is another lot, so a tie is enough. A seat that nobody won takes one ballot; where every option
    wins, the weakest would have to lose all its votes.
    """
    if ranking.last is None and len(ranking.winners) == len(votes):
        return min(votes.values()) if votes else None
    if len(ranking.winners) < seats or ranking.margin is None:
        return 1
    return max(1, -(-int(ranking.margin) // 2))
