"""CSV that opens anywhere and runs nothing: UTF-8 with its mark, and no cell that a spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def csv_cell(value: object) -> str:
    """Return a value as the text of a cell. OWASP, CSV injection: an apostrophe goes before what could be run."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \n").startswith(_RISKY) else text


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV (RFC 4180: commas, CRLF), beginning with the mark that tells Excel it is UTF-8."""
    file = io.StringIO("\ufeff", newline="")
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file)
    writer.writerow([csv_cell(head) for head in heads])
    writer.writerows([csv_cell(value) for value in row] for row in rows)
    return file.getvalue()
