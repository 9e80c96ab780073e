"""The proportional rules: a group wins in proportion to its size, exactly, and no order decides anything."""

import hashlib
import time
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.voting.rules import Profile, Ranking, equal_shares, phragmen, profile_of, rank, top_n

Rule = Callable[[Profile, int, str], Ranking]
Ballots = list[frozenset[str]]
OPTIONS = "ABCDEFG"
ROOTS = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(60)]
PROPORTIONAL: list[Rule] = [phragmen, equal_shares]
both = pytest.mark.parametrize("rule", PROPORTIONAL, ids=["phragmen", "equal_shares"])
ballots = st.lists(st.frozensets(st.sampled_from(OPTIONS), max_size=4), max_size=14)


def most_votes(profile: Profile, seats: int, root: str) -> Ranking:
    return top_n(profile.votes, seats, root)


RULES: dict[str, Rule] = {"av": most_votes, "seqphragmen": phragmen, "equal-shares": equal_shares}
"""The rules by the names of the published profiles."""


def committees(rule: Rule, voted: list[list[int]], options: int, seats: int) -> set[frozenset[int]]:
    """Return every set of winners that some root gives."""
    profile = profile_of(map(str, range(options)), [[str(code) for code in choices] for choices in voted])
    return {frozenset(map(int, rule(profile, seats, root).winners)) for root in ROOTS}


# Made by hand in the shape of the published profiles; worked out on paper.
TWO_BLOCS = [[0, 1, 2]] * 6 + [[3, 4, 5]] * 4
HAND_MADE: list[tuple[list[list[int]], int, int, dict[str, list[list[int]]]]] = [
    # Six of ten agree on three options, four on three others: 3 seats.
    (
        TWO_BLOCS,
        6,
        3,
        {
            "av": [[0, 1, 2]],
            "seqphragmen": [[a, b, c] for a, b in combinations(range(3), 2) for c in (3, 4, 5)],
            "equal-shares": [[a, b, c] for a, b in combinations(range(3), 2) for c in (3, 4, 5)],
        },
    ),
    # Four name 0. After it they carry a quarter each, the two loners of 2 nothing: 1/2 is less than 7/12 for 1.
    (
        [[0, 1], [0, 1], [0, 1], [0], [2], [2]],
        3,
        2,
        {"av": [[0, 1]], "seqphragmen": [[0, 2]], "equal-shares": [[0, 2]]},
    ),
    # A perfect tie of four.
    (
        [[0], [1], [2], [3]],
        4,
        1,
        {name: [[0], [1], [2], [3]] for name in RULES},
    ),
    # More seats than supported options, and a blank ballot: the rest stays empty.
    ([[0], [0, 1], []], 4, 3, {name: [[0, 1]] for name in RULES}),
]


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("case", HAND_MADE, ids=["two blocs", "everyone's favourite", "tie", "few options"])
def test_the_winners_are_those_worked_out_by_hand(name: str, case: tuple[Any, ...]) -> None:
    voted, options, seats, expected = case
    assert committees(RULES[name], voted, options, seats) == set(map(frozenset, expected[name]))


@pytest.mark.real
@pytest.mark.parametrize("name", RULES)
def test_on_every_published_profile_some_root_gives_each_tied_committee_and_none_another(
    name: str, real_data: Path
) -> None:
    files = sorted((real_data / "abcvoting").glob("*.yaml"))
    assert len(files) == 36
    for path in files:
        about = yaml.safe_load(path.read_text("utf-8"))
        expected = {
            frozenset(winners)
            for one in about["compute"]
            if one["rule_id"] == name and not one["resolute"]
            for winners in one["result"]
        }
        found = committees(RULES[name], about["profile"], about["num_cand"], about["committeesize"])
        assert found == expected, path.name


def test_the_example_on_the_set_up_page_is_what_the_rules_give() -> None:
    profile = profile_of("ABCDEF", [["A", "B", "C"]] * 60 + [["D", "E", "F"]] * 40)
    for root in ROOTS:
        assert set(most_votes(profile, 3, root).winners) == set("ABC")
        for rule in PROPORTIONAL:
            first, second, third = rule(profile, 3, root).winners
            assert {first, third} < set("ABC")
            assert second in "DEF"


@both
@given(voted=ballots, seats=st.integers(1, 6), data=st.data())
def test_neither_the_order_of_ballots_nor_that_of_options_changes_anything(
    rule: Rule, voted: Ballots, seats: int, data: st.DataObject
) -> None:
    shuffled, options = data.draw(st.permutations(voted)), data.draw(st.permutations(OPTIONS))
    one, other = profile_of(OPTIONS, voted), profile_of(options, shuffled)
    assert rule(one, seats, ROOTS[0]) == rule(other, seats, ROOTS[0])


@both
@given(voted=ballots, seats=st.integers(1, 8))
def test_an_option_that_nobody_supports_never_wins_and_no_seat_stays_empty_for_one_that_is(
    rule: Rule, voted: Ballots, seats: int
) -> None:
    ranking, votes = rule(profile_of(OPTIONS, voted), seats, ROOTS[1]), profile_of(OPTIONS, voted).votes
    assert all(votes[code] for code in ranking.winners)
    assert len(ranking.winners) == min(seats, sum(number > 0 for number in votes.values()))
    assert sorted(ranking.order) == sorted(OPTIONS)
    assert ranking.order[: len(ranking.winners)] == ranking.winners


