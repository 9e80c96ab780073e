"""The plan's own JSON (`plan/archive_json.py`) read back: what was exported elsewhere is the same plan here.

The reader follows the types of `plan/document.py`, so that what is added there is read too. What has another type
than it should, or a name that is not known, is left out and listed.
"""

import json
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from gacocrea.core.errors import Invalid
from gacocrea.plan.archive_json import FORMAT, VERSION
from gacocrea.plan.document import OgpRecord, PlanDocument
from gacocrea.plan.reading.found import Found, Unread


class _Wrong(Exception):
    """A value of another type than the plan has at its place."""


def read_json(path: Path) -> Found:
    """Read an exported plan. Raises Invalid on "file" for anything else."""
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise Invalid("file", "plan_file_broken") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Invalid("file", "plan_file_broken")
    if content.get("format_version") != VERSION:
        raise Invalid("file", "plan_file_version")
    return decode(content)


def decode(content: dict[str, Any]) -> Found:
    """Return the plan of its JSON values. Raises Invalid on "file" when what every plan has is not there."""
    unread: list[Unread] = []
    known = {name: value for name, value in content.items() if name not in {"format", "format_version"}}
    try:
        plan = _made(PlanDocument, known, "", unread)
    except _Wrong as wrong:
        raise Invalid("file", "plan_file_broken") from wrong
    return Found(plan, tuple(unread))


def _made(kind: type[Any], content: Any, where: str, unread: list[Unread]) -> Any:
    """Return one part of the plan. Raises _Wrong when what it cannot do without is missing or wrong."""
    if not isinstance(content, dict):
        raise _Wrong(where)
    if kind is OgpRecord:
        content = _flat(content)
    known: dict[str, Any] = {}
    hints = get_type_hints(kind)
    for field in fields(kind):
        place = f"{where}.{field.name}".lstrip(".")
        try:
            if field.name in content:
                known[field.name] = _value(hints[field.name], content[field.name], place, unread)
        except _Wrong:
            unread.append(Unread(place, "unread_value", str(content[field.name])[:200]))
        if field.name not in known and field.default is MISSING and field.default_factory is MISSING:
            raise _Wrong(place)
    unread += (
        Unread(f"{where}.{name}".lstrip("."), "unread_name", str(value)[:200])
        for name, value in content.items()
        if name not in {field.name for field in fields(kind)}
    )
    return kind(**known)


def _value(kind: Any, value: Any, where: str, unread: list[Unread]) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = next(each for each in get_args(kind) if each is not type(None))
        return None if value is None else _value(inner, value, where, unread)
    if origin is tuple:
        return _several(get_args(kind), value, where, unread)
    if is_dataclass(kind):
        return _made(kind, value, where, unread)  # type: ignore[arg-type]
    if kind is datetime or kind is date:
        return _day(kind, value, where)
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise _Wrong(where)
    if isinstance(value, str) and not _storable(value):
        raise _Wrong(where)
    return value


def _storable(text: str) -> bool:
    """Say whether a database takes a text: no NUL, and no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _several(kinds: tuple[Any, ...], values: Any, where: str, unread: list[Unread]) -> tuple[Any, ...]:
    """Return a list; one that is wrong is left out and listed, the others stay."""
    if not isinstance(values, list):
        raise _Wrong(where)
    if Ellipsis not in kinds:  # a pair
        if len(values) != len(kinds):
            raise _Wrong(where)
        return tuple(_value(kind, value, where, unread) for kind, value in zip(kinds, values, strict=True))
    good = []
    for number, value in enumerate(values, 1):
        place = f"{where}[{number}]"
        try:
            good.append(_value(kinds[0], value, place, unread))
        except _Wrong:
            unread.append(Unread(place, "unread_value", str(value)[:200]))
    return tuple(good)


def _day(kind: type[date], value: Any, where: str) -> date:
    try:
        found = kind.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise _Wrong(where) from error
    if isinstance(found, datetime) and found.tzinfo is None:
        raise _Wrong(where)
    return found


def _flat(content: dict[str, Any]) -> dict[str, Any]:
    """Return what OGP keeps of a commitment as the plan holds it: the export adds what it says elsewhere too."""
    names = {field.name for field in fields(OgpRecord)}
    design = content.get("design")
    whole = {**content, **(design if isinstance(design, dict) else {})}
    return {name: value for name, value in whole.items() if name in names and value is not None}
