"""Every page of the example is found, in the three languages in turn, and then looked at (tests/seen.py)."""

from itertools import groupby

import pytest

from gacocrea.core.terms import Phase
from tests.browser import Browser
from tests.chromium.demo import Example
from tests.chromium.places import REFRESH, listed, missing, rules

pytestmark = pytest.mark.browser
LANGUAGES = ("es", "en", "pt")
WHOLE = 70_000
"""The most bytes of a page, which travels unpacked to who is signed in: 100 kB less what comes along the first time."""
HEAVY = ("/impresion/1", "/cifras", "/hilo")
"""A printing of many ballots, and the two pages of large drawings."""


def test_every_page_has_an_address_to_be_looked_at(example: Example) -> None:
    assert missing(example.app) == [], "give it something in the table of tests/chromium/places.py"
    here, elsewhere = listed()
    known = {place.rule for place in here} | elsewhere
    every = set(rules(example.app))
    assert (sorted(known - every), sorted(every - known)) == ([], []), f"if every line is meant: {REFRESH}"


@pytest.mark.slow
def test_every_page_of_the_example_is_found_and_is_light(example: Example) -> None:
    wrong, heavy = [], []
    places = sorted(enumerate(listed()[0]), key=lambda pair: list(Phase).index(pair[1].phase))
    for phase, group in groupby(places, key=lambda pair: pair[1].phase):
        example.stand(phase)
        browsers: dict[str, Browser] = {}
        for number, place in group:
            browser = browsers.setdefault(place.who, example.browser(place.who))
            browser.client.set_cookie("lectura", f"{LANGUAGES[number % 3]}..")
            page = browser.get(place.path)
            if (page.status, page.path) != (200, place.path):
                wrong.append(f"{place.path}, {place.who}, {phase}: {page.status} {page.path}")
            if len(page.body.encode()) > WHOLE and not place.path.endswith(HEAVY):
                heavy.append(place.path)
    assert wrong == [], f"if every line is meant: {REFRESH}"
    assert heavy == []
