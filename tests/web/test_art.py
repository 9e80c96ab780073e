"""The drawn thread: what it must say whatever the number of pillars or phases."""

import math
import re

import pytest

from gacocrea.web.charts import art

PALETTES = ["blue", "brick", "ochre", "green", "plum", "slate"]


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_every_pillar_is_a_strand_of_the_rope_behind_and_in_front(count: int) -> None:
    drawn = art.rope(PALETTES[:count])
    assert [drawn.count(f'class="p-{name}"') for name in PALETTES] == [2] * count + [0] * (6 - count)


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_the_bend_ends_where_the_rope_begins(count: int) -> None:
    bend = art.join(PALETTES[:count]).partition('class="bend"')[2].partition("</svg>")[0].partition(">")[2]
    ends = {float(x) - 30.5 for x in re.findall(r"[\" ]([\d.]+) 147\.5[\"M]", bend)}
    phases = [2 * math.pi * strand / count for strand in range(count)]
    assert ends
    assert all(min(abs(end - 9 * math.sin(phase)) for phase in phases) <= 0.1 for end in ends)


def test_the_strip_is_taut_to_the_present_phase_and_slack_beyond() -> None:
    assert 'd="M0 6H350"' in art.strip(3, 10)
    assert art.strip(3, 10).count("q50 12") == 6


def test_a_finished_cycle_has_no_slack() -> None:
    assert "todo" not in art.strip(10, 10)


def test_a_fan_draws_nothing_for_nothing_and_something_for_little() -> None:
    assert art.fan([3, 0, 24], per=10).count("M0 ") == 1 + 0 + 2


def test_more_than_four_strands_are_drawn_thinner() -> None:
    assert 'class="join many"' in art.join(PALETTES[:5])
    assert "many" not in art.join(PALETTES[:4])
