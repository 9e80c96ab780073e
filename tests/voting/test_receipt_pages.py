"""From one ballot to the next, the ways out of a refusal, and where a receipt is and where it never is."""

import json
import logging
import re
from collections import Counter
from collections.abc import Callable

import pytest
import segno
from sqlalchemy import select

from gacocrea.core.mail import Letter
from gacocrea.core.record import RecordEntry
from gacocrea.cycle.models import BoothPath
from gacocrea.voting import recount
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Ballot
from gacocrea.voting.views import paper
from gacocrea.web.application import Gacocrea
from tests.browser import Browser, Page
from tests.factories import make_account
from tests.voting.booth import Booth, make_booth, make_theme
from tests.voting.test_booth_pages import BALLOT, choose, deliver, fields

Browsers = Callable[..., Browser]
LINE = re.compile(
    r"gacocrea/receipt/v1 \S+ [0-9a-f]{64} ([0-9a-f]{64}) ([0-9a-f]{32}) ([0-9a-f]{32}) ([0-9a-f]{128})"
)


@pytest.fixture
def two_polls(app: Gacocrea, session) -> Booth:
    """Open polls in two pillars of a cycle that leads voters from one to the next."""
    booth = make_booth(session, KeyRing(app.settings.keys), booth=BoothPath.IN_TURN)
    make_theme(session, booth.cycle, 6, pillar=1)
    booth.open()
    return booth


def kept(visitor: Browser, receipt: Page) -> str:
    """Return the line of the receipt that the person keeps as a file."""
    found = LINE.search(visitor.submit(receipt, "comprobante").body)
    assert found
    return found[0]


def drawn(page: Page) -> list[list[int]]:
    """Return the modules of the picture on a page, without its margin."""
    path = page.soup.select("svg.qr path[stroke]")[0]["d"]
    size, x, y = int(str(page.soup.select_one("svg.qr")["viewbox"]).split()[-1]), 0, -1  # type: ignore[index]
    cells = [[0] * size for _ in range(size)]
    for move, length in re.findall(r"([Mm][\d.\- ]+)h(\d+)", str(path)):
        right, down = (float(number) for number in move[1:].split())
        x, y = (int(right), int(down)) if move[0] == "M" else (x + int(right), y + int(down))
        cells[y][x : x + int(length)] = [1] * int(length)
        x += int(length)
    return [row[4:-4] for row in cells[4:-4]]


def test_in_turn_the_receipt_leads_to_the_next_ballot_and_says_how_far_one_is(
    two_polls: Booth, browser: Browsers
) -> None:
    visitor = browser(make_account(two_polls.session))
    receipt = deliver(visitor, choose(visitor, "T-001"))
    assert "Boleta 1 de 2 entregada" in receipt.words
    (onward,) = receipt.soup.select(".tally a")
    following = visitor.get(str(onward["href"]))
    assert "Boleta 2 de 2" in following.words
    assert "Tema 6" in following.words
    assert not following.soup.select("nav.switch")


def test_in_turn_the_last_receipt_leads_nowhere(two_polls: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(two_polls.session))
    second = str(deliver(visitor, choose(visitor, "T-001")).soup.select_one(".tally a")["href"])  # type: ignore[index]
    page = visitor.get(second)
    receipt = visitor.post(second, fields(visitor.post(second, page.form("votacion"))) | {"deliver": "1"})
    assert not receipt.soup.select(".tally a")
    assert "Entregó todas sus boletas" in receipt.words


def test_by_pillar_one_chooses_where_to_go_on(open_booth: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(open_booth.session))
    assert visitor.get(BALLOT).soup.select("nav.switch")
    assert not deliver(visitor, choose(visitor, "T-001")).soup.select(".tally a")


def test_the_review_says_how_many_are_left(open_booth: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(open_booth.session))
    assert "Puede elegir 2 temas más" in choose(visitor, "T-001").words
    assert "Puede elegir un tema más" in choose(visitor, "T-001", "T-002").words
    assert "todos los que admite" in choose(visitor, "T-001", "T-002", "T-003").words


def test_enter_delivers_and_never_throws_the_review_away(open_booth: Booth, browser: Browsers) -> None:
    review = choose(browser(make_account(open_booth.session)), "T-001")
    assert [button["name"] for button in review.soup.select("main form button")] == ["deliver", "change"]


def test_whoever_delivered_is_told_that_another_ballot_replaces_it(
    open_booth: Booth, browser: Browsers
) -> None:
    visitor = browser(make_account(open_booth.session))
    assert "Ya entregó" not in visitor.get(BALLOT).words
    deliver(visitor, choose(visitor, "T-001"))
    assert "Ya entregó una boleta de este pilar" in visitor.get(BALLOT).words


