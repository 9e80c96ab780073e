"""Sets a page with Typst: JSON in, PDF out. A program of its own, so that nothing of it stays in memory.

It reads no file but templates, fetches no package and may not take all memory of the machine.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from pathlib import Path
from typing import Any

import typst

MEMORY = 6 * 2**30
STANDARDS: list[Any] = ["ua-1", "a-2a"]
_HOUSE = Path(__file__).parents[3]
"""Templates may use each other, by their place in the program."""
_PROBE = Path(__file__).with_name("probe.typ")
_ATTEMPTS = 5
_MARK = "\ufffd"
_NAMED = re.compile(r'`"(.*?)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
# What the font inside Typst surely shows; words with any other character are tried out first.
_PLAIN = "\x20-\x7e\xa0-\u024f\u2010-\u2015\u2018-\u201e\u2026\u200b\ufffd"
_STRANGE = re.compile(f"[^\n{_PLAIN}]")
_STRANGE_WORD = re.compile(rf'[^\s"]*[^\s{_PLAIN}][^\s"]*')


def set_shown(template: Path, text: str, when: int, standards: list[Any] = STANDARDS) -> tuple[str, bytes]:
    """Return JSON with marks in place of what no font shows, and its PDF, dated `when` (seconds since 1970)."""
    shown = _marked(text, _unshown(sorted(set(_STRANGE_WORD.findall(text))), when))
    try:
        return shown, _set(template, shown, when, standards)
    except typst.TypstError:
        # A character may be shown in one place and not in another: keep what is certain.
        shown = _STRANGE.sub(_MARK, text)
        return shown, _set(template, shown, when, standards)


def _set(template: Path, data: str, when: int, standards: list[Any]) -> bytes:
    result = typst.compile(
        template,
        root=_HOUSE,
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
            _set(_PROBE, json.dumps([_marked(word, missing) for word in words]), when, STANDARDS)
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
    given = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(set_shown(Path(sys.argv[1]), given, int(sys.argv[2]))[1])
