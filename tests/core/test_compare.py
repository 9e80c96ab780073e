"""Two texts laid side by side give both texts back."""

from hypothesis import given
from hypothesis import strategies as some

from gacocrea.core.compare import word_changes

texts = some.one_of(some.text(max_size=80), some.text(alphabet="ab \n", max_size=60))


@given(texts, texts)
def test_the_parts_of_a_comparison_rebuild_both_texts(before: str, after: str) -> None:
    parts = word_changes(before, after)
    assert "".join(text for kind, text in parts if kind != "ins") == before
    assert "".join(text for kind, text in parts if kind != "del") == after
    assert all(text for _kind, text in parts)


@given(texts)
def test_a_text_that_did_not_change_has_nothing_added_nor_taken_out(text: str) -> None:
    assert {kind for kind, _text in word_changes(text, text)} <= {"equal"}


def test_one_word_changed_in_a_long_text_is_all_that_is_marked() -> None:
    before = "Cada obra tendrá una página.\nLa actualización será trimestral.\nNadie paga por mirar.\n"
    after = before.replace("trimestral", "mensual")
    assert [part for part in word_changes(before, after) if part[0] != "equal"] == [
        ("del", "trimestral.\n"),
        ("ins", "mensual.\n"),
    ]
