"""Text: what is stored is clean, what is typed without accents is found, likeness is measured fairly."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.text import (
    clean,
    excerpt,
    fold,
    parse_reference,
    reference,
    similarity,
    slug,
    sort_key,
    stems,
)

# Any string Python can hold, half surrogates too, with the troublesome ones coming up often.
ANY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\u200d\u200c\u202e\u0301\u0338\n\r\t\0\x85\u2028\ufeff\ud800ñÑ👩❤\ufe0fـｱ\u0345İẞ'’"
        ),
    )
)


# ---------------------------------------------------------------- clean


@given(ANY, st.booleans())
def test_cleaning_twice_changes_nothing(text: str, multiline: bool) -> None:
    once = clean(text, multiline=multiline)
    assert clean(once, multiline=multiline) == once


@given(ANY, st.booleans())
def test_clean_text_holds_no_control_and_fits_any_encoding(text: str, multiline: bool) -> None:
    cleaned = clean(text, multiline=multiline)
    visible = cleaned.replace("\n", "") if multiline else cleaned
    assert not {unicodedata.category(letter) for letter in visible} & {"Cc", "Cs", "Zl", "Zp"}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\ufffe\uffff]", cleaned)
    assert cleaned.encode() is not None
    assert cleaned == unicodedata.normalize("NFC", cleaned).strip()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("uno\r\ndos\rtres", "uno\ndos\ntres"),
        ("uno  \n\n\n\n\ndos\n", "uno\n\ndos"),
        ("  sangría\tde  dos", "sangría de  dos"),
        ("educacio\u0301n", "educación"),
        ("con\u00a0duro", "con duro"),
        ("a\0b\x07c\x9bd", "abcd"),
        ("gato\u202eotag\u202c", "gatootag"),
        ("ad\u200dmin\u200b\ufeff", "admin"),
        ("👨\u200d👩\u200d👧 y 🏳\ufe0f\u200d🌈", "👨\u200d👩\u200d👧 y 🏳\ufe0f\u200d🌈"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d", "👩"),
        ("vacío\u3164", "vacío"),
    ],
)
def test_each_trouble_is_cleaned(typed: str, stored: str) -> None:
    assert clean(typed, multiline=True) == stored


def test_one_line_stays_one_line() -> None:
    assert clean("  Agua\u2028para \r\n\t todos ", multiline=False) == "Agua para todos"


@pytest.mark.real
def test_every_naughty_string_is_survived(real_data: Path) -> None:
    path = real_data / "text_lists" / "blns.json"
    for text in json.loads(path.read_text(encoding="utf-8")):
        cleaned = clean(text, multiline=True)
        assert clean(cleaned, multiline=True) == cleaned
        assert fold(fold(text)) == fold(text)
        stems(text), slug(text), excerpt(text, 20)


# ---------------------------------------------------------------- fold and stems


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("NIÑO", "nino"), ("Pingüino", "pinguino"), ("Straße", "strasse"), ("ﬁn", "fin"), ("nāhuatl", "nahuatl"),
     ("tʉkaripa", "tukaripa"), ("p’akina", "p'akina"), ("col·legi", "collegi"), ("１２", "12")],
)  # fmt: skip
def test_what_is_typed_plainly_folds_the_same(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    "family",
    [
        "educación educacion Educaciones EDUCACIÓN educar",
        "niño nino niños ninos Niña niñas",
        "contratación contratacion contrataciones",
        "público publico públicos publicas",
        "árbol arbol árboles",
        "país pais países paises",
        "economía economia economías",
        "año ano años anos",
        "vía via vías vias",
        "mujer mujeres",
        "joven jóvenes jovenes",
        "ley leyes",
        "voz voces",
        "luz luces",
        "decisión decision decisiones",
        "gestión gestiones",
        "red redes",
        "mes meses",
        "transparencia transparente",
        "base bases",
        "plan planes",
        "análisis analisis",
    ],
)
def test_a_family_of_words_shares_one_stem(family: str) -> None:
    assert len(stems(family)) == 1


def test_different_subjects_keep_different_stems() -> None:
    words = (
        "agua ley salud educación gobierno datos obra camino compra género general ciudadano campaña campo"
    )
    assert len(stems(words)) == len(words.split())


def test_function_words_go_and_numbers_stay() -> None:
    assert stems("También para los que no son de la ciudad, según él: 2024 y 5 más") == Counter(
        {"ciud": 1, "2024": 1, "5": 1}
    )


@pytest.mark.parametrize(
    "words",
    [
        "sumak kawsay ñukanchik p'akina",
        "Nunkui uunt a\u0331ents",
        "tewa wixárika t+karipa",
        "nāhuatl āltepētl",
    ],
)
def test_words_of_other_languages_survive_and_are_found_again(words: str) -> None:
    assert sum(stems(words).values()) == len(words.split())
    assert stems(words) == stems(unicodedata.normalize("NFD", words.upper().replace("'", "’")))


@given(ANY)
def test_no_text_breaks_the_stems(text: str) -> None:
    assert all(stem and count > 0 for stem, count in stems(text).items())


def test_a_word_without_end_is_cut() -> None:
    assert max(map(len, stems("a" * 100_000))) <= 64


# ---------------------------------------------------------------- similarity


SUBJECTS = ["agua", "ley", "salud", "datos", "obra", "camino", "compra", "escuela"]
WORDS = st.lists(st.sampled_from(SUBJECTS), min_size=1).map(Counter)


@given(WORDS, st.lists(WORDS, max_size=6))
def test_nothing_is_more_like_a_text_than_itself(query: Counter[str], others: list[Counter[str]]) -> None:
    docs = list(enumerate([query, *others]))
    df = Counter(stem for _, counts in docs for stem in counts)
    ranked = similarity(query, docs, df, len(docs))
    assert ranked[0] == (0, 1.0)
    assert all(0 < score <= 1 for _, score in ranked)
    assert ranked == similarity(query, reversed(docs), df, len(docs))


def test_a_rare_word_counts_for_more_than_a_frequent_one() -> None:
    texts = {
        1: "Propuesta de datos abiertos", 2: "Propuesta de riego comunitario", 3: "Propuesta de escuelas",
        4: "Propuesta de ríos limpios", 5: "Algo ajeno",
    }  # fmt: skip
    docs = [(id, stems(text)) for id, text in texts.items()]
    df = Counter(stem for _, counts in docs for stem in counts)
    ranked = similarity(stems("propuestas para un rio limpio"), docs, df, len(docs))
    assert ranked[0][0] == 4
    assert 5 not in dict(ranked)


def test_a_query_without_meaning_finds_nothing() -> None:
    assert similarity(stems("de la que"), [(1, stems("agua"))], {"agu": 1}, 1) == []


# ---------------------------------------------------------------- excerpt, slug, reference


@given(ANY, st.integers(1, 80))
def test_an_excerpt_never_exceeds_its_length(text: str, length: int) -> None:
    assert len(excerpt(text, length)) <= length


def test_an_excerpt_is_cut_between_words() -> None:
    assert excerpt("Agua limpia,\npara todos los barrios", 14) == "Agua limpia…"
    assert excerpt("Agua limpia", 11) == "Agua limpia"
    assert excerpt("Agua limpia", 5) == "Agua…"
    assert excerpt("Agua\u0301gua", 5) == "Agu…"


@given(ANY)
def test_a_slug_is_fit_for_an_address(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))
    assert len(slug(text)) <= 60


def test_a_slug_is_readable_aloud() -> None:
    assert slug("¿Qué hará la Compañía Eléctrica en 2025?") == "que-hara-la-compania-electrica-en-2025"
    assert slug("participación ciudadana en la contratación pública", 30) == "participacion-ciudadana-en-la"
    assert slug("🌈") == ""


@given(st.sampled_from("PTCRDOQMA"), st.integers(1, 10**9 - 1))
def test_a_reference_is_read_back(kind: str, number: int) -> None:
    assert parse_reference(reference(kind, number)) == (kind, number)


def test_references_are_typed_in_many_ways() -> None:
    assert [reference(kind, 7) for kind in "PTCRDM"] == ["P-0007", "T-007", "C-07", "R-07", "D-007", "M-007"]
    assert [parse_reference(text) for text in ("p-123", " P 0123 ", "p123", "P–123")] == [("P", 123)] * 4
    for text in ("", "X-1", "P-", "P-0", "P-1a", "P-١", "P-1234567890"):
        assert parse_reference(text) is None


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("shuk", "Shuk"), ("kawsay", "Sumak kawsay"), ("kawsay", "kawsaykuna"), ("wasikuna", "wasi"),
        ("nahuatl", "náhuatl"), ("nahuatl", "nāhuatl"), ("wixarika", "Wixárika"), ("tutu", "tʉtʉ"),
        ("t+t+", "tɨtɨ"), ("tem+kame", "temʉkame"), ("chichi", "chiꞌchi"), ("chi'chi", "chiꞌchi"),
        ("tsafiki", "Tsaʼfiki"), ("maya", "ma̱ya"), ("kichwa", "kichwas"), ("altepetl", "Altepētl"),
    ],
)  # fmt: skip
def test_words_of_american_languages_are_found_however_they_are_typed(typed: str, written: str) -> None:
    assert stems(typed).keys() <= stems(written).keys()


def test_names_stand_where_people_look_for_them() -> None:
    names = ["Alvaro", "Álvaro", "Ángel", "ꞌAtl", "Canoa", "Cantón", "Cañar", "Nube", "Nuble", "Núñez", "Ñusta",
             "O'Brien", "Obrien", "Ona", "Oña", "Tema 2", "Tema 10", "uva", "ʉxa", "vela", "Zoila"]  # fmt: skip
    jumbled = sorted(names, key=len)
    assert sorted(jumbled, key=sort_key) == names


def test_accents_and_capitals_decide_only_between_equal_letters() -> None:
    assert sorted(["ESTA", "está", "esta", "este"], key=sort_key) == ["esta", "ESTA", "está", "este"]
