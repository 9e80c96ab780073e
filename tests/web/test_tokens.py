"""The style sheet keeps what its tokens promise: one table of colours, motion that can be off, no left or right."""

import re
from itertools import pairwise

import pytest

from gacocrea.core.colour import HOUSE
from gacocrea.web.edges.assets import _content
from tests.house.tree import files

SHEETS = files(".css")
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|left|right|(?:text-align|float|clear):(?:left|right))(?=[:;}-])"
)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_no_rule_says_left_or_right(path) -> None:
    assert PHYSICAL.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_what_moves_asks_the_token_how_long(path) -> None:
    moves = re.findall(r"(?:transition|animation)(?:-duration)?:([^;}]*)", path.read_text("utf-8"))
    assert [rule for rule in moves if "var(--move)" not in rule] == []


def test_motion_is_off_unless_the_system_allows_it() -> None:
    style = _content("gacocrea.css").decode()
    assert "--move:0s" in style
    assert re.findall(r"@media \(prefers-reduced-motion:(\S+)\)", style) == ["no-preference"]


def test_the_palettes_of_the_house_are_served_from_the_table() -> None:
    style, strong = (_content(name).decode() for name in ("gacocrea.css", "contrast.css"))
    for name, palette in HOUSE.items():
        assert f".p-{name}{{--p:{palette.strand.light};--field:{palette.field.light}" in style
        assert f".p-{name}{{--p:light-dark({palette.strong.light},{palette.strong.dark})}}" in strong


def test_layers_that_follow_each_other_are_written_once_and_closed() -> None:
    style = _content("gacocrea.css").decode()
    names = re.findall(r"@layer (\w+)\{", style)
    assert all(one != other for one, other in pairwise(names))
    assert style.count("{") == style.count("}")
