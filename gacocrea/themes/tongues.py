"""Themes in other languages. On an open ballot they stand still, as the words that were put on it do."""

from typing import Any

from flask import Flask, g
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from gacocrea.core.terms import Moment, Phase
from gacocrea.core.text import parse_reference, reference
from gacocrea.cycle import tongues
from gacocrea.cycle.models import Cycle
from gacocrea.themes.models import Theme, ThemeWording
from gacocrea.web.extensions import db

LABELS = {"title": _l("Título"), "summary": _l("En una frase, para quien vota")}


def register(app: Flask) -> None:
    """Let themes be translated, and be found by what ballots and commitments say of them."""
    kind = tongues.Kind(
        key="tema",
        model=Theme,
        table=ThemeWording,
        owner="theme_id",
        ids=lambda cycle: select(Theme.id).where(Theme.cycle_id == cycle.id, Theme.merged_at.is_(None)),
        short=ThemeWording.FIELDS,
        texts=lambda theme: {"title": theme.title, "summary": theme.summary},
        label=lambda field: LABELS[field],
        name=lambda theme: f"{reference('T', theme.number)} {theme.title}",
        ref=lambda theme: reference("T", theme.number),
        find=_find,
        is_fixed=_is_on_the_ballot,
    )
    tongues.register(app, kind)


def _is_on_the_ballot(theme: Theme, moment: Moment) -> bool:
    return theme.frozen_at is not None and Phase.VOTING in moment.open_phases


def _find(row: Any, cycle: Cycle) -> int | None:
    """Return the theme of a link (`theme_id`) or of a line of a ballot or result (`code`)."""
    if hasattr(row, "theme_id"):
        return int(row.theme_id)
    read = parse_reference(str(getattr(row, "code", "")))
    return _numbered(cycle).get(read[1]) if read and read[0] == "T" else None


def _numbered(cycle: Cycle) -> dict[int, int]:
    """Return the themes of a cycle by number. One statement, for whoever reads another language."""
    held: dict[int, dict[int, int]] = g.setdefault("numbered_themes", {})
    if cycle.id not in held:
        rows = db.session.execute(select(Theme.number, Theme.id).where(Theme.cycle_id == cycle.id))
        held[cycle.id] = {row.number: row.id for row in rows}
    return held[cycle.id]
