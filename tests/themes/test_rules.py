"""What a response must say, whom it may come from, and what belongs together."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from gacocrea.core.errors import Invalid
from gacocrea.core.tables.writing import xlsx_of
from gacocrea.core.terms import Actor, Moment, Role
from gacocrea.themes.models import REASON_MAX, Outcome
from gacocrea.themes.rules import (
    TEMPLATES,
    Became,
    alike,
    became,
    checked_reason,
    checked_wording,
    may_answer,
    needs_theme,
    outcomes_of,
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


def test_every_outcome_is_one_thing_for_the_public() -> None:
    assert {outcome for told in Became for outcome in outcomes_of(told)} == set(Outcome)
    assert became(None) is Became.WAITING


def test_what_shares_rare_words_is_a_pair_and_what_shares_common_ones_is_not() -> None:
    docs = {n: {"municipi": 1, f"palabra{n}": 2, f"otra{n}": 1} for n in range(20)}
    docs |= {30: {"letrer": 2, "obra": 1, "cost": 1}, 31: {"letrer": 1, "obra": 2, "municipi": 1}}
    assert [(pair.one, pair.other) for pair in alike(docs)] == [(30, 31)]


def test_no_cell_of_a_sheet_is_a_formula() -> None:
    sheet = load_workbook(BytesIO(xlsx_of("Respuestas", ["Título"], [["=1+1"], ["+2\x07"], [None]]))).active
    assert sheet is not None
    assert [(cell.value, cell.data_type) for cell in sheet["A"]][1:3] == [("=1+1", "s"), ("+2", "s")]
