"""Sets a plan with Typst: JSON in, PDF out. A program of its own, so that nothing of it stays in memory.

It reads no file but the templates, fetches no package and may not take all memory of the machine.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from pathlib import Path
from typing import Any

import typst

_TEMPLATES = Path(__file__).parent / "typst"
MEMORY = 6 * 2**30
_ATTEMPTS = 5
_STANDARDS: list[Any] = ["ua-1", "a-2a"]
_MARK = "\ufffd"
_NAMED = re.compile(r'`"(.*?)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
# What the font inside Typst surely shows; words with any other character are tried out first.
_PLAIN = "\x20-\x7e\xa0-\u024f\u2010-\u2015\u2018-\u201e\u2026\u200b\ufffd"
_STRANGE = re.compile(f"[^\n{_PLAIN}]")
_STRANGE_WORD = re.compile(rf'[^\s"]*[^\s{_PLAIN}][^\s"]*')


def typeset(text: str, when: int) -> bytes:
    """Return the PDF of a plan, or of a piece of one, in JSON, dated `when` (seconds since 1970)."""
    return typeset_with(text, when)[1]


def typeset_with(text: str, when: int) -> tuple[str, bytes]:
    """Return the same, after the JSON with marks in place of what no font shows."""
    missing = _unshown(sorted(set(_STRANGE_WORD.findall(text))), when)
    # A piece may begin below the first level of headings, which no whole plan does: only the first piece, which
    # names the standards of all, is held to PDF/UA by itself.
    asked = json.loads(text)
    standards = _STANDARDS if asked["first"] else _STANDARDS[1:]
    template = "wall.typ" if asked.get("wall") else "plan.typ"
    shown = _marked(text, missing)
    try:
        return shown, _set(template, shown, when, standards)
    except typst.TypstError:
        # A character may be shown in one place and not in another: keep what is certain.
        shown = _STRANGE.sub(_MARK, text)
        return shown, _set(template, shown, when, standards)


def pictures(shown: str, dots: float) -> list[bytes]:
    """Return the pages of a plan as PNG, with so many dots in an inch."""
    inputs = {"data": shown}
    pages: Any = typst.compile(_TEMPLATES / "plan.typ", root=_TEMPLATES, sys_inputs=inputs, format="png", ppi=dots)
    return [pages] if isinstance(pages, bytes) else list(pages or ())


def _set(template: str, data: str, when: int, standards: list[Any] = _STANDARDS) -> bytes:
    result = typst.compile(
        _TEMPLATES / template,
        root=_TEMPLATES,
        sys_inputs={"data": data},
        pdf_standards=standards,
        timestamp=when,
    )
    if not isinstance(result, bytes):
        raise TypeError("one PDF was expected")
    return result


def _unshown(words: list[str], when: int) -> set[str]:
    """Return the characters of `words` that cannot be shown, by setting the words alone until that works."""
    missing: set[str] = set()
    for _ in range(_ATTEMPTS if words else 0):
        try:
            _set("probe.typ", json.dumps([_marked(word, missing) for word in words]), when)
            break
        except typst.TypstError as error:
            missing |= _strange_in(error.diagnostic)
    return missing


def _strange_in(diagnostic: str) -> set[str]:
    """Return the characters that Typst names in its errors, other than the plain ones."""
    errors = (line for line in diagnostic.splitlines() if line.startswith("error"))
    named = "".join(text for line in errors for text in _NAMED.findall(line))
    return set(_STRANGE.findall(_ESCAPE.sub(lambda code: chr(int(code[1], 16)), named)))


def _marked(text: str, missing: set[str]) -> str:
    return text.translate(dict.fromkeys(map(ord, missing), _MARK))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode(), int(sys.argv[1])))
