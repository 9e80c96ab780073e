"""JSON: a list of objects, an object around one list, or one object per line; nested names get dots."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from gacocrea.core.tables.lines import MAX_LINE, lines_of, open_text
from gacocrea.core.tables.rows import MAX_CELL, Row, TableError, Value, broken, row_of
from gacocrea.core.text import clean

_MAX_WHOLE = 50_000_000  # characters parsed at once; more fits as one object per line


def read_documents(path: Path) -> Iterator[Row]:
    """Yield one row per object; the line is its index in a list, its line where there is one per line."""
    with open_text(path, "JSON") as file:
        if _is_one_per_line(file):
            yield from _each_line(file)
            return
        text = file.read(_MAX_WHOLE + 1)
    if len(text) > _MAX_WHOLE:
        raise TableError(0, "size", _MAX_WHOLE // 1_000_000)
    for index, item in enumerate(_records(parse(0, text)), start=1):
        yield row_of_object(index, item)


def read_json_lines(path: Path) -> Iterator[Row]:
    """Yield one row per line that is not blank."""
    with open_text(path, "JSON") as file:
        yield from _each_line(file)


def _each_line(file: TextIO) -> Iterator[Row]:
    return (row_of_text(number, line) for number, line in enumerate(lines_of(file), start=1) if line.strip())


def _is_one_per_line(file: TextIO) -> bool:
    pieces = (piece for piece in iter(lambda: file.readline(MAX_LINE), "") if piece.strip())
    first, second = next(pieces, ""), next(pieces, "")
    file.seek(0)
    if not first:
        raise TableError(0, "empty")
    try:
        return bool(second) and isinstance(parse(0, first), dict)
    except TableError:
        return False


def row_of_text(line: int, text: str, extra: dict[str, str] | None = None) -> Row:
    """Make the row of one JSON object in `text`; anything else becomes the row's error."""
    try:
        return row_of_object(line, parse(line, text), extra)
    except TableError as error:
        return Row(line, {}, error)


def row_of_object(line: int, item: object, extra: dict[str, str] | None = None) -> Row:
    if not isinstance(item, dict):
        return broken(line, "object")
    try:
        return row_of(line, {**_flat(item), **(extra or {})})
    except RecursionError:
        return broken(line, "depth")


def parse(line: int, text: str) -> Any:
    """Parse JSON, numbers kept as they are written. Raise TableError ("json") at `line`."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise TableError(line or error.lineno, "json", f"{error.lineno}:{error.colno}") from error
    except RecursionError as error:
        raise TableError(line, "depth") from error


def _records(document: object) -> list[Any]:
    lists = [document]
    if isinstance(document, dict):
        lists = [value for value in document.values() if isinstance(value, list) and _holds_objects(value)]
    if len(lists) != 1 or not isinstance(lists[0], list):
        raise TableError(0, "shape")
    return lists[0]


def _holds_objects(items: Iterable[object]) -> bool:
    return all(isinstance(item, dict) for item in items)


def _flat(item: dict[str, Any], prefix: str = "") -> dict[str, Value]:
    """Flatten: {"author": {"name": …}} to "author.name", a list of objects to one list per name."""
    values: dict[str, Value] = {}
    for key, value in item.items():
        name = f"{prefix}{clean(key[:200], multiline=False)}"
        if isinstance(value, dict):
            values |= _flat(value, f"{name}.")
        elif isinstance(value, list) and value and _holds_objects(value):
            for part in value:
                for inner, cell in _flat(part, f"{name}.").items():
                    column = values.setdefault(inner, [])
                    if isinstance(column, list):
                        column.extend([cell] if isinstance(cell, str) else cell)
        elif isinstance(value, list):
            values[name] = [_scalar(part) for part in value]
        else:
            values[name] = _scalar(value)
    return values


def _scalar(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)[: MAX_CELL + 1]
