"""Where stages say what they hold about people, and where the top floor says by which notice people take part."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app

from gacocrea.core.personal import Holding


@dataclass(frozen=True)
class Terms:
    """The privacy notice in force, the age from which one opens an account alone, and names that only offices bear."""

    version: str
    least_age: int
    offices: tuple[str, ...] = ()


def register(app: Any, holding: Holding) -> None:
    """Let a stage answer for what it holds about people."""
    app.extensions.setdefault("personal", []).append(holding)


def holdings() -> list[Holding]:
    """Return what every stage answered, lower floors first."""
    found: list[Holding] = current_app.extensions.get("personal", [])
    return found


def set_terms(app: Any, terms: Callable[[], Terms]) -> None:
    """Let the top floor say under which terms people open an account."""
    app.extensions["privacy_terms"] = terms


def terms() -> Terms:
    """Return the terms of this installation."""
    found: Terms = current_app.extensions["privacy_terms"]()
    return found