@given(voted=ballots, seats=st.integers(1, 6))
def test_one_more_seat_keeps_every_winner_of_phragmen(voted: Ballots, seats: int) -> None:
    profile = profile_of(OPTIONS, voted)
    assert (
        phragmen(profile, seats + 1, ROOTS[2]).winners[:seats] == phragmen(profile, seats, ROOTS[2]).winners
    )


@both
@given(voted=ballots, seats=st.integers(1, 5), times=st.integers(2, 9))
def test_the_same_ballots_many_times_over_give_the_same_winners(
    rule: Rule, voted: Ballots, seats: int, times: int
) -> None:
    once, often = profile_of(OPTIONS, voted), profile_of(OPTIONS, voted * times)
    assert rule(once, seats, ROOTS[3]).winners == rule(often, seats, ROOTS[3]).winners


@both
@given(voted=ballots, seats=st.integers(1, 6))
def test_what_the_winner_of_a_turn_weighs_is_at_least_what_the_next_one_weighs(
    rule: Rule, voted: Ballots, seats: int
) -> None:
    votes = profile_of(OPTIONS, voted).votes
    for turn in rule(profile_of(OPTIONS, voted), seats, ROOTS[4]).turns:
        assert 0 < turn.strength <= votes[turn.code]
        assert turn.strength >= turn.rival_strength


def cohesive(voted: Ballots, seats: int) -> list[tuple[int, list[frozenset[str]]]]:
    """Return every (l, group) where the group is as large as l seats and agrees on at least l options."""
    groups = []
    for size in range(1, seats + 1):
        for common in combinations(OPTIONS, size):
            group = [choices for choices in voted if choices >= set(common)]
            if group and len(group) * seats >= size * len(voted):
                groups.append((size, group))
    return groups


@given(voted=ballots, seats=st.integers(1, 5))
def test_equal_shares_leaves_no_cohesive_group_without_a_member_who_sees_its_share(
    voted: Ballots, seats: int
) -> None:
    """Extended justified representation (Peters and Skowron 2020)."""
    winners = set(equal_shares(profile_of(OPTIONS, voted), seats, ROOTS[5]).winners)
    for share, group in cohesive(voted, seats):
        assert max(len(choices & winners) for choices in group) >= share


@both
@given(voted=ballots, seats=st.integers(1, 5))
def test_a_cohesive_group_sees_its_share_among_all_its_options(
    rule: Rule, voted: Ballots, seats: int
) -> None:
    """Proportional justified representation (Brill et al. 2017)."""
    winners = set(rule(profile_of(OPTIONS, voted), seats, ROOTS[6]).winners)
    for share, group in cohesive(voted, seats):
        assert len(frozenset().union(*group) & winners) >= share


@both
@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 3))
def test_a_bloc_that_agrees_gets_its_share(rule: Rule, mine: int, others: int, seats: int) -> None:
    voted = [frozenset("ABC")] * mine + [frozenset("DEF")] * others
    winners = rule(profile_of(OPTIONS, voted), seats, ROOTS[7]).winners
    assert len(set(winners) & set("ABC")) >= mine * seats // len(voted)


@given(voted=ballots.filter(any), seats=st.integers(1, 5))
def test_the_loads_of_phragmen_are_shared_to_the_last_fraction(voted: Ballots, seats: int) -> None:
    """A second, slow reckoning ballot by ballot: after each turn all loads add up to the seats filled."""
    loads = [Fraction(0)] * len(voted)
    for place, turn in enumerate(phragmen(profile_of(OPTIONS, voted), seats, ROOTS[8]).turns, start=1):
        behind = [voter for voter, choices in enumerate(voted) if turn.code in choices]
        load = (1 + sum(loads[voter] for voter in behind)) / Fraction(len(behind))
        assert turn.strength == 1 / load
        for voter in behind:
            loads[voter] = load
        assert sum(loads) == place


def test_a_poll_that_publishes_totals_only_is_decided_by_most_votes_whatever_its_rule() -> None:
    profile = profile_of("ABCDEF", [["A", "B", "C"]] * 5 + [["D", "E", "F"]] * 4)
    found = rank("equal_shares", votes=profile.votes, profile=None, seats=3, root=ROOTS[0])
    assert found == top_n(profile.votes, 3, ROOTS[0])
    assert rank("phragmen", votes=profile.votes, profile=profile, seats=3, root=ROOTS[0]) != found


@pytest.mark.slow
@both
def test_a_hundred_thousand_ballots_sixty_options_and_fifteen_seats_take_seconds(rule: Rule) -> None:
    random, options = Random(1), [f"T-{number:03d}" for number in range(60)]
    weights = [random.random() for _ in options]
    profile = profile_of(options, [random.choices(options, weights, k=5) for _ in range(100_000)])
    start = time.process_time()
    assert len(rule(profile, 15, ROOTS[0]).winners) == 15
    assert time.process_time() - start < 20
