"""What a sheet must be, and how two sheets differ and join."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gacocrea.commitments.rules import (
    TEXTS,
    MilestoneWords,
    Sheet,
    as_json,
    changed,
    check_sheet,
    from_json,
    join,
    part,
    parts_of,
)
from gacocrea.core.errors import Invalid

DAY = date(2027, 1, 15)
STEP = MilestoneWords("Publicar", "Norma", DAY, DAY + timedelta(days=90))
SHEET = Sheet("Obras a la vista", DAY, DAY + timedelta(days=500), milestones=(STEP,))

words = some.text(max_size=30)
days = some.dates(date(2020, 1, 1), date(2040, 1, 1))
steps = some.builds(MilestoneWords, words, words, days, days, words, words)
sheets = some.builds(
    Sheet,
    **{name: words for name in TEXTS if name not in ("starts_on", "ends_on")},
    extras=some.dictionaries(some.sampled_from(("sdg", "budget", "kichwa")), some.text(min_size=1, max_size=9)),
    starts_on=days,
    ends_on=days,
    milestones=some.lists(steps, max_size=3).map(tuple),
)


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"name": ""}, "name", "commitment_name"),
        ({"ends_on": DAY}, "ends_on", "dates_backwards"),
        ({"milestones": (STEP, replace(STEP, text=""))}, "milestones", "milestone_text"),
        ({"milestones": (replace(STEP, ends_on=DAY),)}, "milestones", "milestone_dates"),
    ],
)
def test_a_sheet_needs_a_name_and_dates_that_run_forward(
    wrong: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        check_sheet(replace(SHEET, **wrong))
    assert (refusal.value.field, refusal.value.code) == (field, code)


def test_a_sheet_of_a_name_and_two_days_is_enough_for_a_draft() -> None:
    check_sheet(Sheet("Obras a la vista", DAY, DAY + timedelta(days=1)))


@given(sheets)
def test_a_stored_version_reads_back_as_the_sheet_that_was_saved(sheet: Sheet) -> None:
    assert from_json(json.loads(json.dumps(as_json(sheet)))) == sheet


@given(sheets, sheets)
def test_what_changed_is_all_that_differs(one: Sheet, other: Sheet) -> None:
    same = set(parts_of(one, other)) - set(changed(one, other))
    assert all(part(one, name) == part(other, name) for name in same)
    assert all(part(one, name) != part(other, name) for name in changed(one, other))
    assert changed(one, one) == []


@given(sheets, sheets)
def test_joining_with_somebody_who_changed_nothing_gives_what_the_other_wrote(
    base: Sheet, mine: Sheet
) -> None:
    assert join(base, base, mine) == (mine, [])
    assert join(base, mine, base) == (mine, [])


@given(sheets, sheets, sheets)
def test_joining_loses_no_change_and_names_where_both_changed_the_same(
    base: Sheet, theirs: Sheet, mine: Sheet
) -> None:
    joined, both = join(base, theirs, mine)
    for name in parts_of(base, theirs, mine):
        said = {part(base, name), part(theirs, name), part(mine, name)}
        assert (name in both) == (len(said) == 3)
        if name in changed(base, mine):
            assert part(joined, name) == part(mine, name)
        else:
            assert part(joined, name) == part(theirs, name)
