"""The three journeys, on a phone and a desk, in three languages, with and without JavaScript.

The pictures lie in the folder GACOCREA_TEST_PICTURES, or in one of pytest's own.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.chromium.demo import Example
from tests.chromium.journeys import JOURNEYS, LANGUAGES, SOME, WIDTHS, Way, walk_through
from tests.chromium.serving import serving

pytestmark = pytest.mark.browser


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return Path(os.environ.get("GACOCREA_TEST_PICTURES") or tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "way"), SOME, ids=str)
def test_a_journey_is_walked_to_its_end(
    name: str, way: Way, example: Example, program: Browser, pictures: Path
) -> None:
    with serving(example.app) as site:
        walk_through(name, example, site, program, way, pictures)
    assert list(pictures.glob(f"{name}-{way}-*.png"))


def test_each_journey_is_walked_in_each_width_and_with_and_without_scripts() -> None:
    walked = {(name, value) for name, way in SOME for value in (way.width, way.scripts)}
    assert walked == {(name, value) for name in JOURNEYS for value in (*WIDTHS, True, False)}
    assert {(way.language, way.scripts) for _name, way in SOME} == {
        (language, scripts) for language in LANGUAGES for scripts in (True, False)
    }