def test_a_ballot_from_an_older_window_can_be_reviewed_again_and_then_replaces(
    open_booth: Booth, browser: Browsers
) -> None:
    visitor = browser(make_account(open_booth.session))
    old = choose(visitor, "T-001")
    deliver(visitor, choose(visitor, "T-002"))
    refused = deliver(visitor, old)
    review = visitor.post(BALLOT, fields(refused))
    assert "Su selección todavía no está entregada" in review.words
    assert deliver(visitor, review).status == 200
    assert open_booth.session.scalars(select(Ballot.choices)).all() == [["T-001"]]


def test_going_back_and_delivering_again_gives_the_same_receipt(open_booth: Booth, browser: Browsers) -> None:
    """Going back asks for the review anew; the number that the browser made with the ballot comes along."""
    visitor = browser(make_account(open_booth.session))
    sent = visitor.get(BALLOT).form("votacion") | {"choices": ["T-001"], "nonce": "5" * 32}
    codes = set()
    for _ in range(2):
        review = visitor.post(BALLOT, sent)
        receipt = visitor.post(BALLOT, fields(review) | {"deliver": "1"})
        codes.add(receipt.soup.select_one(".code").get_text())  # type: ignore[union-attr]
    assert len(codes) == 1


def test_the_picture_is_the_receipt_itself(open_booth: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(open_booth.session))
    receipt = deliver(visitor, choose(visitor, "T-001"))
    line = kept(visitor, receipt)
    expected = segno.make(line.upper(), error="m", micro=False, boost_error=False)
    assert expected.mode == "alphanumeric"
    assert drawn(receipt) == [list(row) for row in expected.matrix]


def test_a_receipt_is_in_no_letter_no_record_no_log_and_no_cookie(
    open_booth: Booth, browser: Browsers, letters: list[Letter], caplog: pytest.LogCaptureFixture
) -> None:
    visitor = browser(make_account(open_booth.session))
    with caplog.at_level(logging.DEBUG):
        secrets = LINE.fullmatch(kept(visitor, deliver(visitor, choose(visitor, "T-001")))).groups()  # type: ignore[union-attr]
    entries = open_booth.session.scalars(select(RecordEntry)).all()
    places = [caplog.text, json.dumps([vars(entry) for entry in entries], default=str)]
    places += [f"{letter.subject} {letter.body}" for letter in letters]
    places += [cookie.value for cookie in (visitor.client._cookies or {}).values()]
    assert not [secret for secret in secrets for place in places if secret in place]


def test_the_page_that_checks_a_receipt_has_nothing_that_could_send_it(
    open_booth: Booth, browser: Browsers
) -> None:
    open_booth.vote(make_account(open_booth.session), "T-001")
    open_booth.close()
    page = browser().get("/ecuador/2026-2028/votacion/comprobar")
    box = page.soup.select_one("[data-module=receipt]")
    assert box is not None
    assert box.find_parent("form") is None
    assert not [field for field in box.select("textarea, input") if field.get("name")]
    assert "/ecuador/2026-2028/resultados/transparencia/lista.txt" in page.links()


@pytest.mark.slow
def test_every_theme_stands_first_as_often_as_any_other(
    app: Gacocrea, open_booth: Booth, monkeypatch
) -> None:
    codes = [f"T-00{number}" for number in range(1, 6)]
    firsts = Counter[str]()
    for visitor in range(1000):
        monkeypatch.setattr(paper, "_visitor", lambda visitor=visitor: str(visitor))
        firsts[min(codes, key=lambda code: paper._lot(open_booth.poll, code))] += 1
    assert all(140 < firsts[code] < 260 for code in codes), firsts


def test_strangers_see_orders_of_their_own_that_stay(open_booth: Booth, browser: Browsers) -> None:
    def order(visitor: Browser) -> tuple[str, ...]:
        return tuple(re.findall(r"T-00\d", visitor.get(BALLOT).words))

    strangers = [browser() for _ in range(6)]
    orders = [order(stranger) for stranger in strangers]
    assert orders == [order(stranger) for stranger in strangers]
    assert len(set(orders)) > 1


def test_the_page_that_recounts_has_a_sentence_for_every_fault(open_booth: Booth, browser: Browsers) -> None:
    page = browser().get("/ecuador/2026-2028/resultados/recuento")
    said = set(re.findall(r'data-code="(\w+)"', page.body))
    assert {row.split("|")[0].strip() for row in recount.SENTENCES.strip().splitlines()} <= said
    assert "python recount.py" in page.words


def test_the_closing_file_is_public_once_the_poll_is_closed(open_booth: Booth, browser: Browsers) -> None:
    address = "/ecuador/2026-2028/resultados/transparencia/cierre.json"
    receipt = open_booth.vote(make_account(open_booth.session), "T-001")
    assert browser().get(address).status == 404
    open_booth.close()
    assert json.loads(browser().get(address).body)["seals"] == [receipt.seal]
