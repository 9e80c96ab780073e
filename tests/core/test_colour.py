"""Colours: what any colour becomes as a pillar's palette, and which two look alike to whom."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.colour import (
    ALIKE,
    HOUSE,
    PAPER,
    SHEET,
    Sight,
    contrast,
    derived,
    is_own,
    look_alikes,
    nearest,
    palette_of,
    parse,
    rules_of,
)
from gacocrea.core.colour.spaces import hex_of, hex_of_lch, lab_of, lch_of, light_of, light_of_lab, mix

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06x}")


@pytest.mark.parametrize(
    ("colour", "lab"),
    [  # CSS Color 4, sample code and its tests
        ("ffffff", (1.0, 0.0, 0.0)),
        ("ff0000", (0.62796, 0.22486, 0.12585)),
        ("00ff00", (0.86644, -0.23389, 0.17950)),
        ("0000ff", (0.45201, -0.03246, -0.31153)),
    ],
)
def test_oklab_is_that_of_the_standard(colour: str, lab: tuple[float, ...]) -> None:
    assert lab_of(light_of(colour)) == pytest.approx(lab, abs=2e-4)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("000000", "ffffff", 21), ("777777", "ffffff", 4.478), ("ff0000", "ffffff", 3.998)],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=1e-3)


@given(colours)
def test_a_colour_comes_back_from_every_space(colour: str) -> None:
    assert hex_of(light_of(colour)) == hex_of_lch(lch_of(colour)) == f"#{colour.upper()}"
    assert light_of_lab(lab_of(light_of(colour))) == pytest.approx(light_of(colour), abs=1e-5)
    assert mix(colour, 1, "000000") == f"#{colour.upper()}"


@pytest.mark.parametrize(
    ("kind", "place", "least"),
    [("strand", 0, 8.7), ("strand", 1, 9.9), ("field", 0, 7.1), ("field", 1, 7.9), ("strong", 0, 3.7)],
)
def test_the_six_palettes_are_as_far_apart_as_they_were_measured(kind: str, place: int, least: float) -> None:
    found = nearest({name: getattr(palette, kind)[place] for name, palette in HOUSE.items()})
    assert round(found[0].distance, 1) == least


def test_blue_and_green_blocks_are_nearest_for_who_sees_no_blue() -> None:
    found = nearest({name: palette.field.light for name, palette in HOUSE.items()})[0]
    assert ({found.one, found.other}, found.sight) == ({"blue", "green"}, Sight.TRITAN)


@pytest.mark.parametrize("name", HOUSE)
def test_the_palettes_of_the_house_hold_their_own_floors(name: str) -> None:
    hold_floors(palette_of(name))


@given(colours)
def test_any_colour_becomes_a_palette_that_is_seen_and_read(colour: str) -> None:
    hold_floors(derived(colour))


def hold_floors(palette) -> None:
    for place, extreme in enumerate(("ffffff", "000000")):
        strand, words, grounds = palette.strand[place], palette.ink[place], (PAPER[place], SHEET[place])
        assert min(contrast(strand, ground) for ground in grounds) >= 3
        assert min(contrast(words, ground) for ground in (*grounds, palette.wash[place])) >= 4.5
        assert contrast(palette.on, palette.field[place]) >= 4.5
        assert contrast(palette.strong[place], extreme) >= 6.9


@given(colours)
def test_a_palette_keeps_the_hue_that_was_typed(colour: str) -> None:
    typed = lch_of(colour)
    for made in (*derived(colour).strand, *derived(colour).field):
        turn = math.remainder(lch_of(made).h - typed.h, math.tau)
        assert lch_of(made).c < 0.03 or typed.c < 0.03 or abs(turn) < 0.12


def test_a_colour_on_which_words_stand_and_that_is_seen_stays_as_it_was_typed() -> None:
    assert derived("1b4687").strand.light == derived("1b4687").field.light == "#1B4687"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("#1B4687", "1b4687"),
        (" aa3300 ", "aa3300"),
        ("#abc", None),
        ("azul", None),
        ("#12345g", None),
        ("", None),
    ],
)
def test_a_colour_is_typed_with_six_digits(typed: str, kept: str | None) -> None:
    assert parse(typed) == kept


def test_a_palette_is_a_word_of_the_house_or_a_colour_and_else_the_house_itself() -> None:
    assert is_own("1b4687")
    assert not any(map(is_own, (*HOUSE, "1B4687", "#1b4687", "1b46870", "")))
    assert palette_of("nada").strand == palette_of("").strand == ("#4A1D45", "#E9BEDD")


def test_no_two_palettes_of_the_house_look_alike() -> None:
    assert look_alikes(HOUSE) == []


def test_two_palettes_that_everybody_confuses_are_told_as_such_once() -> None:
    (pair,) = look_alikes(["1b4687", "blue", "aa3300"])
    assert ({pair.one, pair.other}, pair.sight) == ({"1b4687", "blue"}, Sight.FULL)


def test_a_red_and_a_green_look_alike_to_who_sees_no_green_or_no_red() -> None:
    (pair,) = look_alikes(["b23a2e", "5d7020"])
    assert pair.sight in {Sight.DEUTAN, Sight.PROTAN}
    assert pair.distance < ALIKE


def test_browsers_without_light_and_dark_in_one_word_get_the_light_colours() -> None:
    first = rules_of(["ochre"]).partition("@supports")[0]
    assert first == ".p-ochre{--p:#B97A00;--field:#F0B429;--on:#2B1B2E}"
