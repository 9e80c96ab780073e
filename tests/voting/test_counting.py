"""The count: one function of the ballots, whatever their order."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.errors import Invalid
from gacocrea.voting.rules import check_choices, tally, top_n

OPTIONS = [f"T-{number:03d}" for number in range(1, 9)]
ROOT = hashlib.sha256(b"a list").hexdigest()
ballots = st.lists(st.frozensets(st.sampled_from(OPTIONS), max_size=3), max_size=40)
tallies = st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 5), min_size=1)


@given(ballots.flatmap(lambda cast: st.tuples(st.just(cast), st.permutations(cast))))
def test_the_order_of_the_ballots_changes_nothing(
    pair: tuple[list[frozenset[str]], list[frozenset[str]]],
) -> None:
    cast, shuffled = pair
    assert tally(OPTIONS, cast) == tally(OPTIONS, shuffled)


@given(ballots)
def test_the_votes_add_up_to_the_choices(cast: list[frozenset[str]]) -> None:
    votes = tally(OPTIONS, cast)
    assert sum(votes.values()) == sum(len(choices) for choices in cast)
    assert max(votes.values()) <= len(cast)


@given(ballots, ballots)
def test_two_lists_counted_apart_add_up(one: list[frozenset[str]], other: list[frozenset[str]]) -> None:
    together, first, second = tally(OPTIONS, one + other), tally(OPTIONS, one), tally(OPTIONS, other)
    assert together == {code: first[code] + second[code] for code in OPTIONS}


def test_a_ballot_that_names_a_theme_twice_supports_it_once() -> None:
    assert tally(["T-001"], [["T-001", "T-001"]]) == {"T-001": 1}


@given(tallies, st.integers(1, 8))
def test_whoever_wins_has_at_least_the_votes_of_whoever_does_not(votes: dict[str, int], seats: int) -> None:
    ranking = top_n(votes, seats, ROOT)
    out = votes.keys() - set(ranking.winners)
    assert len(ranking.winners) == min(seats, sum(count > 0 for count in votes.values()))
    assert all(votes[winner] >= votes[loser] for winner in ranking.winners for loser in out)


@given(tallies, st.integers(1, 8), st.data())
def test_one_more_vote_never_makes_a_winner_lose(
    votes: dict[str, int], seats: int, data: st.DataObject
) -> None:
    winners = top_n(votes, seats, ROOT).winners
    if winners:
        favoured = data.draw(st.sampled_from(winners))
        assert favoured in top_n(votes | {favoured: votes[favoured] + 1}, seats, ROOT).winners


@given(tallies, st.integers(1, 7))
def test_one_more_seat_keeps_every_winner(votes: dict[str, int], seats: int) -> None:
    assert set(top_n(votes, seats, ROOT).winners) <= set(top_n(votes, seats + 1, ROOT).winners)


@given(st.permutations(OPTIONS))
def test_the_order_of_the_options_never_decides_a_tie(options: list[str]) -> None:
    assert top_n(dict.fromkeys(options, 2), 3, ROOT) == top_n(dict.fromkeys(OPTIONS, 2), 3, ROOT)


def test_a_tie_falls_by_the_published_rule() -> None:
    ranking = top_n(dict.fromkeys(OPTIONS, 2), 3, ROOT)
    lots = sorted(OPTIONS, key=lambda code: hashlib.sha256(bytes.fromhex(ROOT) + code.encode()).digest())
    assert ranking.winners == tuple(lots[:3])
    assert ranking.by_lot
    assert ranking.margin == 0


def test_a_theme_without_any_vote_does_not_win() -> None:
    assert top_n({"T-001": 2, "T-002": 0}, 2, ROOT).winners == ("T-001",)


def test_the_margin_is_between_the_last_winner_and_the_first_that_does_not_win() -> None:
    ranking = top_n({"T-001": 9, "T-002": 7, "T-003": 4}, 2, ROOT)
    assert ranking.margin == 3
    assert not ranking.by_lot


def test_without_a_loser_there_is_no_margin() -> None:
    assert top_n({"T-001": 9}, 2, ROOT).margin is None


def test_the_choices_of_a_ballot_are_themes_of_the_poll_and_not_too_many() -> None:
    assert check_choices(OPTIONS, ["T-002", "T-001", "T-002"], 2) == ("T-001", "T-002")
    assert check_choices(OPTIONS, [], 2) == ()
    with pytest.raises(Invalid, match="too_many_choices"):
        check_choices(OPTIONS, ["T-001", "T-002", "T-003"], 2)
    with pytest.raises(Invalid, match="unknown_choice"):
        check_choices(OPTIONS, ["T-999"], 2)
