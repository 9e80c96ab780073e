"""The booth as a person meets it: choose, review, deliver, receipt, with and without a script."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from gacocrea.core.clock import FixedClock
from gacocrea.voting.models import Ballot, Superseded
from gacocrea.voting.rules import seal, voter_nonce_from
from tests.browser import Browser, Page
from tests.factories import make_account
from tests.voting.booth import AFTER_CLOSE, Booth, make_theme, nonce

BALLOT = "/ecuador/2026-2028/votacion/transparencia"
Browsers = Callable[..., Browser]


def choose(visitor: Browser, *codes: str, page: Page | None = None) -> Page:
    """Open the ballot (unless it is open), choose, and return the page to review."""
    page = page or visitor.get(BALLOT)
    return visitor.post(BALLOT, page.form("votacion") | {"choices": list(codes)})


def fields(review: Page) -> dict[str, Any]:
    """Return what a browser would send from the page to review: several hidden fields bear one name there."""
    picked = [str(field["value"]) for field in review.soup.select("input[name=choices]")]
    return review.form("votacion") | {"choices": picked}


def deliver(visitor: Browser, review: Page, **typed: Any) -> Page:
    return visitor.post(BALLOT, fields(review) | {"deliver": "1", "nonce": nonce(5)} | typed)


def test_choosing_is_not_delivering(open_booth: Booth, browser: Browsers) -> None:
    review = choose(browser(make_account(open_booth.session)), "T-001", "T-003")
    assert "Su selección todavía no está entregada" in review.words
    assert "Tema 1" in review.words
    assert "Tema 2" not in review.words
    assert open_booth.session.scalars(select(Ballot)).all() == []


def test_delivering_gives_a_receipt_whose_seal_anyone_can_compute(
    open_booth: Booth, browser: Browsers
) -> None:
    visitor = browser(make_account(open_booth.session))
    receipt = deliver(visitor, choose(visitor, "T-001"))
    ballot = open_booth.session.scalars(select(Ballot)).one()
    assert "Su boleta quedó registrada" in receipt.words
    assert ballot.seal in receipt.words
    assert ballot.voter_nonce == nonce(5)
    assert ballot.seal == seal(
        poll="ecuador/2026-2028/transparencia",
        manifest_hash=open_booth.poll.manifest_hash,
        choices=["T-001"],
        voter_nonce=ballot.voter_nonce,
        server_nonce=ballot.server_nonce,
    )


def test_the_receipt_is_in_no_address_and_is_not_kept(open_booth: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(open_booth.session))
    receipt = deliver(visitor, choose(visitor, "T-001"))
    ballot = open_booth.session.scalars(select(Ballot)).one()
    assert receipt.path == BALLOT
    assert receipt.response.headers["Cache-Control"] == "no-store"
    assert not any(ballot.seal in link or ballot.server_nonce in link for link in receipt.links())


def test_neither_the_receipt_nor_any_later_page_shows_what_was_chosen(
    open_booth: Booth, browser: Browsers
) -> None:
    visitor = browser(make_account(open_booth.session))
    receipt = deliver(visitor, choose(visitor, "T-002"))
    assert "Tema 2" not in receipt.body
    assert "T-002" not in receipt.body
    again = visitor.get(BALLOT)
    assert not again.soup.select("input[name=choices][checked]")
    assert "Entregada" in again.body


def test_reloading_the_receipt_gives_the_same_receipt(open_booth: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(open_booth.session))
    review = choose(visitor, "T-001")
    codes = {deliver(visitor, review).soup.select_one(".code").get_text() for _ in range(3)}  # type: ignore[union-attr]
    assert len(codes) == 1
    assert len(open_booth.session.scalars(select(Ballot)).all()) == 1


def test_the_receipt_can_be_kept_as_a_file_without_the_choices(open_booth: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(open_booth.session))
    receipt = deliver(visitor, choose(visitor, "T-002"))
    file = visitor.submit(receipt, "comprobante")
    ballot = open_booth.session.scalars(select(Ballot)).one()
    assert file.response.headers["Content-Disposition"].startswith("attachment")
    assert ballot.seal in file.body
    assert ballot.server_nonce in file.body
    assert "T-002" not in file.body


def test_a_file_is_made_only_of_a_receipt_that_this_server_gave(open_booth: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(open_booth.session))
    receipt = deliver(visitor, choose(visitor, "T-002"))
    forged = visitor.post(
        receipt.action("comprobante"), receipt.form("comprobante") | {"receipt": "invented"}
    )
    assert forged.status == 409


def test_without_a_script_a_secret_word_makes_the_number(open_booth: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(open_booth.session))
    receipt = deliver(visitor, choose(visitor, "T-001"), nonce="", word="caracola")
    ballot = open_booth.session.scalars(select(Ballot)).one()
    assert ballot.voter_nonce == voter_nonce_from("caracola", ballot.server_nonce)
    assert "menos firme" not in receipt.words
    assert "caracola" not in receipt.body


def test_without_a_script_or_a_word_the_receipt_says_that_it_is_weaker(
    open_booth: Booth, browser: Browsers
) -> None:
    visitor = browser(make_account(open_booth.session))
    review = choose(visitor, "T-001")
    receipts = [deliver(visitor, review, nonce="", word="") for _ in range(2)]
    assert "menos firme" in receipts[0].words
    assert len(open_booth.session.scalars(select(Ballot)).all()) == 1


def test_too_many_themes_come_back_with_the_sentence_and_the_choices(
    open_booth: Booth, browser: Browsers
) -> None:
    page = choose(browser(make_account(open_booth.session)), "T-001", "T-002", "T-003", "T-004")
    assert page.status == 422
    assert "Eligió 4 temas y la boleta admite 3" in page.words
    assert len(page.soup.select("input[name=choices][checked]")) == 4


def test_changing_ones_mind_at_the_review_keeps_the_choices(open_booth: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(open_booth.session))
    review = choose(visitor, "T-001", "T-004")
    page = visitor.post(BALLOT, fields(review) | {"change": "1"})
    kept = {box["value"] for box in page.soup.select("input[name=choices][checked]")}
    assert kept == {"T-001", "T-004"}
    assert "Entregada" not in page.body


def test_a_blank_ballot_is_announced_and_can_be_delivered(open_booth: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(open_booth.session))
    review = choose(visitor)
    assert "Boleta en blanco" in review.words
    assert "en blanco" not in deliver(visitor, review).words
    assert open_booth.session.scalars(select(Ballot.choices)).all() == [[]]


def test_a_ballot_from_an_older_window_gets_a_page_that_explains(
    open_booth: Booth, browser: Browsers
) -> None:
    visitor = browser(make_account(open_booth.session))
    old = choose(visitor, "T-001")
    deliver(visitor, choose(visitor, "T-002"))
    page = deliver(visitor, old)
    assert page.status == 409
    assert "en otra ventana" in page.words
    assert BALLOT in page.links()
    assert open_booth.session.scalars(select(Ballot.choices)).all() == [["T-002"]]


def test_an_old_receipt_sent_again_gets_a_page_that_explains(open_booth: Booth, browser: Browsers) -> None:
    visitor = browser(make_account(open_booth.session))
    first = choose(visitor, "T-001")
    deliver(visitor, first)
    deliver(visitor, choose(visitor, "T-002"))
    page = deliver(visitor, first)
    assert page.status == 409
    assert "una boleta anterior" in page.words
    assert len(open_booth.session.scalars(select(Superseded)).all()) == 1


def test_the_number_of_the_server_belongs_to_one_person(open_booth: Booth, browser: Browsers) -> None:
    one, other = (browser(voter) for voter in open_booth.voters(2))
    borrowed = choose(one, "T-001").form("votacion")["server"]
    page = deliver(other, choose(other, "T-001"), server=borrowed)
    assert page.status == 409
    assert open_booth.session.scalars(select(Ballot)).all() == []


def test_the_order_is_each_persons_own_and_stays(open_booth: Booth, browser: Browsers) -> None:
    for number in range(6, 12):
        make_theme(open_booth.session, open_booth.cycle, number, pillar=1)

    def order(visitor: Browser) -> list[str]:
        return [str(box["value"]) for box in visitor.get(BALLOT).soup.select("input[name=choices]")]

    visitors = [browser(voter) for voter in open_booth.voters(6)]
    orders = [order(visitor) for visitor in visitors]
    assert orders == [order(visitor) for visitor in visitors]
    assert len({tuple(each) for each in orders}) > 1
    assert {frozenset(each) for each in orders} == {frozenset(f"T-00{number}" for number in range(1, 6))}


def test_a_stranger_reads_the_ballot_and_is_asked_to_sign_in(open_booth: Booth, browser: Browsers) -> None:
    page = browser().get(BALLOT)
    assert "Tema 1" in page.words
    assert not page.soup.select("input[name=choices]")
    assert "Entrar para votar" in page.words


def test_before_the_opening_the_page_says_when(booth: Booth, browser: Browsers) -> None:
    page = browser(make_account(booth.session)).get(BALLOT)
    assert "Todavía no se vota" in page.words
    assert "9 de junio" in page.words
    assert browser().get("/ecuador/2026-2028/votacion").status == 200


def test_after_the_end_no_ballot_is_taken_and_the_page_leads_to_the_result(
    open_booth: Booth, browser: Browsers, clock: FixedClock
) -> None:
    visitor = browser(make_account(open_booth.session))
    review = choose(visitor, "T-001")
    clock.instant = AFTER_CLOSE
    assert deliver(visitor, review).status == 403
    page = visitor.get(BALLOT)
    assert not page.soup.select("input[name=choices]")
    assert "/ecuador/2026-2028/resultados/transparencia" in page.links()
    assert open_booth.session.scalars(select(Ballot)).all() == []


def test_the_overview_says_which_ballots_are_in(booth: Booth, browser: Browsers) -> None:
    make_theme(booth.session, booth.cycle, 10, pillar=1)
    booth.open()
    visitor = browser(make_account(booth.session))
    assert "Le faltan 2 boletas" in visitor.get("/ecuador/2026-2028/votacion").words
    deliver(visitor, choose(visitor, "T-001"))
    page = visitor.get("/ecuador/2026-2028/votacion")
    assert "Le falta una boleta" in page.words
    assert "Entregada" in page.words


def test_the_manifest_is_public_as_it_was_frozen(open_booth: Booth, browser: Browsers) -> None:
    page = browser().get(f"{BALLOT}/manifiesto.json")
    assert page.body == open_booth.poll.manifest


@pytest.mark.parametrize("path", ["/votacion", "/votacion/transparencia"])
def test_a_page_of_the_booth_takes_few_statements(
    open_booth: Booth, browser: Browsers, count_statements: Any, path: str
) -> None:
    visitor = browser(make_account(open_booth.session))
    with count_statements() as seen:
        visitor.get(f"/ecuador/2026-2028{path}")
    assert len(seen) <= 20, "\n".join(seen)
