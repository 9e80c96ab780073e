"""People's files: every format becomes the same rows, and a bad file becomes one sentence, never a traceback."""

import gzip
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gacocrea.core.tables import ColumnMap, Row, TableError, formats, read_pabulib, read_rows
from tests.core.table_files import put, refusal, values

# ---------------------------------------------------------------- CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_however_it_was_saved(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = f"Título{delimiter}Año\r\nEducación{delimiter}2024\r\n"
    assert values(put(tmp_path / "a.csv", text.encode(encoding))) == [{"Título": "Educación", "Año": "2024"}]


def test_a_row_starts_at_the_line_of_its_first_cell(tmp_path: Path) -> None:
    path = put(tmp_path / "a.csv", 'id,texto\n1,"uno\ndos"\n\n2,"tres"\n3,"cuatro\n\ncinco"\n4,seis\n')
    rows = list(read_rows(path))
    assert [(row.line, row.values["id"]) for row in rows] == [(2, "1"), (5, "2"), (6, "3"), (9, "4")]
    assert rows[0].values["texto"] == "uno\ndos"


def test_blank_lines_before_the_names_are_skipped(tmp_path: Path) -> None:
    assert list(read_rows(put(tmp_path / "a.csv", "\n\na;b\n1;2\n"))) == [Row(4, {"a": "1", "b": "2"})]


def test_columns_without_a_name_or_with_the_same_one_are_told_apart(tmp_path: Path) -> None:
    assert values(put(tmp_path / "a.csv", ",a,a,\n0,1,2,3\n")) == [
        {"column_1": "0", "a": "1", "a_2": "2", "column_4": "3"}
    ]


def test_a_short_row_is_filled_and_a_long_one_is_its_own_error(tmp_path: Path) -> None:
    first, second, third = read_rows(put(tmp_path / "a.csv", "a,b\n1\n1,2,3\n1,2,,\n"))
    assert first.values == {"a": "1", "b": ""}
    assert second.error is not None
    assert (second.line, second.error.code, second.values) == (3, "columns", {})
    assert third.values == {"a": "1", "b": "2"}


def test_the_mark_of_excel_names_the_delimiter(tmp_path: Path) -> None:
    (row,) = read_rows(put(tmp_path / "a.csv", "sep=;\na;b,c\n1;2\n"))
    assert row == Row(3, {"a": "1", "b,c": "2"})


def test_cells_are_cleaned_as_if_typed(tmp_path: Path) -> None:
    assert values(put(tmp_path / "a.csv", "a\u00a0,b\n\u00a0uno\u00a0 ,dos\u202e\n")) == [
        {"a": "uno", "b": "dos"}
    ]


def test_one_huge_cell_costs_one_row(tmp_path: Path) -> None:
    rows = list(read_rows(put(tmp_path / "a.csv", f"a\n{'x' * 100_001}\ndos\n")))
    assert rows[0].error is not None
    assert rows[0].error.code == "cell"
    assert rows[1].values == {"a": "dos"}


# ---------------------------------------------------------------- JSON

OBJECT = {"id": 7, "author": {"name": "Ana"}, "tags": ["a", "b"], "open": True, "cost": 1.50, "none": None}
FLAT = {"id": "7", "author.name": "Ana", "tags": ["a", "b"], "open": "true", "cost": "1.5", "none": ""}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps([OBJECT, OBJECT])),
        ("a.json", json.dumps([OBJECT, OBJECT], indent=1)),
        ("a.json", json.dumps({"total": 2, "items": [OBJECT, OBJECT], "names": ["x"]})),
        ("a.json", "\ufeff" + json.dumps(OBJECT) + "\n\n" + json.dumps(OBJECT) + "\n"),
        ("a.jsonl", json.dumps(OBJECT) + "\n" + json.dumps(OBJECT)),
    ],
)
def test_json_gives_the_same_rows_in_every_shape(tmp_path: Path, name: str, content: str) -> None:
    assert values(put(tmp_path / name, content)) == [FLAT, FLAT]


def test_a_list_of_objects_becomes_one_list_per_name(tmp_path: Path) -> None:
    path = put(
        tmp_path / "a.json", json.dumps([{"m": [{"t": "a", "n": {"x": 1}}, {"t": "b", "n": {"x": 2}}]}])
    )
    assert values(path) == [{"m.t": ["a", "b"], "m.n.x": ["1", "2"]}]


