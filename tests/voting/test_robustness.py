"""How many ballots would have to be false: held against trying out every way in which so many could be."""

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gacocrea.voting.rules import fewest_false, profile_of, rank, suppress

OPTIONS = "ABC"
EVERY_BALLOT = [frozenset(choices) for size in range(4) for choices in combinations(OPTIONS, size)]
ROOTS = [f"{number:064x}" for number in (0, 1, 2, 4, 9, 36)]
"""One for each order into which the lot can put three options."""
Ballots = list[frozenset[str]]
ballots = st.lists(st.sampled_from(EVERY_BALLOT), min_size=3, max_size=7)


def winners(rule: str, voted: Ballots, seats: int, root: str) -> frozenset[str]:
    profile = profile_of(OPTIONS, voted)
    return frozenset(rank(rule, votes=profile.votes, profile=profile, seats=seats, root=root).winners)


def fewest(rule: str, voted: Ballots, seats: int) -> int:
    profile = profile_of(OPTIONS, voted)
    ranking = rank(rule, votes=profile.votes, profile=profile, seats=seats, root=ROOTS[0])
    found = fewest_false(rule, votes=profile.votes, profile=profile, ranking=ranking, seats=seats)
    assert found is not None
    return found


def results_with(false: int, rule: str, voted: Ballots, seats: int) -> Iterator[frozenset[str]]:
    """Yield who wins for every way in which `false` of the ballots could say something else, and several lots."""
    for places in combinations(range(len(voted)), false):
        for others in product(EVERY_BALLOT, repeat=false):
            changed = list(voted)
            for place, other in zip(places, others, strict=True):
                changed[place] = other
            yield from (winners(rule, changed, seats, root) for root in ROOTS)


@pytest.mark.parametrize("rule", ["top_n", "phragmen", "equal_shares"])
@settings(max_examples=25)
@given(voted=ballots, seats=st.integers(1, 2))
def test_with_fewer_false_ballots_the_same_options_win(rule: str, voted: Ballots, seats: int) -> None:
    safe = min(fewest(rule, voted, seats) - 1, 2)
    before = winners(rule, voted, seats, ROOTS[0])
    assert safe == 0 or all(after == before for after in results_with(safe, rule, voted, seats))


@settings(max_examples=25)
@given(voted=ballots, seats=st.integers(1, 2))
def test_for_most_votes_so_many_false_ballots_do_change_a_winner(voted: Ballots, seats: int) -> None:
    number = fewest("top_n", voted, seats)
    before = {winners("top_n", voted, seats, root) for root in ROOTS}
    if number <= 2:
        assert len(before) > 1 or any(
            after not in before for after in results_with(number, "top_n", voted, seats)
        )


def test_the_roots_here_give_every_lot() -> None:
    tied = {
        rank("top_n", votes=dict.fromkeys(OPTIONS, 1), profile=None, seats=1, root=root).order
        for root in ROOTS
    }
    assert len(tied) == 6


def test_for_most_votes_it_is_half_the_margin_rounded_up() -> None:
    assert fewest("top_n", [frozenset("A")] * 9 + [frozenset("B")] * 4, 1) == 3
    assert fewest("top_n", [frozenset("A")] * 8 + [frozenset("B")] * 4, 1) == 2


def test_a_tie_and_an_empty_seat_take_one() -> None:
    assert fewest("top_n", [frozenset("A"), frozenset("B")], 1) == 1
    assert fewest("phragmen", [frozenset("A")] * 5, 2) == 1


def test_where_every_option_wins_the_weakest_would_have_to_lose_all_its_votes() -> None:
    assert fewest("equal_shares", [frozenset("ABC")] * 4 + [frozenset("AB")], 3) == 4


@pytest.mark.parametrize("rule", ["phragmen", "equal_shares"])
def test_a_clear_proportional_result_is_proven_to_withstand_many(rule: str) -> None:
    """60 for A and B, 30 for C, two seats: an upset takes 15 of 90 or so, and at least 10 are proven."""
    voted = [frozenset("AB")] * 60 + [frozenset("C")] * 8
    assert 6 <= fewest(rule, voted, 2) <= 22


# Small cells


def test_a_breakdown_without_a_small_cell_is_said_whole() -> None:
    assert suppress({0: 40, 1: 10, 2: 0}, 10) == {0: 40, 1: 10, 2: 0}


def test_a_small_cell_stays_unsaid_with_the_smallest_of_the_others() -> None:
    assert suppress({0: 400, 1: 30, 2: 3, 3: 0}, 10) == {0: 400, 1: None, 2: None, 3: 0}


def test_two_small_cells_that_together_are_small_take_a_third_with_them() -> None:
    assert suppress({0: 400, 1: 30, 2: 1, 3: 1}, 10) == {0: 400, 1: None, 2: None, 3: None}
    assert suppress({0: 400, 1: 30, 2: 6, 3: 5}, 10) == {0: 400, 1: 30, 2: None, 3: None}


def test_where_nothing_can_hide_a_small_cell_nothing_is_said() -> None:
    assert suppress({0: 0, 1: 0, 2: 7}, 10) == {0: None, 1: None, 2: None}


@given(st.dictionaries(st.integers(0, 3), st.integers(0, 40), min_size=1))
def test_what_stays_unsaid_cannot_be_worked_out_from_the_total(cells: dict[int, int]) -> None:
    said = suppress(cells, 10)
    unsaid = [cells[cell] for cell, number in said.items() if number is None]
    assert all(number is None or number == 0 or number >= 10 for number in said.values())
    assert not unsaid or len(said) == len(unsaid) or (len(unsaid) > 1 and sum(unsaid) >= 10)
