"""A page is light: little on a first visit, less on the next, nothing from elsewhere, soon there on a thin line."""

import pytest

from gacocrea.core.terms import Phase
from tests.chromium.demo import Example
from tests.chromium.drive import Screen
from tests.chromium.serving import serving
from tests.chromium.weights import FIRST, NEXT, first_sight, weigh

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_every_public_page_keeps_to_its_weight_and_asks_nobody_else(example: Example, screen: Screen) -> None:
    with serving(example.app) as site:
        found = list(weigh(example, screen, site))
    assert len(found) > 40
    assert [one for one in found if one.first > FIRST or one.next > NEXT or one.foreign] == []


def test_a_first_visit_at_50_kilobytes_a_second_shows_its_text_soon(example: Example, screen: Screen) -> None:
    example.stand(Phase.VOTING)
    with serving(example.app) as site:
        shown, whole = first_sight(screen, f"{site}/ecuador/2024-2026/propuestas")
    assert 0 < shown < 3
    assert whole < 4