def test_a_broken_line_of_json_lines_costs_one_row(tmp_path: Path) -> None:
    rows = list(read_rows(put(tmp_path / "a.jsonl", '{"a": 1}\n{"a":\n[1]\n{"a": 2}\n')))
    assert [row.error.code if row.error else row.values["a"] for row in rows] == ["1", "json", "object", "2"]
    assert [row.line for row in rows] == [1, 2, 3, 4]


def test_a_long_minified_document_is_no_line_without_end(tmp_path: Path) -> None:
    assert len(values(put(tmp_path / "a.json", json.dumps([{"a": "x" * 1000}] * 1500)))) == 1500


# ---------------------------------------------------------------- bad files

ZIP = b"PK\x03\x04" + b"\0" * 40
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "empty"), ("a.json", b" \n ", "empty"), ("a.csv", b"\n\n ;\n", "empty"),
        ("a.xlsx", b"", "empty"), ("a.zip", b"PK\x05\x06" + b"\0" * 18, "empty"),
        ("a.pdf", b"%PDF", "format"), ("sin_extension", b"a,b", "format"),
        ("a.csv", ZIP, "mismatch"), ("a.csv", PNG, "mismatch"), ("a.csv", b"[1]", "mismatch"),
        ("a.csv", b"<html>", "mismatch"), ("a.json", ZIP, "mismatch"), ("a.xlsx", b"a,b", "mismatch"),
        ("a.xlsx", PNG, "mismatch"), ("a.zip", b"a,b", "mismatch"), ("a.tar.gz", b"a,b", "mismatch"),
        ("a.tar.gz", gzip.compress(b"a,b"), "mismatch"), ("a.pb", b"a;b\n1;2\n", "mismatch"),
        ("a.pb", b"META\nkey;value\n", "sheet"), ("a.csv", b"a\n\x81\x8d", "encoding"),
        ("a.json", b"{", "json"), ("a.json", b'{"a": 1}', "shape"), ("a.json", b'"a"', "shape"),
        ("a.json", b'{"a": [{}], "b": [{}]}', "shape"), ("a.json", b"[" * 100_000, "depth"),
        ("a.csv", b'a,b\n1,"' + b"x\n" * 80_000, "cell"), ("a.csv", b"x" * 1_100_000, "cell"),
        ("a.csv", b"a," * 1_001, "columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_bad_file_is_one_sentence(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    assert refusal(put(tmp_path / name, content)) == code


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.csv") == "missing"
    assert refusal(tmp_path) == "empty"
    with pytest.raises(TableError):
        read_pabulib(tmp_path / "no.pb")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["csv", "json", "jsonl", "xlsx", "zip", "tar.gz", "pb"]),
    content=st.one_of(st.binary(), st.text(st.sampled_from('{}[]",:;\n\r\t a1MET\ufeff')).map(str.encode)),
)
def test_no_content_ends_in_a_traceback(tmp_path: Path, kind: str, content: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    with suppress(TableError):
        assert all(isinstance(row, Row) for row in read_rows(path, kind))


# ---------------------------------------------------------------- the map


def test_a_map_takes_the_columns_it_names() -> None:
    columns = ColumnMap.parse(["title=Titulo", "problem = descripcion", "tags=etiquetas", "sum=a=b"])
    row = Row(1, {"Título": "Agua", "Descripción": "Falta", "otra": "x", "a=b": "2"})
    assert columns.apply(row) == {"title": "Agua", "problem": "Falta", "sum": "2"}
    assert columns.absent(row) == ["etiquetas"]


@pytest.mark.parametrize("pairs", [["title"], ["=Titulo"], ["title="], ["a=b", "a=c"]])
def test_a_map_that_is_none_is_refused(pairs: list[str]) -> None:
    with pytest.raises(TableError, match="campo=columna"):
        ColumnMap.parse(pairs)


def test_every_format_has_its_reader() -> None:
    assert set(formats._READERS) | set(formats._BY_SHEET) >= {
        "csv",
        "json",
        "jsonl",
        "xlsx",
        "pb",
        "zip",
        "tar.gz",
    }
