"""Nothing is misspelled: what the interface says in its three languages, and what the papers of the house say.

The dictionaries are Debian's (hunspell-es, hunspell-en-gb, hunspell-pt-br); words/*.txt holds what they do not know.
"""

import pytest

from tests.house.spelling import everything_said, judged, own_words, strange, words_in
from tests.needs import DICTIONARIES


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return everything_said(tmp_path_factory.mktemp("strings"))


@pytest.mark.hunspell
@pytest.mark.parametrize("language", sorted(DICTIONARIES))
def test_every_word_is_spelled_as_its_dictionary_has_it(said: dict[str, list[str]], language: str) -> None:
    new, gone = judged(said, language)
    assert (new, gone) == ([], []), "correct them, or take them into tests/house/words after a good look"


@pytest.mark.parametrize("language", sorted(DICTIONARIES))
def test_a_list_of_own_words_is_in_order(language: str) -> None:
    words = own_words(language)
    assert words == sorted(set(words), key=str.casefold)


def test_only_words_of_prose_are_looked_up() -> None:
    told = "**Vea** `make test`, C-07 y %(name)s en <b>https://a.example/x</b>: [aquí](glosario#irm), README.md, MRI."
    assert words_in([told]) == {"Vea", "en", "aquí"}


@pytest.mark.hunspell
def test_a_mistake_is_found_in_each_language() -> None:
    assert strange({"votación", "votasión", "descárguelo", "descárgelo", "deshacerlo"}, "es") == {
        "votasión",
        "descárgelo",
    }
    assert strange({"colour", "color", "receipt", "reciept"}, "en") == {"color", "reciept"}
    assert strange({"hifens", "hífens", "cédula"}, "pt") == {"hífens"}
