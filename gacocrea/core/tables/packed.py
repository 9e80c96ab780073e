"""Many JSON files at once, one object each: a folder, a zip or a tar.gz. Nothing is unpacked to disk."""

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from gacocrea.core.tables.documents import row_of_text
from gacocrea.core.tables.rows import MAX_BYTES, MAX_DOCUMENT, MAX_ENTRIES, Row, TableError, broken

_DAMAGED = (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class _Budget:
    """How much may still be unpacked."""

    def __init__(self) -> None:
        self.bytes = MAX_BYTES
        self.entries = MAX_ENTRIES

    def spend(self, size: int) -> None:
        self.bytes -= size
        if self.bytes < 0:
            raise TableError(0, "size", MAX_BYTES // 1_000_000)

    def entry(self) -> None:
        self.entries -= 1
        if self.entries < 0:
            raise TableError(0, "entries", MAX_ENTRIES)


class _Unzipped(io.RawIOBase):
    """A gzip stream that counts what it gives, headers and skipped files of the tar included."""

    def __init__(self, stream: gzip.GzipFile, budget: _Budget) -> None:
        super().__init__()
        self._stream = stream
        self._budget = budget

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._stream.read(size)
        self._budget.spend(len(chunk))
        return chunk


def read_folder(path: Path) -> Iterator[Row]:
    """Yield one row per JSON file of the folder, by name."""
    return _rows(_folder(path, _Budget()))


def read_tar(path: Path) -> Iterator[Row]:
    """Yield one row per JSON file of a tar.gz, in its order."""
    return _rows(_guarded(_tar(path, _Budget()), "TAR.GZ"))


def read_zip(path: Path) -> Iterator[Row]:
    """Yield one row per JSON file of a zip, in its order."""
    return _rows(_guarded(_zip(path, _Budget()), "ZIP"))


def check_zip(path: Path, kind: str) -> None:
    """Raise TableError when the zip at `path` is none, or would grow beyond the limits when unpacked."""
    budget = _Budget()
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                budget.entry()
                _check_method(entry)
                # zipfile gives no more of an entry than it declares, so what is declared can be trusted
                budget.spend(entry.file_size)
    except _DAMAGED as error:
        raise TableError(0, "mismatch", kind) from error


def _rows(documents: Iterator[tuple[str, bytes]]) -> Iterator[Row]:
    index = 0
    for index, (name, content) in enumerate(documents, start=1):
        if len(content) > MAX_DOCUMENT:
            yield broken(index, "size", MAX_DOCUMENT // 1_000_000)
            continue
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield broken(index, "encoding", name)
            continue
        yield row_of_text(index, text, {"_file": name})
    if not index:
        raise TableError(0, "empty")


def _guarded(documents: Iterator[tuple[str, bytes]], kind: str) -> Iterator[tuple[str, bytes]]:
    """Turn what the archive readers raise into one sentence: before the first file it is no archive at all."""
    begun = False
    try:
        for document in documents:
            begun = True
            yield document
    except _DAMAGED as error:
        raise TableError(0, "damaged" if begun else "mismatch", error if begun else kind) from error


def _folder(path: Path, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    names = []
    for file in path.rglob("*"):
        budget.entry()
        if _is_document(file.name) and file.is_file() and not file.is_symlink():
            names.append(file)
    for file in sorted(names):
        with file.open("rb") as stream:
            content = stream.read(MAX_DOCUMENT + 1)
        budget.spend(len(content))
        yield file.relative_to(path).as_posix(), content


def _tar(path: Path, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    with gzip.open(path) as stream, tarfile.open(fileobj=_Unzipped(stream, budget), mode="r|") as archive:
        for member in archive:
            budget.entry()
            archive.members = []  # type: ignore[attr-defined] # it would remember every header
            if member.isreg() and _is_document(member.name) and (file := archive.extractfile(member)):
                yield member.name, file.read(MAX_DOCUMENT + 1)


def _zip(path: Path, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            budget.entry()
            if entry.is_dir() or not _is_document(entry.filename):
                continue
            _check_method(entry)
            with archive.open(entry) as file:
                content = file.read(MAX_DOCUMENT + 1)
            budget.spend(len(content))
            yield entry.filename, content


def _check_method(entry: zipfile.ZipInfo) -> None:
    """Refuse the rare methods: they unpack without a bound."""
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise TableError(0, "damaged", entry.filename)


def _is_document(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.lower() == ".json" and not path.name.startswith(".") and "__MACOSX" not in path.parts
