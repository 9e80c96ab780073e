"""What leaves as a file runs nothing where it is opened, and its name says nothing to the network."""

import csv
import io
import re
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.tables.writing import csv_of, xlsx_of
from gacocrea.core.terms import Phase
from gacocrea.web.application import Gacocrea
from tests.browser import Browser, Page, check
from tests.edges.test_requests import path_of, rules, send
from tests.house.tree import files, name
from tests.journey.hostile import stored

FORMULA = re.compile(r"[\s]*[=+\-@＝＋－＠]|[\t\r\n]")
typed = st.text(st.sampled_from("=+-@＝＋－＠\t\r\n ,;'\"aé|\u00a0\u2003\u200b()0"), max_size=12)


@given(st.lists(typed, min_size=1, max_size=4))
def test_no_cell_of_a_csv_is_a_formula_and_nothing_is_lost(cells: list[str]) -> None:
    read = list(csv.reader(io.StringIO(csv_of(cells, [cells]).removeprefix("\ufeff"), newline="")))
    for row in read:
        assert [cell for cell in row if FORMULA.match(cell)] == []
        assert [cell.removeprefix("'") for cell in row] == [text.removeprefix("'") for text in cells]


@given(st.lists(typed, min_size=1, max_size=3))
def test_every_cell_of_a_workbook_is_text(cells: list[str]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of("=Hoja", cells, [cells])))
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {
        "s",
        "inlineStr",
        "n",
    }
    assert [
        cell.value for row in book.worksheets[0].iter_rows() for cell in row if isinstance(cell.value, int)
    ] == []


def test_all_tables_are_written_in_the_one_place_that_knows() -> None:
    """Whoever writes a table by other means writes none that people open (the package is read by programs)."""
    writing = re.compile(r"csv\.(?:writer|DictWriter)|Workbook\(|xlsxwriter|\.writerow")
    found = {name(path) for path in files(".py") if writing.search(path.read_text("utf-8"))}
    assert found == {"gacocrea/core/tables/writing.py"}


NAMED = re.compile(r'(?:attachment|inline)(?:; filename="?[A-Za-z0-9][A-Za-z0-9._-]*"?)?')


@pytest.mark.slow
def test_every_page_and_file_says_what_it_is_carries_nothing_inline_and_writes_nothing(
    app: Gacocrea, session: Any, make: Any
) -> None:
    """The database refuses a write while it is read (that would be a 503); every table has as many rows after."""
    thread = make(Phase.DRAFTING)
    visitor, secretary = Browser(app), Browser(app, thread.secretary)
    before = stored(session)
    for rule in rules(app, "GET"):
        path = path_of(app, rule, "GET")
        hold(path, send(secretary, path, "GET"))
        hold(path, send(visitor, path, "HEAD"))
    assert stored(session) == before


def hold(path: str, answer: Any) -> None:
    """Hold an answer to what every answer promises."""
    check(Page(answer))
    head = answer.headers
    assert head["X-Content-Type-Options"] == "nosniff", path
    assert head["Content-Security-Policy"].startswith("default-src 'none'"), path
    assert NAMED.fullmatch(head.get("Content-Disposition", "inline")), path
    assert head.get("Location", "/").startswith(("/", "http://localhost/")), path
    if answer.get_data():
        kind = head["Content-Type"]
        assert not kind.startswith("text/") or "charset=utf-8" in kind, path
    assert answer.mimetype not in ("application/xhtml+xml", "text/xml"), path


@pytest.mark.parametrize(
    "evil", ["a\r\nSet-Cookie: x=1", "a\nX: y", "\u560a\u560dSet-Cookie: x", "a%0d%0aX: y"]
)
def test_nothing_typed_reaches_a_header(evil: str, browser: Any) -> None:
    visitor = browser()
    for path in ("/entrar", "/nada", "/"):
        answer = send(visitor, path, "GET", query_string={"next": evil, "lang": evil, "q": evil})
        assert "X" not in answer.headers
        assert "x=1" not in str(answer.headers)
