"""Two sheets of a commitment side by side: field by field, word by word."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from gacocrea.commitments.forms import label_of
from gacocrea.commitments.models import CommitmentVersion
from gacocrea.commitments.rules import MilestoneWords, Sheet, changed, part
from gacocrea.core.compare import word_changes
from gacocrea.web.text import day


@dataclass(frozen=True)
class FieldChange:
    """A field of the sheet, with what was taken out and what came in."""

    name: str
    label: str
    parts: list[tuple[str, str]]


def pick(
    versions: list[CommitmentVersion], older: int | None, newer: int | None
) -> tuple[CommitmentVersion, CommitmentVersion]:
    """Return the two versions to compare: those asked for, else the last two. `versions` is newest first."""
    by_number = {row.number: row for row in versions}
    last = versions[0]
    new = by_number.get(newer or last.number, last)
    old = by_number.get(older or new.number - 1, versions[-1])
    return (old, new) if old.number <= new.number else (new, old)


def changes(before: Sheet, after: Sheet, names: list[str] | None = None) -> list[FieldChange]:
    """Return what differs between two sheets, or only in the fields `names`, in the order of the template."""
    return [
        FieldChange(name, label_of(name), word_changes(said(before, name), said(after, name)))
        for name in changed(before, after)
        if names is None or name in names
    ]


def said(sheet: Sheet, name: str) -> str:
    """Return what a field says, to be read: days in words, milestones one below the other."""
    value: Any = part(sheet, name)
    if name == "milestones":
        return "\n".join(_step(number, step) for number, step in enumerate(value, 1))
    return value if isinstance(value, str) else day(value)


def _step(number: int, step: MilestoneWords) -> str:
    """Say a milestone on lines of its own, so that only what changed in it is marked."""
    facts = (
        ("", f"{day(step.starts_on)} – {day(step.ends_on)}"),
        (_("Se verifica con"), step.output),
        (_("Responde"), step.lead),
        (_("Apoya"), step.supporters),
    )
    lines = [f"{name}: {fact}" if name else fact for name, fact in facts if fact]
    return "\n".join([f"{number}. {step.text}", *lines, ""])
