"""Names: any pseudonym, but nothing hidden, no mixed alphabets, and no office."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.errors import Invalid
from gacocrea.people.rules.names import checked_name, skeleton


def refusal(name, **more):
    with pytest.raises(Invalid) as refused:
        checked_name(name, **more)
    return refused.value.code


@pytest.mark.parametrize(
    "name",
    ["Rosa Elena Quishpe", "Ñusta", "Wayra_88", "José  ", "Анна Иванова", "小林", "Μαρία", "O'Higgins", "R2-D2",
     "Núcleo", "Ana Moderna", "Foro"],
)  # fmt: skip
def test_people_are_called_as_they_like(name):
    assert checked_name(name) == " ".join(name.split())


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u200b", "\u200d", "\u0007", "\ufeff", "\u2066", "\n", "\U000e0041", "\u00ad"]
)
def test_nothing_hidden_is_in_a_name(hidden):
    assert refusal(f"Ro{hidden}sa") == "name_hidden"


@pytest.mark.parametrize("name", ["Rоsa", "Pаula", "Μaria", "Ꭺna"])
def test_alphabets_that_look_alike_are_not_mixed(name):
    assert refusal(name) == "name_mixed"


@pytest.mark.parametrize(
    "name",
    ["Secretaría", "secretaria técnica", "S e c r e t a r í a", "Grupo Núcleo", "GRUPO NUCLEO", "Grupo NúcIeo",
     "Grupo Nuc1eo", "La Secretaría Técnica de verdad", "gacocrea", "𝔤𝔞𝔠𝔬𝔠𝔯𝔢𝔞", "Ｍoderador", "M0derador", "Core group",
     "Administración", "Administrador2"],
)  # fmt: skip
def test_nobody_is_called_like_an_office(name):
    assert refusal(name) == "name_office"


def test_a_whole_word_of_look_alikes_is_read_as_what_it_looks_like():
    assert skeleton("сосоа") == skeleton("cocoa")


def test_the_names_of_forums_are_theirs():
    assert refusal("Foro Abierto de Loja", offices=["Foro abierto de Loja"]) == "name_office"
    assert refusal("Jalisco", offices=["Jalisco"]) == "name_office"
    assert checked_name("Ana Jalisco", offices=["Jalisco"])


@given(st.text(min_size=1, max_size=80))
def test_whatever_is_typed_is_refused_or_kept_as_it_shows(name):
    try:
        kept = checked_name(name)
    except Invalid:
        return
    assert checked_name(kept) == kept
    assert kept.isprintable()
