"""How wide words are before a font is known: an upper bound for the sans fonts of the house and the serif of its paper.

Widths are in parts of the size, as in the widest of them (Noto Sans, Segoe UI, DejaVu Sans, Libertinus Serif).
"""

from functools import lru_cache

_NARROW = dict.fromkeys("ijl'|.,:;!·’‘", 0.33) | dict.fromkeys("ftrI()[]{}/-“” ", 0.42)
_WIDE = dict.fromkeys("mwMW@%—…&", 1.0) | dict.fromkeys("ABCDEGHKNOPQRSTUVXYZÁÉÓÚÑÜ«»", 0.76)
_KNOWN = _NARROW | _WIDE
_OTHER, _BOLD = 0.62, 1.1


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is at most, in the unit of `size`; letters of other scripts count as wide ones."""
    parts = sum(_KNOWN.get(letter, _OTHER if letter < "\u0530" else 1.1) for letter in text)
    return parts * size * (_BOLD if bold else 1)


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return as much of a line as fits `room`, and an ellipsis where something is missing."""
    line = " ".join(text.split())
    if width_of(line, size, bold=bold) <= room:
        return line
    while line and width_of(line.rstrip() + "…", size, bold=bold) > room:
        line = line[:-1]
    return line.rstrip(" ,.;:") + "…" if line else ""


@lru_cache(maxsize=512)
def wrapped(text: str, room: float, size: float, *, most: int, bold: bool = False) -> tuple[str, ...]:
    """Return a text in lines that fit `room`, `most` of them; the last one ends in an ellipsis if more was said."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = [words.pop(0)]
        while words and width_of(" ".join([*line, words[0]]), size, bold=bold) <= room:
            line.append(words.pop(0))
        last = len(lines) == most - 1
        lines.append(fitted(" ".join([*line, *words] if last else line), room, size, bold=bold))
    return tuple(lines)
