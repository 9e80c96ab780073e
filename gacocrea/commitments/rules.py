"""What a commitment holds: the fields of OGP's template, as plain values, and how two versions differ."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise
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


TEXTS = tuple(field.name for field in fields(Sheet) if field.name != "milestones")
"""The fields of a sheet in the order of the template, without its milestones."""


def check_sheet(sheet: Sheet) -> None:
    """Raise Invalid for a sheet that cannot be stored: dates that run backwards, a nameless step."""
    if not sheet.name:
        raise Invalid("name", "commitment_name")
    if sheet.ends_on <= sheet.starts_on:
        raise Invalid("ends_on", "dates_backwards")
    for number, milestone in enumerate(sheet.milestones, 1):
        if not milestone.text:
            raise Invalid("milestones", "milestone_text", number=number)
        if milestone.ends_on <= milestone.starts_on:
            raise Invalid("milestones", "milestone_dates", number=number)


def as_json(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as plain JSON values, dates in ISO 8601."""
    plain: dict[str, Any] = _plain(asdict(sheet))
    return plain


def from_json(stored: dict[str, Any]) -> Sheet:
    """Return the sheet of a stored version."""
    days = {name: date.fromisoformat(stored[name]) for name in ("starts_on", "ends_on")}
    steps = tuple(
        MilestoneWords(**step | {name: date.fromisoformat(step[name]) for name in ("starts_on", "ends_on")})
        for step in stored["milestones"]
    )
    return replace(Sheet(**{**stored, **days, "milestones": ()}), milestones=steps)


def changed(before: Sheet, after: Sheet) -> list[str]:
    """Return the names of the fields that differ, in the order of the template."""
    names = [*TEXTS, "milestones"]
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def word_changes(before: str, after: str) -> list[tuple[str, str]]:
    """Compare two texts word by word: pairs of ("equal" | "ins" | "del", words).

    Lines are compared first and words only inside lines that changed, so a long text stays quick.
    """
    parts: list[tuple[str, str]] = []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("equal", "".join(old[a:b])))
        else:
            parts += _words("".join(old[a:b]), "".join(new[c:d]))
    return [part for part in parts if part[1]]


def _words(before: str, after: str) -> list[tuple[str, str]]:
    old, new = _split(before), _split(after)
    parts: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("equal", "".join(old[a:b])))
        else:
            parts += [("del", "".join(old[a:b])), ("ins", "".join(new[c:d]))]
    return parts


def _split(text: str) -> list[str]:
    """Cut a text after each run of white space, so that joining the words gives it back."""
    cuts = [0, *(at + 1 for at in range(len(text) - 1) if text[at].isspace() and not text[at + 1].isspace())]
    return [text[a:b] for a, b in pairwise([*cuts, len(text)])]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
