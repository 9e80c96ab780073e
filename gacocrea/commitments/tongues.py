"""Commitments and their milestones in other languages."""

from typing import Any

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import select

from gacocrea.commitments.forms import label_of
from gacocrea.commitments.models import (
    SHEET_FIELDS,
    Commitment,
    CommitmentStatus,
    CommitmentWording,
    Milestone,
    milestone_field,
)
from gacocrea.core.text import reference
from gacocrea.cycle import tongues


def register(app: Flask) -> None:
    """Let commitments be translated: what people read of the sheet, and its milestones."""
    kind = tongues.Kind(
        key="compromiso",
        model=Commitment,
        table=CommitmentWording,
        owner="commitment_id",
        ids=lambda cycle: select(Commitment.id).where(
            Commitment.cycle_id == cycle.id, Commitment.status != CommitmentStatus.WITHDRAWN
        ),
        short=("name", "brief"),
        texts=_texts,
        label=_label,
        ref=lambda commitment: reference("C", commitment.number),
        name=lambda commitment: f"{reference('C', commitment.number)} {commitment.name}",
    )
    tongues.register(app, kind)


def _texts(commitment: Commitment) -> dict[str, str]:
    steps = {
        milestone_field(step.number, part): text
        for step in commitment.milestones
        for part, text in (("text", step.text), ("output", step.output))
    }
    return {field: getattr(commitment, field) for field in SHEET_FIELDS} | steps


def _label(field: str) -> Any:
    if field in SHEET_FIELDS:
        return label_of(field)
    number, _bar, part = field.removeprefix("milestone").partition("_")
    return _("Hito %(number)s", number=number) if part == "text" else _("Producto del hito %(number)s", number=number)


def step_field(step: Milestone, part: str) -> str:
    """Return the field of its commitment that holds a milestone's `text` or `output`."""
    return milestone_field(step.number, part)
