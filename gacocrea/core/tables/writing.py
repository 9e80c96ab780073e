"""CSV that opens anywhere and runs nothing: UTF-8 with its mark, and no cell that a spreadsheet takes for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # some spreadsheets run full-width ones too
_BREAKS = ("\t", "\r", "\n")


def csv_cell(value: object) -> str:
    """Return a value as the text of a cell. OWASP, CSV injection: an apostrophe goes before what could be run."""
    text = "" if value is None else str(value)
    is_risky = text.startswith(_BREAKS) or text.lstrip().startswith(_RISKY)
    return f"'{text}" if is_risky else text


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV (RFC 4180: commas, CRLF), beginning with the mark that tells Excel it is UTF-8."""
    file = io.StringIO("\ufeff", newline="")
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file)
    writer.writerow([csv_cell(head) for head in heads])
    writer.writerows([csv_cell(value) for value in row] for row in rows)
    return file.getvalue()


_WRITTEN_AT = re.compile(rb"\d{4}-\d\d-\d\dT[\d:]+Z")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xlsx_of(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as XLSX whose every cell is plain text: a spreadsheet computes nothing of it.

    The same table always gives the same bytes: nothing says when it was written.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    for row in (heads, *rows):
        sheet.append([_text_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return _timeless(file)


def _timeless(file: io.BytesIO) -> bytes:
    packed = io.BytesIO()
    with ZipFile(file) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _WRITTEN_AT.sub(b"2000-01-01T00:00:00Z", content)
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return packed.getvalue()


def _text_cell(sheet: Any, value: object) -> Any:
    text = "" if value is None else _UNWRITABLE.sub("", str(value))[:32_767]
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # "=1+1" stays what somebody wrote
    return cell
