"""Sets a plan with Typst: JSON in, PDF out. A program of its own, so that nothing of it stays in memory.

It reads no file but the templates, fetches no package and may not take all memory of the machine.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

import typst

sys.path.insert(0, str(Path(__file__).parents[2] / "core" / "files" / "typeset"))

import setter  # type: ignore[import-not-found]  # the ground floor's own program

_TEMPLATES = Path(__file__).parent / "typst"
MEMORY: int = setter.MEMORY


def typeset(text: str, when: int) -> bytes:
    """Return the PDF of a plan, or of a piece of one, in JSON, dated `when` (seconds since 1970)."""
    return typeset_with(text, when)[1]


def typeset_with(text: str, when: int) -> tuple[str, bytes]:
    """Return the same, after the JSON with marks in place of what no font shows."""
    # A piece may begin below the first level of headings, which no whole plan does: only the first piece, which
    # names the standards of all, is held to PDF/UA by itself.
    asked = json.loads(text)
    standards = setter.STANDARDS if asked["first"] else setter.STANDARDS[1:]
    template = "wall.typ" if asked.get("wall") else "plan.typ"
    shown, content = setter.set_shown(_TEMPLATES / template, text, when, standards)
    return str(shown), bytes(content)


def pictures(shown: str, dots: float) -> list[bytes]:
    """Return the pages of a plan as PNG, with so many dots in an inch."""
    inputs = {"data": shown}
    pages: Any = typst.compile(_TEMPLATES / "plan.typ", root=_TEMPLATES, sys_inputs=inputs, format="png", ppi=dots)
    return [pages] if isinstance(pages, bytes) else list(pages or ())


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode(), int(sys.argv[1])))
