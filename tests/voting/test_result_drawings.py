"""What was published is drawn: themes by their rank, the cut, and how close it was."""

import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from gacocrea.core.clock import FixedClock
from gacocrea.cycle.models import SelectionRule
from gacocrea.voting.keys import KeyRing
from tests.browser import Browser
from tests.voting.booth import AFTER_CHALLENGE, Booth, make_booth, nonce

HERE = "/ecuador/2026-2028/resultados"
Browsers = Callable[..., Browser]


@pytest.fixture
def voted(open_booth: Booth) -> Booth:
    """Twelve ballots: T-001 twelve times, T-002 seven times, T-003 three times, T-004 once."""
    for place, voter in enumerate(open_booth.voters(12)):
        codes = ["T-001"] + ["T-002"] * (place < 7) + ["T-003"] * (place < 3)
        open_booth.vote(voter, *(["T-001", "T-004"] if place == 11 else codes), voter_nonce=nonce(place))
    return open_booth


@pytest.fixture
def published(voted: Booth, clock: FixedClock) -> Booth:
    voted.finish()
    clock.instant = AFTER_CHALLENGE
    return voted


def test_before_publication_there_is_nothing_to_draw(voted: Booth, browser: Browsers) -> None:
    page = browser().get(HERE)
    assert not page.soup.select("figure.chart")
    assert browser().get(f"{HERE}.svg").status == 404
    assert not browser().get(f"{HERE}/transparencia").soup.select("figure.chart")


def test_each_pillar_shows_its_themes_by_rank_with_the_cut(published: Booth, browser: Browsers) -> None:
    page = browser().get(HERE)
    wide, narrow = page.soup.select("figure.chart > svg")[:2]
    said = [text.get_text() for text in wide.select("text")]
    assert said.index("Hasta aquí entran") > said.index("1")
    assert "3 de 5 temas fueron elegidos." in page.words
    assert [row.td.get_text() for row in page.soup.select("figure.chart")[0].select("tbody tr")] == [  # type: ignore[union-attr]
        "12", "7", "3", "1", "0",
    ]  # fmt: skip
    assert int(float(str(narrow["width"]))) == 288


def test_the_whole_cycle_is_one_sheet(published: Booth, browser: Browsers) -> None:
    sheet = browser().get(f"{HERE}.svg").response
    tree = ET.fromstring(sheet.get_data())
    assert "Transparencia" in "".join(tree.itertext())
    assert sheet.mimetype == "image/svg+xml"


def test_the_margin_is_drawn_with_the_ballots_that_would_change_it(
    published: Booth, browser: Browsers
) -> None:
    words = browser().get(f"{HERE}/transparencia").words
    assert "Los separan 2 boletas" in words
    assert "Con 1 boleta falsa ya podría entrar otro tema; con menos, entran los mismos" in words


@pytest.fixture
def shared(session: Session, keys: KeyRing, clock: FixedClock) -> Booth:
    """A poll by sequential Phragmén, published."""
    booth = make_booth(session, keys, seats=2, selection_rule=SelectionRule.PHRAGMEN)
    booth.open()
    for number, codes in ((20, ["T-001"]), (12, ["T-003"]), (4, ["T-002"])):
        for place, voter in enumerate(booth.voters(number)):
            booth.vote(voter, *codes, voter_nonce=nonce(place))
    booth.finish()
    clock.instant = AFTER_CHALLENGE
    return booth


def test_under_a_proportional_rule_the_number_is_said_to_be_a_lower_bound(
    shared: Booth, browser: Browsers
) -> None:
    page = browser().get(f"{HERE}/transparencia")
    assert "peso de 12 boletas" in page.words
    assert "Puede que hagan falta más" in page.words
    assert "Boletas falsas que lo cambiarían, al menos" in page.words
    assert "Hasta aquí entran por la regla" in browser().get(HERE).words
