"""What a response must say, whom it may come from, and what belongs together."""

import pytest

from gacocrea.core.errors import Invalid
from gacocrea.core.terms import Actor, Moment, Role
from gacocrea.themes.models import REASON_MAX, Outcome
from gacocrea.themes.rules import (
    TEMPLATES,
    checked_reason,
    checked_wording,
    may_answer,
    needs_theme,
    same_institution,
    suggest,
)
from tests.support import NOON


def test_only_what_is_taken_up_needs_a_theme() -> None:
    assert [outcome for outcome in Outcome if needs_theme(outcome)] == ["adopted", "merged", "partly"]


def test_every_outcome_has_a_template_that_speaks_to_its_author() -> None:
    assert set(TEMPLATES) == set(Outcome)
    assert all(text.startswith("Gracias, %(name)s.") for text in TEMPLATES.values())


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("", "reason_short"),
        ("  porque no \n\n ", "reason_short"),
        ("x" * (REASON_MAX + 1), "reason_long"),
        ("Decidir sobre esto corresponde a [complete: qué entidad].", "reason_unfilled"),
    ],
)
def test_a_reason_that_explains_nothing_is_refused(reason: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_reason(reason)
    assert (refused.value.field, refused.value.code) == ("reason", code)


def test_a_theme_needs_a_title_and_a_sentence() -> None:
    with pytest.raises(Invalid, match="theme_title_empty"):
        checked_wording(" \u200b", "Una frase.")
    with pytest.raises(Invalid, match="theme_summary_empty"):
        checked_wording("Un título", "")


def test_an_institution_is_the_same_however_it_is_typed() -> None:
    assert same_institution("Ministerio de  Educación", "ministerio de educacion")
    assert not same_institution("Ministerio de Salud", "Ministerio de Educación")
    assert not same_institution("", "")


def test_nobody_answers_about_their_own_institution() -> None:
    member = Actor(account_id=1, roles=frozenset({Role.CORE_GROUP}), institution="Contraloría")
    always = Moment(NOON)
    assert may_answer(member, always, author_id=2, institution="contraloria").code != "ok"


def test_the_theme_that_shares_most_words_is_suggested_first_and_says_which() -> None:
    themes = {
        1: "Presupuesto participativo en parroquias rurales",
        2: "Avance y costo de cada obra pública en una página",
        3: "Costo de los medicamentos",
    }
    found = suggest("Que la obra del mercado tenga letrero con su costo", themes)
    assert [suggestion.theme_id for suggestion in found] == [2, 3]
    assert set(found[0].words) == {"obra", "costo"}
    assert suggest("Kichwa y shuar", themes) == []
