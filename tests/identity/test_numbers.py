"""Document numbers: one form for every way of writing them, and nothing stored that can be read back."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.errors import Invalid
from gacocrea.identity.rules import Seals, code_digest, new_code, read_date, shown_code
from gacocrea.people.models.documents import DocumentKind
from gacocrea.people.rules.documents import document_number, documents_of
from gacocrea.people.secrets import Secrets
from tests.identity.people import CI, cedula

GOOD = {
    DocumentKind.EC_CI: "1710034065",
    DocumentKind.MX_CURP: "BOXW310820HNERXN09",
    DocumentKind.AR_DNI: "20123456",
    DocumentKind.CO_CC: "1012345678",
}
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
BETWEEN = st.sampled_from(["", " ", ".", "-", "\u00a0", "\u2011", "\u200b", "–", " . "])


@given(st.sampled_from(list(GOOD)), st.data())
def test_a_number_has_one_form_however_it_is_written(kind, data):
    good = GOOD[kind]
    letters = [
        data.draw(st.sampled_from([letter, letter.lower(), letter.translate(WIDE), letter.translate(ARABIC)]))
        for letter in good
    ]
    typed = data.draw(BETWEEN) + "".join(
        one + (data.draw(BETWEEN) if n % 3 == 2 else "") for n, one in enumerate(letters)
    )
    assert document_number(kind, typed) == good


@given(st.integers(0, 999_999), st.integers(1, 9))
def test_a_zero_that_a_spreadsheet_dropped_changes_nothing(serial, province):
    number = cedula(serial, province)
    assert document_number(CI, number[1:]) == document_number(CI, number) == number


@pytest.mark.parametrize("typed", ["020.123.456", "0020123456", "20 123 456"])
def test_zeros_in_front_of_a_dni_change_nothing(typed):
    assert document_number(DocumentKind.AR_DNI, typed) == "20123456"


@given(st.sampled_from(list(GOOD)), st.text(max_size=60))
def test_anything_typed_is_a_number_or_refused_with_a_sentence(kind, typed):
    with suppress(Invalid):
        number = document_number(kind, typed)
        assert number.isascii()
        assert number.isalnum()
        assert document_number(kind, number) == number


@given(st.integers(0, 999_999), st.integers(0, 9), st.integers(1, 9))
def test_a_mistyped_digit_of_a_cedula_is_noticed(serial, place, more):
    number = cedula(serial)
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    with pytest.raises(Invalid):
        document_number(CI, wrong)


@pytest.mark.parametrize("typed", ["12", "123456789", "2012345678", "10123456789", "1.000.000.00x"])
def test_a_colombian_number_of_no_known_length_is_refused(typed):
    with pytest.raises(Invalid):
        document_number(DocumentKind.CO_CC, typed)


@pytest.mark.parametrize("typed", ["123", "19999999", "41.234.567", "1.012.345.678"])
def test_colombian_numbers_of_the_old_and_the_new_series_are_taken(typed):
    assert document_number(DocumentKind.CO_CC, typed) == typed.replace(".", "")


@pytest.mark.parametrize(
    ("zone", "kinds"),
    [
        ("America/Guayaquil", ["ec_ci"]),
        ("America/Mexico_City", ["mx_curp"]),
        ("America/Argentina/Cordoba", ["ar_dni"]),
        ("America/Bogota", ["co_cc"]),
        ("Europe/Madrid", []),
    ],
)
def test_a_forum_begins_with_the_document_of_its_country(zone, kinds):
    assert documents_of(zone) == kinds


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_hashes_are_equal_for_equal_numbers_only(tmp_path_factory, one, other):
    seals = Seals(Secrets(tmp_path_factory.getbasetemp() / "keys"), CI)
    first, second = cedula(one), cedula(other)
    assert (seals.document(first) == seals.document(second)) is (first == second)
    assert first not in seals.document(first)


def test_a_hash_is_bound_to_the_country_the_document_and_the_key(tmp_path):
    keys, others = Secrets(tmp_path / "a"), Secrets(tmp_path / "b")
    number = "20123456"
    digests = {Seals(keys, kind).document(number) for kind in DocumentKind}
    digests |= {Seals(others, kind).document(number) for kind in DocumentKind}
    assert len(digests) == 2 * len(DocumentKind)


def test_a_second_fact_is_bound_to_its_number(tmp_path):
    seals, day = Seals(Secrets(tmp_path), CI), date(1990, 5, 31)
    assert seals.fact(cedula(1), day) != seals.fact(cedula(2), day)
    assert seals.fact(cedula(1), None) == ""


@pytest.mark.parametrize(
    "typed", ["1990-05-31", "31/5/1990", "31-05-1990", "31.05.1990", "1990-05-31T00:00:00", " 31/05/1990 "]
)
def test_a_date_is_read_as_people_and_spreadsheets_write_it(typed):
    assert read_date(typed, date(2026, 6, 12)) == date(1990, 5, 31)


@given(st.text(max_size=50))
def test_any_other_date_is_refused_with_a_sentence(typed):
    with suppress(Invalid):
        assert date(1900, 1, 1) <= read_date(typed, date(2026, 6, 12)) <= date(2026, 6, 12)


@given(st.data())
def test_a_code_is_the_same_however_its_person_types_it(tmp_path_factory, data):
    keys, code = Secrets(tmp_path_factory.getbasetemp() / "keys"), new_code()
    typed = "".join(data.draw(st.sampled_from([one, one.lower(), f"{one} ", f"-{one}"])) for one in code)
    assert code_digest(keys, typed) == code_digest(keys, shown_code(code))
