"""CSV as people save it: comma, semicolon or tab; quoted cells may run over several lines."""

import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from gacocrea.core.tables.lines import lines_of, open_text
from gacocrea.core.tables.rows import MAX_CELL, Row, TableError, column_names, row_of_cells


def read_delimited(path: Path) -> Iterator[Row]:
    """Yield the rows under the first line that is not blank, which names the columns."""
    with open_text(path, "CSV") as file:
        lines = lines_of(file)
        blank, first = next(((n, line) for n, line in enumerate(lines) if line.strip()), (0, ""))
        if first.lstrip().startswith(("{", "[", "<")):  # JSON or a web page under another name
            raise TableError(0, "mismatch", "CSV")
        if first.lower().startswith("sep=") and len(first.rstrip()) <= 5:  # Excel's own mark
            records = cells_of(lines, first.rstrip("\r\n")[4:] or "\t", blank + 1)
        else:
            records = cells_of(chain([first], lines), _delimiter(first), blank)
        line, head = next(records, (0, []))
        if not head:
            raise TableError(0, "empty")
        names = column_names(line, head)
        for line, cells in records:
            yield row_of_cells(line, names, cells)


def cells_of(lines: Iterator[str], delimiter: str, skipped: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Yield (first line, cells) of every record that is not blank; `skipped` lines were read before."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        line = reader.line_num + skipped + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:  # a cell beyond the module's own limit: most often a quote never closed
            raise TableError(line, "cell", MAX_CELL) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _delimiter(head: str) -> str:
    """Return the candidate that parts the first line into most cells; a comma when none does."""
    return max(",;\t", key=lambda candidate: len(next(csv.reader([head], delimiter=candidate), [])))
