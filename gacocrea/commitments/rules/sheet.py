"""What a commitment holds: the fields of OGP's template, as plain values, and how two sheets differ or join."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from gacocrea.core.errors import Invalid


@dataclass(frozen=True)
class MilestoneWords:
    """A milestone as it is typed: what is done, the product that shows it, and when."""

    text: str
    output: str
    starts_on: date
    ends_on: date
    lead: str = ""
    supporters: str = ""


@dataclass(frozen=True)
class Sheet:
    """A commitment as it is typed.

    Source of the fields: OGP commitment template, 2022 (header, problem definition, commitment
    description, commitment analysis, planning), and what Latin American members add to it.
    """

    name: str
    starts_on: date
    ends_on: date
    brief: str = ""
    lead: str = ""
    support_government: str = ""
    support_civil_society: str = ""
    support_other: str = ""
    problem: str = ""
    causes: str = ""
    done_so_far: str = ""
    solution: str = ""
    results: str = ""
    transparency: str = ""
    accountability: str = ""
    participation: str = ""
    co_lead: str = ""
    contact: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)
    milestones: tuple[MilestoneWords, ...] = ()


EXTRA = "extra_"
"""What the part of an answer to a forum's own question begins with; its key follows."""
TEXTS = tuple(one.name for one in fields(Sheet) if one.name not in {"extras", "milestones"})
"""The fields of the template that every sheet has, without its milestones."""


def parts_of(*sheets: Sheet) -> list[str]:
    """Return the names of the parts of one or more sheets, in the order of the template."""
    keys = dict.fromkeys(key for sheet in sheets for key in sheet.extras)
    return [*TEXTS, *(EXTRA + key for key in keys), "milestones"]


def part(sheet: Sheet, name: str) -> Any:
    """Return what a part of a sheet holds: a text, a day, or its milestones."""
    return sheet.extras.get(name.removeprefix(EXTRA), "") if name.startswith(EXTRA) else getattr(sheet, name)


def check_sheet(sheet: Sheet) -> None:
    """Raise Invalid for a sheet that cannot be stored: dates that run backwards, a nameless step."""
    if not sheet.name:
        raise Invalid("name", "commitment_name")
    if sheet.ends_on <= sheet.starts_on:
        raise Invalid("ends_on", "dates_backwards")
    for number, step in enumerate(sheet.milestones, 1):
        if refusal := milestone_refusal(step.text, step.starts_on, step.ends_on):
            raise Invalid("milestones", refusal[1], number=number)


def milestone_refusal(text: str, starts_on: date | None, ends_on: date | None) -> tuple[str, str] | None:
    """Return the field of a milestone that is wrong and the code of its sentence; None when all is well."""
    if not text:
        return "text", "milestone_text"
    if starts_on is None or ends_on is None:
        return "starts_on" if starts_on is None else "ends_on", "milestone_undated"
    return ("ends_on", "milestone_dates") if ends_on <= starts_on else None


def as_json(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as plain JSON values, dates in ISO 8601."""
    plain: dict[str, Any] = _plain(asdict(sheet))
    return plain


def from_json(stored: dict[str, Any]) -> Sheet:
    """Return the sheet of a stored version."""
    steps = tuple(MilestoneWords(**step | _days(step)) for step in stored["milestones"])
    return Sheet(**{**stored, **_days(stored), "milestones": steps})


def _days(stored: dict[str, Any]) -> dict[str, date]:
    return {name: date.fromisoformat(stored[name]) for name in ("starts_on", "ends_on")}


def changed(before: Sheet, after: Sheet) -> list[str]:
    """Return the names of the parts that differ."""
    return [name for name in parts_of(before, after) if part(before, name) != part(after, name)]


def join(base: Sheet, theirs: Sheet, mine: Sheet) -> tuple[Sheet, list[str]]:
    """Join two sheets that were both written from `base`: each field as whoever changed it left it.

    Where both changed the same field differently, mine is kept and its name returned: a person decides.
    """
    touched = set(changed(base, mine))
    fixed = {name: getattr(mine, name) for name in touched if not name.startswith(EXTRA)}
    extras = {**theirs.extras, **{name.removeprefix(EXTRA): part(mine, name) for name in touched - set(fixed)}}
    joined = replace(theirs, **fixed, extras={key: text for key, text in extras.items() if text})
    return joined, [name for name in changed(theirs, mine) if name in touched & set(changed(base, theirs))]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
