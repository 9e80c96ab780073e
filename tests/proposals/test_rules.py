"""What may be said, until when it may be changed, and the order of a list."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.compare import word_changes
from gacocrea.proposals.models import ProposalStatus
from gacocrea.proposals.rules import import_problems, may_edit, problems, search_terms, shuffled, source_key
from tests.proposals.making import words
from tests.support import NOON


def test_a_proposal_needs_a_title_a_problem_and_what_it_proposes() -> None:
    found = problems(words(title="", problem="Corto", solution=""))
    assert [(one.field, one.code) for one in found] == [
        ("title", "words_missing"),
        ("problem", "words_short"),
        ("solution", "words_missing"),
    ]


def test_a_draft_needs_its_title_only() -> None:
    assert problems(words(problem="", solution=""), draft=True) == []
    assert [one.field for one in problems(words(title=""), draft=True)] == ["title"]


def test_an_imported_text_may_be_short_or_long_but_not_nameless_or_endless() -> None:
    assert import_problems(words(title="Bus", problem="", solution="x" * 10_000)) == []
    assert [one.code for one in import_problems(words(title=""))] == ["words_missing"]
    assert [one.code for one in import_problems(words(problem="x" * 20_001))] == ["words_long"]


@pytest.mark.parametrize(
    ("status", "minutes", "may"),
    [
        (ProposalStatus.SUBMITTED, 59, True),
        (ProposalStatus.SUBMITTED, 60, False),
        (ProposalStatus.RETURNED, 10_000, True),
        (ProposalStatus.ANSWERED, 1, False),
        (ProposalStatus.WITHDRAWN, 1, False),
    ],
)
def test_the_edit_window_is_half_open_and_a_return_reopens_it(
    status: ProposalStatus, minutes: int, may: bool
) -> None:
    assert may_edit(status, NOON, 60, NOON + timedelta(minutes=minutes)) is may


@given(st.sets(st.integers(1, 10_000)), st.text())
def test_a_shuffled_list_holds_each_proposal_once_whatever_the_seed(ids: set[int], seed: str) -> None:
    order = [id for _place, id in shuffled(ids, seed)]
    assert sorted(order) == sorted(ids)
    assert order == [id for _place, id in shuffled(sorted(ids), seed)]


@given(st.sets(st.integers(1, 500), min_size=2), st.text())
def test_a_proposal_that_leaves_moves_no_other(ids: set[int], seed: str) -> None:
    gone = min(ids)
    order = [id for _place, id in shuffled(ids, seed)]
    assert [id for id in order if id != gone] == [id for _place, id in shuffled(ids - {gone}, seed)]


def test_no_proposal_is_favoured_by_the_order() -> None:
    firsts = [shuffled(range(1, 5), f"visitor {n}")[0][1] for n in range(4000)]
    shares = [firsts.count(id) / len(firsts) for id in range(1, 5)]
    assert all(0.22 < share < 0.28 for share in shares)


def test_a_search_wants_every_word_and_takes_the_last_as_it_begins() -> None:
    whole, last = search_terms("Las Planillas de la óbra")
    assert (len(whole), last) == (1, "obra")
    assert search_terms("  ") == ([], "")


@given(st.text(), st.text())
def test_the_same_row_has_the_same_mark_and_another_has_another(one: str, other: str) -> None:
    mark = source_key(words(title=one), pillar="t", key="1")
    assert (mark == source_key(words(title=other), pillar="t", key="1")) is (one == other)


@given(st.text(), st.text())
def test_a_comparison_gives_both_texts_back(before: str, after: str) -> None:
    parts = word_changes(before, after)
    assert "".join(text for op, text in parts if op != "ins") == before
    assert "".join(text for op, text in parts if op != "del") == after
