"""Paper ballots at the desk: printed, typed sheet by sheet, compared, sealed; who does not type sees nothing."""

import re
from collections.abc import Callable

import pytest

from gacocrea.core.terms import Role
from gacocrea.people.models import Account
from gacocrea.voting.models import BatchState, PaperBatch
from gacocrea.voting.queries import batches_of, typed_in
from gacocrea.voting.rules import read_serial, shown_serial
from tests.browser import Browser
from tests.factories import make_account, make_member
from tests.voting.booth import Booth
from tests.voting.test_paper import Table, make_table

PAPER = "/ecuador/2026-2028/mesa/papel"
BATCH = f"{PAPER}/transparencia/lote/1"
Browsers = Callable[..., Browser]


@pytest.fixture
def table(booth: Booth) -> Table:
    return make_table(booth)


@pytest.fixture
def pair(table: Table, browser: Browsers) -> list[Browser]:
    """The browsers of the two who will type."""
    accounts = [table.booth.session.get_one(Account, actor.account_id) for actor in table.pair]
    return [browser(account) for account in accounts]


def begin(pair: list[Browser]) -> None:
    pair[0].submit(pair[0].get(PAPER), "transparencia/lote")
    pair[1].submit(pair[1].get(BATCH), "acompanar")


def sheet(visitor: Browser, serial: str, marks: str) -> str:
    return visitor.submit(visitor.get(BATCH), "/hoja", serial=serial, marks=marks).words


def end(visitor: Browser) -> str:
    return visitor.submit(visitor.get(BATCH), "terminar").words


def the_batch(table: Table) -> PaperBatch:
    return batches_of(table.booth.session, [table.poll.id])[table.poll.id][0]


def test_the_secretariat_prints_ballots_each_with_its_serial_and_its_order(
    table: Table, pair: list[Browser]
) -> None:
    page = pair[0].submit(pair[0].get(PAPER), "imprimir", number="12")
    serials = [words.get_text() for words in page.soup.select(".papers header .mono")]
    assert len({read_serial(serial) for serial in serials}) == 12
    tops = [sheet.select_one("li small") for sheet in page.soup.select(".papers article")]
    assert len({top.get_text() for top in tops if top}) > 1
    assert table.poll.manifest_hash in page.words
    four = pair[0].get(f"{page.path}?por=4")
    assert four.soup.select_one(".by4") is not None


@pytest.mark.parametrize("number", ["", "0", "-3", "1001", "mil", "9" * 30])
def test_a_number_of_ballots_that_nobody_prints_is_refused_on_the_page(
    pair: list[Browser], number: str
) -> None:
    assert pair[0].submit(pair[0].get(PAPER), "imprimir", number=number).status == 422


def test_two_persons_type_a_batch_settle_what_differs_and_seal_it(table: Table, pair: list[Browser]) -> None:
    begin(pair)
    one, two = (shown_serial(serial) for serial in table.serials[:2])
    for visitor, marks in zip(pair, ("1 2", "1 3"), strict=True):
        assert "Usted digitó 1 boleta" in sheet(visitor, one, "4")
        sheet(visitor, two.lower(), marks)
        end(visitor)
    assert "Leyeron distinto" in pair[0].get(BATCH).words
    for visitor in pair:
        visitor.submit(visitor.get(BATCH), "revisar", marks="1 3")
    page = pair[1].submit(pair[1].get(BATCH), "sellar")
    assert "El lote quedó sellado" in page.words
    assert the_batch(table).state is BatchState.SEALED


def test_nobody_sees_the_other_entry_before_both_are_finished(table: Table, pair: list[Browser]) -> None:
    begin(pair)
    sheet(pair[0], table.serials[0], "1 2")
    end(pair[0])
    seen = pair[1].get(BATCH).body
    assert shown_serial(table.serials[0]) not in seen
    assert "T-001, T-002" not in seen


def test_who_does_not_type_sees_neither_choices_nor_how_many_sheets(
    table: Table, pair: list[Browser], browser: Browsers
) -> None:
    others = [browser(table.booth.core[3])]
    others += [browser(make_member(table.booth.session, table.booth.forum, Role.SECRETARIAT))]
    begin(pair)

    def seen() -> list[str]:
        addresses = (PAPER, BATCH, "/ecuador/mesa/", "/ecuador/2026-2028/mesa/votacion")
        pages = [other.get(address).body for other in others for address in addresses]
        return [re.sub(r'name="csrf_token" value="[^"]*"', "", page) for page in pages]

    before = seen()
    for visitor in pair:
        sheet(visitor, table.serials[0], "1 2")
        sheet(visitor, table.serials[1], "x")
    assert seen() == before


def test_after_sealing_not_even_the_two_see_what_they_typed(table: Table, pair: list[Browser]) -> None:
    table.seal(table.both((0, "1 2")))
    for visitor in pair:
        page = visitor.get(BATCH)
        assert "T-001" not in page.body
        assert shown_serial(table.serials[0]) not in page.body


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    table: Table, pair: list[Browser]
) -> None:
    begin(pair)
    wrong = pair[0].get(BATCH)
    page = pair[0].submit(wrong, "/hoja", serial="2222-2223", marks="1 2")
    assert page.status == 422
    assert "Ese número no es de ninguna boleta" in page.words
    assert 'value="1 2"' in page.body
    page = pair[0].submit(wrong, "/hoja", serial=table.serials[0], marks="1 77")
    assert "«77» no es un tema de esta boleta" in page.words


def test_a_sheet_typed_wrong_is_taken_back(table: Table, pair: list[Browser]) -> None:
    begin(pair)
    sheet(pair[0], table.serials[0], "1")
    pair[0].submit(pair[0].get(BATCH), "quitar")
    assert typed_in(table.booth.session, the_batch(table)).first == {}


def test_a_batch_is_dropped_only_with_a_reason(table: Table, pair: list[Browser]) -> None:
    begin(pair)
    page = pair[0].submit(pair[0].get(BATCH), "descartar", reason="no")
    assert page.status == 422
    page = pair[0].submit(pair[0].get(BATCH), "descartar", reason="Se mezclaron las hojas de dos mesas.")
    assert "El lote se descartó" in page.words


def test_for_a_citizen_and_an_observer_the_desk_of_paper_does_not_exist(
    table: Table, pair: list[Browser], browser: Browsers
) -> None:
    begin(pair)
    observer = make_member(table.booth.session, table.booth.forum, Role.OBSERVER)
    for account in (make_account(table.booth.session), observer):
        for address in (PAPER, BATCH, f"{PAPER}/transparencia/impresion/1"):
            assert browser(account).get(address).status == 404


def test_the_core_group_types_and_does_not_print(table: Table, browser: Browsers) -> None:
    member = browser(table.booth.core[1])
    assert "Imprimir" not in member.get(PAPER).words
    assert member.get(f"{PAPER}/transparencia/impresion/1").status == 404


def test_where_the_cycle_takes_no_paper_the_desk_says_so(open_booth: Booth, browser: Browsers) -> None:
    page = browser(open_booth.core[0]).get(PAPER)
    assert "Ninguna votación abierta admite boletas en papel" in page.words
    assert "Boletas en papel" not in browser(open_booth.core[0]).get("/ecuador/mesa/").words
