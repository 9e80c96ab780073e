"""Text files: the encoding found out, no line without end, no file beyond the limit."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from gacocrea.core.tables.rows import MAX_BYTES, MAX_CELL, TableError

MAX_LINE = 1_000_000  # characters
_CHUNK = 1 << 20


def check_file(path: Path) -> None:
    """Raise TableError when there is no such file, or it cannot be read, is empty or too large."""
    if not path.is_file():
        raise TableError(0, "missing", path.name)
    try:
        with path.open("rb") as file:
            beginning = file.read(1)
    except OSError as error:
        raise TableError(0, "damaged", error.strerror) from error
    if not beginning:
        raise TableError(0, "empty")
    if path.stat().st_size > MAX_BYTES:
        raise TableError(0, "size", MAX_BYTES // 1_000_000)


def open_text(path: Path, kind: str) -> TextIO:
    """Open a file that passed `check_file` as text. Raise TableError when it is binary or cannot be decoded."""
    return path.open(encoding=_encoding(path, kind), newline="")


def lines_of(file: TextIO) -> Iterator[str]:
    """Yield the lines of `file` with their ends. Raise TableError at one without end."""
    for number, line in enumerate(iter(lambda: file.readline(MAX_LINE), ""), start=1):
        if len(line) >= MAX_LINE:
            raise TableError(number, "cell", MAX_CELL)
        yield line


def _encoding(path: Path, kind: str) -> str:
    """UTF-8, else Windows-1252, which older spreadsheets still write; UTF-16 only by its mark."""
    with path.open("rb") as file:
        marked = file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
        for candidate in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
            file.seek(0)
            decoder = codecs.getincrementaldecoder(candidate)()
            try:
                while chunk := file.read(_CHUNK):
                    _check_text(decoder.decode(chunk), kind)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return candidate
    raise TableError(0, "encoding")


def _check_text(text: str, kind: str) -> None:
    if "\0" in text:
        raise TableError(0, "mismatch", kind)
