"""What commitments say on lower floors' pages, and how two versions are laid side by side."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from gacocrea.commitments import queries
from gacocrea.commitments.forms import SheetForm
from gacocrea.commitments.models import CommitmentVersion
from gacocrea.commitments.rules import changed, from_json, word_changes
from gacocrea.web.extensions import db


def of_theme(*, theme: Any, **_about: Any) -> str:
    """Say which commitment a theme became."""
    found = queries.of_themes(db.session(), [theme.id]).get(theme.id)
    return render_template("commitments/pages/_theme.html", commitment=found) if found else ""


@dataclass(frozen=True)
class FieldChange:
    """A field of the sheet, with what was taken out and what came in."""

    label: str
    parts: list[tuple[str, str]]


def pick(
    versions: list[CommitmentVersion], older: int | None, newer: int | None
) -> tuple[CommitmentVersion, CommitmentVersion]:
    """Return the two versions to compare: those asked for, else the last two."""
    by_number = {row.number: row for row in versions}
    last = versions[0]
    new = by_number.get(newer or last.number, last)
    old = by_number.get(older or new.number - 1, versions[-1])
    return (old, new) if old.number <= new.number else (new, old)


def changes(older: CommitmentVersion, newer: CommitmentVersion) -> list[FieldChange]:
    """Return what differs between two versions, field by field and word by word."""
    before, after = from_json(older.sheet), from_json(newer.sheet)
    found = []
    for name in changed(before, after):
        if name == "milestones":
            label, old, new = _("Hitos"), _steps(older.sheet), _steps(newer.sheet)
        else:
            label, old, new = _label(name), str(older.sheet[name]), str(newer.sheet[name])
        found.append(FieldChange(label, word_changes(old, new)))
    return found


def _label(name: str) -> str:
    field: Any = getattr(SheetForm, name)
    return str(field.args[0])


def _steps(sheet: dict[str, Any]) -> str:
    rows = [
        f"{number}. {step['text']}. {step['output']}. {step['starts_on']} – {step['ends_on']}. {step['lead']}\n"
        for number, step in enumerate(sheet["milestones"], 1)
    ]
    return "".join(rows)
