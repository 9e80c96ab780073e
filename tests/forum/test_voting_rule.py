"""When a motion is carried: the rule of the forum, held by examples and by its properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.errors import Invalid
from gacocrea.forum.models import Choice, Majority, Share
from gacocrea.forum.rules import SeatVote, VotingRule, check_quorum, outcome

SECTORS = ("Gobierno", "Sociedad civil", "Academia")
VOTES = st.lists(
    st.builds(
        SeatVote,
        st.sampled_from(SECTORS),
        st.none() | st.sampled_from(Choice),
        st.just(False),
    )
    | st.builds(SeatVote, st.sampled_from(SECTORS), st.none(), st.just(True)),
    max_size=14,
)


@st.composite
def rules(draw):
    majority = draw(st.sampled_from(Majority))
    share = draw(st.sampled_from(Share)) if majority is Majority.QUALIFIED else None
    quorum, by_sector, all_sectors = draw(st.tuples(st.sampled_from(Share), st.booleans(), st.booleans()))
    return VotingRule(quorum, all_sectors, majority, share, by_sector)


def votes(**said):
    """Return votes such as gobierno="ffa-" : for, for, against, silent; x abstains, r is recused."""
    letters = {"f": Choice.FOR, "a": Choice.AGAINST, "x": Choice.ABSTAIN}
    return [
        SeatVote(sector, letters.get(letter), letter == "r")
        for sector, word in said.items()
        for letter in word
    ]


@pytest.mark.parametrize(
    ("said", "rule", "carried"),
    [
        ({"g": "ff", "c": "fa"}, VotingRule(), True),
        ({"g": "ff", "c": "aa"}, VotingRule(), False),  # a tie carries nothing
        ({"g": "ff", "c": "---"}, VotingRule(), False),  # two of five are no quorum
        ({"g": "ff", "c": "rrr"}, VotingRule(), True),  # who is recused leaves the whole
        ({"g": "fx", "c": "xx"}, VotingRule(majority=Majority.CONSENSUS), True),
        ({"g": "ff", "c": "fa"}, VotingRule(majority=Majority.CONSENSUS), False),
        (
            {"g": "ff", "c": "a"},
            VotingRule(majority=Majority.QUALIFIED, majority_share=Share.TWO_THIRDS),
            True,
        ),
        (
            {"g": "ff", "c": "ax"},
            VotingRule(majority=Majority.QUALIFIED, majority_share=Share.TWO_THIRDS),
            False,
        ),
        ({"g": "fff", "c": "a"}, VotingRule(by_sector=True), False),
        ({"g": "fff", "c": "f"}, VotingRule(by_sector=True), True),
        ({"g": "fff", "c": "r"}, VotingRule(by_sector=True), True),
        (
            {"g": "fff", "c": "-"},
            VotingRule(by_sector=True),
            False,
        ),  # a sector cannot be outvoted by its absence
        ({"g": "fff", "c": "-"}, VotingRule(quorum_by_sector=True), False),
        ({"g": "rr"}, VotingRule(), False),
        ({}, VotingRule(quorum=Share.ALL), False),
    ],
)
def test_what_carries_a_motion(said, rule, carried):
    assert outcome(votes(**said), rule).is_carried is carried


@given(st.integers(0, 400))
def test_a_share_is_exact(whole):
    assert 2 * Share.HALF.of(whole) > whole >= 2 * (Share.HALF.of(whole) - 1)
    for share, (a, b) in ((Share.TWO_THIRDS, (2, 3)), (Share.THREE_QUARTERS, (3, 4)), (Share.ALL, (1, 1))):
        needed = share.of(whole)
        assert b * needed >= a * whole > b * (needed - 1)


@given(VOTES, rules(), st.randoms(use_true_random=False))
def test_the_order_of_the_votes_does_not_matter(said, rule, chance):
    mixed = list(said)
    chance.shuffle(mixed)
    before, after = outcome(said, rule), outcome(mixed, rule)
    assert (before.all, before.is_carried) == (after.all, after.is_carried)
    assert before.sectors == after.sectors


@given(VOTES, rules(), st.integers(0, 13))
def test_one_more_vote_for_it_never_loses_a_motion(said, rule, place):
    if place < len(said) and not said[place].is_recused:
        better = [*said[:place], SeatVote(said[place].sector, Choice.FOR), *said[place + 1 :]]
        assert outcome(better, rule).is_carried >= outcome(said, rule).is_carried


@given(VOTES, rules())
def test_a_recused_seat_counts_nowhere(said, rule):
    without = [vote for vote in said if not vote.is_recused]
    assert outcome(said, rule) == outcome(without, rule)


@given(VOTES, rules())
def test_nothing_is_carried_without_quorum_votes_and_majority(said, rule):
    found = outcome(said, rule)
    assert sum(tally.seats for tally in found.sectors.values()) == found.all.seats
    if found.is_carried:
        check_quorum(found)
        assert found.all.votes_for > 0
        assert found.all.votes_for >= found.all.votes_against or rule.majority is Majority.QUALIFIED
        assert not (rule.majority is Majority.CONSENSUS and found.all.votes_against)


def test_the_sentence_of_a_missing_quorum_knows_the_numbers():
    with pytest.raises(Invalid, match="no_quorum") as refused:
        check_quorum(outcome(votes(g="f---"), VotingRule()))
    assert refused.value.facts == {"cast": 1, "needed": 3, "seats": 4}
