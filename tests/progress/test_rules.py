"""Where a milestone and a commitment stand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gacocrea.core.errors import Invalid
from gacocrea.progress.models import Completion
from gacocrea.progress.rules import ORDER, check_report, is_late, together

DAY = date(2027, 6, 30)
SOME = some.lists(some.sampled_from(Completion), max_size=8)


@given(SOME, some.data())
def test_a_milestone_that_goes_forward_never_sets_its_commitment_back(
    found: list[Completion], data: some.DataObject
) -> None:
    if not found:
        return
    place = data.draw(some.integers(0, len(found) - 1))
    further = data.draw(some.sampled_from(ORDER[ORDER.index(found[place]) :]))
    after = [*found[:place], further, *found[place + 1 :]]
    assert ORDER.index(together(after)) >= ORDER.index(together(found))


@given(SOME)
def test_a_commitment_is_completed_only_when_every_milestone_is(found: list[Completion]) -> None:
    every = bool(found) and set(found) == {Completion.COMPLETED}
    assert (together(found) is Completion.COMPLETED) == every


@given(SOME)
def test_a_commitment_is_not_started_only_when_nothing_is_begun(found: list[Completion]) -> None:
    assert (together(found) is Completion.NOT_STARTED) == (set(found) <= {Completion.NOT_STARTED})


def test_half_of_the_milestones_far_on_make_a_commitment_substantial() -> None:
    assert together([Completion.COMPLETED, Completion.NOT_STARTED]) is Completion.SUBSTANTIAL
    assert together([Completion.COMPLETED, *[Completion.LIMITED] * 2]) is Completion.LIMITED


def test_a_milestone_is_late_from_the_day_after_its_last() -> None:
    assert not is_late(Completion.LIMITED, DAY, DAY)
    assert is_late(Completion.SUBSTANTIAL, DAY, DAY + timedelta(days=1))
    assert not is_late(Completion.COMPLETED, DAY, DAY + timedelta(days=100))


@pytest.mark.parametrize(
    ("completion", "said", "field"),
    [
        (Completion.LIMITED, ("", "", ""), "note"),
        (Completion.COMPLETED, ("Listo.", "", "https://example.org"), "evidence"),
        (Completion.LIMITED, ("Va bien.", "", "javascript://example.org/%0aalert(1)"), "evidence_url"),
        (Completion.LIMITED, ("Va bien.", "", "example.org"), "evidence_url"),
    ],
)
def test_a_report_needs_words_evidence_of_completion_and_a_web_address(
    completion: Completion, said: tuple[str, str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        check_report(completion, *said)
    assert refusal.value.field == field
