"""XLSX: the first sheet or a named one; formulas as the values last computed, dates as ISO 8601."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl

from gacocrea.core.tables.packed import check_zip
from gacocrea.core.tables.rows import Row, TableError, column_names, row_of_cells


def read_sheet(path: Path, sheet: str | None) -> Iterator[Row]:
    """Yield the rows under the first one that is not blank; the line is the row's number in the sheet."""
    with _worksheet(path, sheet) as worksheet:
        names: list[str] = []
        rows = enumerate(_guarded(worksheet.iter_rows(values_only=True)), start=1)
        for line, values in rows:
            cells = [_text(value) for value in values]
            if not any(cell.strip() for cell in cells):
                continue
            if names:
                yield row_of_cells(line, names, cells)
            else:
                while not cells[-1].strip():
                    cells.pop()
                names = column_names(line, cells)
        if not names:
            raise TableError(0, "empty")


@contextmanager
def _worksheet(path: Path, sheet: str | None) -> Iterator[Any]:
    check_zip(path, "XLSX")
    with path.open("rb") as file:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # missing styles and extensions do not concern the cells
            try:
                book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            except Exception as error:  # a foreign file breaks the library in any of its ways
                raise TableError(0, "mismatch", "XLSX") from error
        found = [each for each in book.worksheets if sheet in {None, each.title}]
        if not found:
            raise TableError(0, "sheet", sheet)
        found[0].reset_dimensions()  # the declared size may be a million empty rows
        yield found[0]


def _guarded(rows: Iterator[Any]) -> Iterator[Any]:
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(rows, None)
        except Exception as error:
            raise TableError(0, "damaged", type(error).__name__) from error
        if row is None:
            return
        yield row


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)
