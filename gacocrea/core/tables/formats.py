"""Which reader a file asks for."""

from collections.abc import Callable, Iterator
from pathlib import Path

from gacocrea.core.tables.delimited import read_delimited
from gacocrea.core.tables.documents import read_documents, read_json_lines
from gacocrea.core.tables.lines import check_file
from gacocrea.core.tables.pabulib import read_section
from gacocrea.core.tables.packed import read_folder, read_tar, read_zip
from gacocrea.core.tables.rows import Row, TableError
from gacocrea.core.tables.sheets import read_sheet

_READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "csv": read_delimited,
    "tsv": read_delimited,
    "json": read_documents,
    "jsonl": read_json_lines,
    "ndjson": read_json_lines,
    "tar.gz": read_tar,
    "tgz": read_tar,
    "zip": read_zip,
}
_BY_SHEET: dict[str, Callable[[Path, str | None], Iterator[Row]]] = {"xlsx": read_sheet, "pb": read_section}


def read_rows(path: Path, fmt: str | None = None, *, sheet: str | None = None) -> Iterator[Row]:
    """Yield the rows of a file or folder, in its order and without loading tables whole.

    `fmt` is the format (csv, tsv, json, jsonl, xlsx, pb, zip, tar.gz), by default the extension. `sheet` names
    the sheet of an XLSX file, or the section of a .pb file ("projects" by default). Raise TableError for what is
    wrong with the whole file, at the first row asked for; what is wrong with a row is its `error`.
    """
    try:
        if path.is_dir():
            yield from read_folder(path)
            return
        check_file(path)
        kind = (fmt or _extension(path)).lower()
        if kind in _BY_SHEET:
            yield from _BY_SHEET[kind](path, sheet)
        elif kind in _READERS:
            yield from _READERS[kind](path)
        else:
            raise TableError(0, "format", kind or path.name)
    except OSError as error:
        raise TableError(0, "damaged", error.strerror or path.name) from error


def _extension(path: Path) -> str:
    name = path.name.lower()
    return "tar.gz" if name.endswith(".tar.gz") else path.suffix.lstrip(".")
