"""Archives, folders and workbooks: bounded when unpacked, never written to disk."""

import io
import json
import tarfile
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gacocrea.core.tables import Row, TableError, packed, read_rows
from tests.core.table_files import refusal, values

# ---------------------------------------------------------------- folders and archives


def pack(path: Path, files: dict[str, bytes]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
    elif path.suffix == ".gz":
        with tarfile.open(path, "w:gz") as tar:
            for name, content in files.items():
                member = tarfile.TarInfo(name)
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))
    else:
        for name, content in files.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)
    return path


PACKED = ["a.zip", "a.tar.gz", "folder"]


@pytest.mark.parametrize("name", PACKED)
def test_each_json_file_of_a_pack_is_a_row(tmp_path: Path, name: str) -> None:
    files = {"p/1.json": b'{"p": {"id": 1}}', "p/2.json": b"[", "p/3.txt": b"no", "p/4.json": b'{"id": 4}'}
    rows = list(read_rows(pack(tmp_path / name, files)))
    assert [row.line for row in rows] == [1, 2, 3]
    assert rows[0].values == {"p.id": "1", "_file": "p/1.json"}
    assert rows[1].error is not None
    assert rows[2].values == {"id": "4", "_file": "p/4.json"}


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_a_pack_that_grows_beyond_the_limit_is_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack(tmp_path / name, {f"{n}.json": b'{"a": "' + b" " * 40_000 + b'"}' for n in range(30)})
    assert path.stat().st_size < 20_000
    monkeypatch.setattr(packed, "MAX_BYTES", 1_000_000)
    assert refusal(path) == "size"


@pytest.mark.parametrize("name", PACKED)
def test_a_pack_of_too_many_files_is_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack(tmp_path / name, {f"{n}.json": b"{}" for n in range(12)})
    monkeypatch.setattr(packed, "MAX_ENTRIES", 10)
    assert refusal(path) == "entries"


def test_a_huge_header_in_a_tar_counts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as tar:
        member = tarfile.TarInfo("1.json")
        member.pax_headers = {"comment": "x" * 2_000_000}
        tar.addfile(member)
    monkeypatch.setattr(packed, "MAX_BYTES", 1_000_000)
    assert refusal(path) == "size"


@pytest.mark.parametrize("name", PACKED)
def test_one_huge_file_of_a_pack_costs_one_row(tmp_path: Path, name: str) -> None:
    files = {"1.json": b'"' + b" " * 5_000_001 + b'"', "2.json": b'{"a": 1}'}
    first, second = read_rows(pack(tmp_path / name, files))
    assert first.error is not None
    assert first.error.code == "size"
    assert second.values["a"] == "1"


def test_nothing_is_written_whatever_an_entry_is_called(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"../../out.json": b'{"a": 1}', "/etc/x.json": b'{"a": 2}'})
    assert [row["a"] for row in values(path)] == ["1", "2"]
    assert [file.name for file in tmp_path.rglob("*")] == ["a.zip"]


def test_a_truncated_pack_gives_its_first_rows_and_one_sentence(tmp_path: Path) -> None:
    path = pack(
        tmp_path / "a.tar.gz",
        {f"{n}.json": json.dumps({"a": n, "b": str(n) * 9000}).encode() for n in range(9)},
    )
    path.write_bytes(path.read_bytes()[:-40])
    rows = read_rows(path)
    assert next(rows).values["a"] == "0"
    with pytest.raises(TableError):
        list(rows)


# ---------------------------------------------------------------- XLSX


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([None, None])
    sheet.append(["Título", "Fecha", "Votos", None, "Hora"])
    sheet.append(["Agua", date(2024, 5, 1), 3, 2.5, datetime.fromisoformat("2024-05-01T08:30")])
    sheet.append([])
    sheet.append(["=1+1", True])
    made.create_sheet("Otra").append(["x"])
    made["Otra"].append(["y"])
    path = tmp_path / "a.xlsx"
    made.save(path)
    return path


def test_a_sheet_gives_text_with_iso_dates_and_no_formulas(book: Path) -> None:
    rows = list(read_rows(book))
    assert rows[0] == Row(
        3,
        {
            "Título": "Agua",
            "Fecha": "2024-05-01",
            "Votos": "3",
            "column_4": "2.5",
            "Hora": "2024-05-01T08:30:00",
        },
    )
    assert (rows[1].line, rows[1].values["Título"], rows[1].values["Fecha"]) == (5, "", "true")


def test_a_sheet_can_be_named(book: Path) -> None:
    assert values(book, sheet="Otra") == [{"x": "y"}]
    assert refusal(book, sheet="Ninguna") == "sheet"


def test_a_sheet_with_nested_entities_does_not_grow(book: Path, tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = f"{bomb}]><worksheet>&j;</worksheet>".encode()
            new.writestr(entry, content)
    assert refusal(path) in {"damaged", "mismatch"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), byte=st.binary(min_size=1, max_size=4))
def test_no_damaged_workbook_ends_in_a_traceback(book: Path, where: float, byte: bytes) -> None:
    content = bytearray(book.read_bytes())
    at = int(where * len(content))
    content[at : at + len(byte)] = byte
    path = book.with_name("damaged.xlsx")
    path.write_bytes(content)
    with suppress(TableError):
        list(read_rows(path))
