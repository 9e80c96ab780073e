"""Ranked themes and the margin between the last two, as drawings."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from gacocrea.web.charts import canvas
from gacocrea.web.charts.margin import Margin, Side, margin
from gacocrea.web.charts.priorities import Pillar, Ranked, priorities, sheet

IN = Ranked("Obras a la vista", 0.476, "47,6 %", enters=True, chosen=True, note="Compromiso C-05")
OUT = Ranked("Buses a tiempo", 0.3, "30,0 %", enters=False, chosen=False)
PILLAR = Pillar("Integridad", "brick", (IN, OUT, replace(OUT, share=0)), "Hasta aquí entran")
CLOSE = Margin(Side("Uno", 346, "346 boletas"), Side("Dos", 317, "317 boletas"), "Los separan 29 boletas", 812, 15,
               exact=True, all_said="812 boletas contadas", false_said="Con 15 boletas falsas")  # fmt: skip


def numbers(drawn: str, name: str) -> list[float]:
    return [float(found) for found in re.findall(rf'<rect[^>]* {name}="([\d.]+)"', drawn)]


@pytest.mark.parametrize("width", [canvas.WIDE, canvas.NARROW])
def test_the_cut_lies_after_the_last_that_enters(width: float) -> None:
    drawn = priorities("Temas", "Dice", PILLAR, width=width)
    tree = ET.fromstring(drawn)
    said = [text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")]
    order = [said.index(words) for words in ("Compromiso C-05", "Hasta aquí entran", "Buses a tiempo")]
    assert order[0] < order[2]
    assert drawn.index("Obras") < drawn.index("Hasta aquí") < drawn.index("Buses")
    assert drawn.count("stroke-dasharray") == 1


def test_where_all_enter_there_is_no_cut() -> None:
    assert "Hasta aquí" not in priorities("Temas", "Dice", replace(PILLAR, themes=(IN,)), width=720)
    assert "Hasta aquí" not in priorities("Temas", "Dice", replace(PILLAR, themes=(OUT,)), width=720)


def test_bars_are_as_long_as_their_shares_and_one_without_votes_is_none() -> None:
    full, outline = numbers(priorities("Temas", "Dice", PILLAR, width=720), "width")
    assert (outline + 2) / full == pytest.approx(0.3 / 0.476, abs=0.01)


def test_the_sheet_has_every_pillar_on_one_scale() -> None:
    half = replace(PILLAR, name="Otro", themes=(replace(IN, share=0.238),))
    drawn = sheet("Todo el ciclo", "Dice", [PILLAR, half])
    ET.fromstring(canvas.alone(drawn))
    whole, _outline, small = numbers(drawn, "width")
    assert small == pytest.approx(whole / 2, abs=0.2)
    assert "Otro" in drawn


@pytest.mark.parametrize("width", [canvas.WIDE, canvas.NARROW])
def test_a_lower_bound_is_drawn_as_one(width: float) -> None:
    assert "stroke-dasharray" not in margin("El margen", "Dice", CLOSE, "brick", width=width)
    bound = margin("El margen", "Dice", replace(CLOSE, exact=False), "brick", width=width)
    assert bound.count("stroke-dasharray") == 1


def test_a_tie_draws_two_bars_of_the_same_length() -> None:
    tie = replace(CLOSE, loser=replace(CLOSE.winner, title="Dos"))
    winner, loser = numbers(margin("El margen", "Dice", tie, "blue", width=720), "width")
    assert winner == loser + 2
