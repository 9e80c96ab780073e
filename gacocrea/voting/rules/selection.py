"""Who wins under the rule that the cycle published."""

from collections.abc import Callable, Mapping

from gacocrea.voting.rules.counting import Ranking, top_n
from gacocrea.voting.rules.profile import Profile
from gacocrea.voting.rules.proportional import equal_shares, phragmen

PROPORTIONAL: dict[str, Callable[[Profile, int, str], Ranking]] = {
    "phragmen": phragmen,
    "equal_shares": equal_shares,
}


def rank(rule: str, *, votes: Mapping[str, int], profile: Profile | None, seats: int, root: str) -> Ranking:
    """Rank the options by `rule` as the manifest names it.

    `profile` is None where a poll publishes totals only: whoever recounts could not follow a proportional rule
    there, so most votes decide, and the cycle says so beforehand.
    """
    if profile is None or rule not in PROPORTIONAL:
        return top_n(votes, seats, root)
    return PROPORTIONAL[rule](profile, seats, root)
