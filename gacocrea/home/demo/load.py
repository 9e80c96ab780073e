"""The example's content as it was written: one JSON file per subject."""

import json
from functools import cache
from pathlib import Path
from typing import Any

Row = dict[str, Any]

CONTENT = Path(__file__).parent / "content"


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of `content/<name>.json`."""
    found: dict[str, list[Row]] = json.loads((CONTENT / f"{name}.json").read_text("utf-8"))
    return tuple(next(iter(found.values())))


def rows_of(name: str, forum: str) -> list[Row]:
    """Return those that belong to one forum."""
    return [row for row in rows(name) if row["forum"] == forum]


@cache
def earlier_plan() -> Row:
    """Return the plan that came before the current cycle."""
    found: Row = json.loads((CONTENT / "earlier_plan.json").read_text("utf-8"))
    return found


def listed(lines: list[str]) -> str:
    """Return lines as a list in Markdown."""
    return "\n".join(f"- {line}" for line in lines)
