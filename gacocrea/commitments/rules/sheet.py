"""What a commitment holds: the fields of OGP's template, as plain values, and how two sheets differ or join."""

from dataclasses import asdict, dataclass, fields, replace
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
    sdg: str = ""
    national_plan: str = ""
    cross_cutting: str = ""
    budget: str = ""
    contact: str = ""
    milestones: tuple[MilestoneWords, ...] = ()


PARTS = tuple(field.name for field in fields(Sheet))
TEXTS = tuple(name for name in PARTS if name != "milestones")
"""The fields of a sheet, with and without its milestones."""


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
    """Return the names of the fields that differ."""
    return [name for name in PARTS if getattr(before, name) != getattr(after, name)]


def join(base: Sheet, theirs: Sheet, mine: Sheet) -> tuple[Sheet, list[str]]:
    """Join two sheets that were both written from `base`: each field as whoever changed it left it.

    Where both changed the same field differently, mine is kept and its name returned: a person decides.
    """
    touched = set(changed(base, mine))
    joined = replace(theirs, **{name: getattr(mine, name) for name in touched})
    return joined, [name for name in changed(theirs, mine) if name in touched & set(changed(base, theirs))]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
