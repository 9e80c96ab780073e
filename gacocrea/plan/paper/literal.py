"""Text as it may stand on paper: whatever a person stored, shown as text and never able to break a file.

JSON and CSV keep the stored characters; paper shows a mark where one cannot be printed.
"""

from __future__ import annotations

import re
import unicodedata

MARK = "\N{REPLACEMENT CHARACTER}"

# Outside the Char production of XML 1.0; C1 controls and noncharacters, which no reader shows;
# and the controls that reorder text, so that a plan never reads differently from what it says.
_PLANE_ENDS = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_UNPRINTABLE = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\u202a-\u202e\u2066-\u2069{_PLANE_ENDS}]"
)
_NEWLINES = re.compile("\r\n?|[\x85\u2028\u2029]")
_LONG = re.compile(r"[^\s\u200b]{25,}")
# Twelve characters, and no break before one that joins what stands before it.
_PIECE = re.compile(
    "(.{12})(?=[^\u0300-\u036f\u0483-\u0489\u200d\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff])"
)


def printable(text: str) -> str:
    """Return `text` with one kind of line break, and a mark for each character that no paper holds."""
    return _UNPRINTABLE.sub(MARK, _NEWLINES.sub("\n", text)).replace("\t", " ")


def visible(text: str) -> bool:
    """Tell whether a reader sees anything of `text`: more than spaces and controls."""
    return any(unicodedata.category(char)[0] not in "CZ" for char in printable(text))


def lines(text: str) -> list[str]:
    """Return the lines of `text` that say something, printable; at least one."""
    return [line.strip() for line in printable(text).split("\n") if line.strip()] or [""]


def one_line(text: str) -> str:
    """Return what `text` says on a single line."""
    return " ".join(lines(text))


def breakable(text: str) -> str:
    """Return `text` with places to break (U+200B) inside words that no column could hold."""
    return _LONG.sub(lambda word: _PIECE.sub("\\1\u200b", word[0]), text)
