"""What every figure keeps whatever its numbers: all of it is drawn, inside its box, and nothing is drawn of nothing."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from gacocrea.web.charts.bars import Bar, bars
from gacocrea.web.charts.canvas import NARROW, WIDE
from gacocrea.web.charts.choropleth import Area, choropleth, steps_of
from gacocrea.web.charts.days import Knot, Lane, Ring, Stretch, days, grouped, step_of
from gacocrea.web.charts.stitches import Calendar, Stitch, stitches
from gacocrea.web.charts.words import width_of

FIRST = date(2026, 1, 1)
SVG = "{http://www.w3.org/2000/svg}"
words = st.text("abcdefghij ñMW", min_size=1, max_size=40).map(str.strip).filter(bool)
counts = st.dictionaries(
    st.integers(0, 300).map(lambda n: FIRST + timedelta(days=n)), st.integers(0, 500), max_size=30
)
widths = st.sampled_from([WIDE, NARROW])


def drawn(markup: Markup) -> ET.Element:
    return ET.fromstring(markup)


def reach(tree: ET.Element) -> Iterator[tuple[float, float]]:
    """Yield the corners of everything drawn; of words their estimated ends."""
    for part in tree.iter():
        at = {
            key: float(value)
            for key, value in part.items()
            if key in ("x", "y", "width", "height", "cx", "cy", "r")
        }
        kind = part.tag.removeprefix(SVG)
        if kind == "rect":
            yield at["x"], at["y"]
            yield at["x"] + at["width"], at["y"] + at["height"]
        elif kind == "circle":
            yield at["cx"] - at["r"], at["cy"] - at["r"]
            yield at["cx"] + at["r"], at["cy"] + at["r"]
        elif kind == "text":
            wide = width_of(part.text or "", float(part.get("font-size", 15))) * 0.9
            left = {"start": 0.0, "middle": wide / 2, "end": wide}[part.get("text-anchor", "start")]
            yield at["x"] - left, at["y"]
            yield at["x"] - left + wide, at["y"]
        elif kind == "path":
            yield from (
                (float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", part.get("d", ""))
            )


def stays_inside(markup: Markup) -> None:
    tree = drawn(markup)
    width, height = float(tree.get("width", 0)), float(tree.get("height", 0))
    for group in [*tree.findall(f"{SVG}pattern"), *tree.findall(f"{SVG}g[@transform]")]:
        tree.remove(group)  # a pattern is cut to its tile; a legend is moved as a whole
    outside = [(x, y) for x, y in reach(tree) if not (-1 <= x <= width + 1 and -1 <= y <= height + 1)]
    assert outside == []


@given(st.lists(st.builds(Bar, words, st.integers(0, 10**6), st.just("12 345"), words), max_size=8), widths)
def test_bars_stay_in_their_box_and_each_has_its_words_and_figure(items: list[Bar], width: int) -> None:
    markup = bars("Por pilar", "Nada todavía.", items, width=width)
    stays_inside(markup)
    if any(item.value for item in items):
        assert markup.count(">12 345</text>") == len(items)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_bars_are_as_long_as_their_figures_to_each_other(values: list[int]) -> None:
    tree = drawn(bars("a", "b", [Bar("x", value, str(value)) for value in values]))
    longs = [float(rect.get("width", 0)) for rect in tree.iter(f"{SVG}rect")]
    most = max(values)
    shown = [value / most for value in values if value / most * max(longs) >= 0.05]
    assert [one / max(longs) for one in longs] == pytest.approx(shown, abs=0.002)


def test_bars_of_nothing_are_a_slack_thread_with_its_sentence() -> None:
    for items in ([], [Bar("Azuay", 0, "0")]):
        markup = bars("Por territorio", "Todavía no hay propuestas.", items)
        assert ">Todavía no hay propuestas.</text>" in markup
        assert "stroke-dasharray" in markup
        assert "<rect" not in markup


@given(counts, widths, st.integers(0, 300), st.integers(-10, 310))
def test_days_stay_in_their_box(found: dict[date, int], width: int, length: int, today: int) -> None:
    last = FIRST + timedelta(days=length)
    inside = [on for on in found if on <= last]
    stretch = Stretch(FIRST, last, FIRST + timedelta(days=today), [(FIRST, "ene"), (last, "dic")])
    knots = [Knot(on, "Impugnación", "now" if i else "done") for i, on in enumerate(sorted(inside)[:8])]
    rings = [("Talleres", [Ring(on, str(found[on])) for on in inside[:5]])]
    stays_inside(
        days("Día a día", "x", stretch, [Lane("Propuestas", found)], rings=rings, knots=knots, width=width)
    )


@given(counts, st.sampled_from([1, 7]))
def test_stitches_hold_together_what_the_days_held(found: dict[date, int], step: int) -> None:
    together = grouped(found, FIRST, step)
    assert together.total() == sum(found.values())
    assert all((on - FIRST).days % step == 0 for on in together)


def test_a_long_stretch_is_drawn_by_week_where_days_would_be_too_thin() -> None:
    year = Stretch(FIRST, FIRST + timedelta(days=250), FIRST)
    assert (step_of(year, WIDE), step_of(year, NARROW)) == (1, 7)


def test_what_is_past_is_taut_and_what_is_to_come_is_basted() -> None:
    half = Stretch(FIRST, FIRST + timedelta(days=100), FIRST + timedelta(days=50))
    markup = days("a", "b", half, [])
    assert ('d="M11 46L360 46"' in markup, "stroke-dasharray" in markup) == (True, True)
    over = Stretch(FIRST, FIRST + timedelta(days=100), FIRST + timedelta(days=200))
    assert "stroke-dasharray" not in days("a", "b", over, [])


@given(st.lists(st.integers(0, 10**5), max_size=40))
def test_steps_of_a_map_hold_every_figure_once(values: list[int]) -> None:
    steps = steps_of(values)
    assert len(steps) <= 5
    for value in filter(None, values):
        assert Counter(low <= value <= high for low, high in steps)[True] == 1


SQUARE = [(0, 0), (100, 0), (100, 100), (0, 100)]


@given(st.lists(st.none() | st.integers(0, 50), min_size=1, max_size=9), widths)
def test_a_map_stays_in_its_box_and_says_each_figure(values: list[int | None], width: int) -> None:
    areas = [Area(f"T{i}", [[(x + 70 * i, y) for x, y in SQUARE]], value) for i, value in enumerate(values)]
    size = (100 + 70 * (len(values) - 1), 100)
    markup = choropleth("En el mapa", "x", areas, size=size, unknown="Sin dato", width=width)
    stays_inside(markup)
    assert ("Sin dato" in markup) == (None in values)
    if width == WIDE:
        assert markup.count('font-weight="700"') == sum(value is not None for value in values)


states = st.sampled_from(["done", "late", "ahead"])
dues = st.integers(0, 900).map(lambda n: FIRST + timedelta(days=n))


@given(st.lists(st.builds(Stitch, dues, states), min_size=1, max_size=60), st.integers(-40, 960), widths)
def test_every_promise_is_a_stitch_inside_the_box(promised: list[Stitch], today: int, width: int) -> None:
    last = FIRST + timedelta(days=900)
    plan = Calendar(
        FIRST, last, FIRST + timedelta(days=today), [(FIRST, "ene 2026"), (last, "jun 2028")], "hoy"
    )
    markup = stitches("Hito por hito", "x", promised, plan, legend=[("done", "Completados: 3")], width=width)
    stays_inside(markup)
    counted = Counter(one.state for one in promised)
    assert markup.count('class="f-p"') == counted["done"] + 1
    assert markup.count('stroke-dasharray="4 3"') == counted["ahead"]


def test_a_plan_without_milestones_says_so() -> None:
    plan = Calendar(FIRST, FIRST, FIRST, [], "hoy")
    assert ">Todavía no hay hitos.</text>" in stitches(
        "Hito por hito", "Todavía no hay hitos.", [], plan, legend=[]
    )


def test_a_bare_map_has_names_and_no_figure() -> None:
    areas = [Area("Azuay", [[(7 * x, 7 * y) for x, y in SQUARE]], 0), Area("Mar", [SQUARE], None)]
    markup = choropleth("El mapa", "x", areas, size=(700, 700), unknown="No es del foro", bare=True)
    assert re.findall(r">([^<>]+)</text>", markup) == ["Azuay", "No es del foro"]
