"""Two rules under which a group of voters wins seats in proportion to its size. Exact: integers and fractions.

Sequential Phragmén: L. E. Phragmén (1894); M. Brill, R. Freeman, S. Janson and M. Lackner, "Phragmén's voting methods
and justified representation", AAAI 2017. Method of equal shares: D. Peters and P. Skowron, "Proportionality and
the limits of welfarism", ACM EC 2020, where it is called Rule X, with their completion by Phragmén.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import partial

from gacocrea.voting.rules.counting import Ranking, Turn, by_votes, lot
from gacocrea.voting.rules.profile import Crowd, Profile

ONE = Fraction(1)
Standing = Mapping[int, int]


def phragmen(profile: Profile, seats: int, root: str) -> Ranking:
    """Elect one option after another: the one whose supporters would carry least.

    A seat is a load of 1 that its supporters share so that all of them end up carrying the same. In each turn
    the option wins that makes this load smallest, (1 + sum of their loads) / supporters. Ties by `lot`; an
    option nobody supports never wins.
    """
    return _ranking(profile, root, _share_loads(Crowd(profile, Fraction(0)), seats, root))


def equal_shares(profile: Profile, seats: int, root: str) -> Ranking:
    """Give every ballot, blank ones too, the same part of the seats, and let supporters pay 1 for a theme.

    In each turn the option is bought whose supporters can pay for it with the smallest largest payment rho:
    each pays rho, or all that is left to them. When none can be paid for, sequential Phragmén fills the seats
    that remain, from the loads of what each has paid. Ties by `lot`; an option nobody supports never wins.
    """
    share = Fraction(seats, max(profile.ballots, 1))
    crowd = Crowd(profile, share)
    turns: list[Turn] = []
    while len(turns) < seats:
        bids = {code: _rho(crowd.levels, at) for code, at in _open(crowd, turns).items()}
        turn = _cheapest({code: bid for code, bid in bids.items() if bid is not None}, root)
        if turn is None:
            break
        turns.append(turn)
        crowd.move(turn.code, partial(_pay, rho=1 / turn.strength))
    crowd.move(None, lambda left: share - left)
    return _ranking(profile, root, _share_loads(crowd, seats, root, turns))


def _share_loads(crowd: Crowd, seats: int, root: str, bought: list[Turn] | None = None) -> list[Turn]:
    """Fill the seats that remain by sequential Phragmén, from the loads at which the crowd stands."""
    turns = list(bought or ())
    while len(turns) < seats:
        bids = {code: _load(crowd.levels, at) for code, at in _open(crowd, turns).items()}
        turn = _cheapest(bids, root, completing=bought is not None)
        if turn is None:
            break
        turns.append(turn)
        crowd.move(turn.code, partial(_carry, load=1 / turn.strength))
    return turns


def _pay(left: Fraction, rho: Fraction) -> Fraction:
    return max(left - rho, Fraction(0))


def _carry(_before: Fraction, load: Fraction) -> Fraction:
    return load


def _open(crowd: Crowd, turns: list[Turn]) -> dict[str, Standing]:
    """Return where the supporters of each option stand that is not elected yet."""
    elected = {turn.code for turn in turns}
    return {code: at for code, at in crowd.supporters().items() if code not in elected}


def _load(levels: list[Fraction], at: Standing) -> Fraction:
    """Return what each supporter would carry if the option won."""
    carried = sum((levels[level] * number for level, number in at.items()), ONE)
    return carried / sum(at.values())


def _rho(levels: list[Fraction], at: Standing) -> Fraction | None:
    """Return the largest payment if its supporters bought the option as equally as they can, None if they cannot."""
    rest, voters = ONE, sum(at.values())
    for left, number in sorted((levels[level], number) for level, number in at.items()):
        if left * voters >= rest:
            return rest / voters
        rest -= left * number
        voters -= number
    return None


def _cheapest(bids: Mapping[str, Fraction], root: str, *, completing: bool = False) -> Turn | None:
    """Return the turn that the smallest bid wins, None without any bid."""
    order = sorted(bids, key=lambda code: (bids[code], lot(root, code)))
    if not order:
        return None
    rival = order[1] if len(order) > 1 else None
    strengths = [1 / bids[code] for code in order[:2]] + [Fraction(0)]
    return Turn(order[0], strengths[0], rival, strengths[1], completing)


def _ranking(profile: Profile, root: str, turns: list[Turn]) -> Ranking:
    winners = tuple(turn.code for turn in turns)
    rest = tuple(code for code in by_votes(profile.votes, root) if code not in winners)
    return Ranking(winners + rest, winners, tuple(turns), by_lot=any(turn.by_lot for turn in turns))
