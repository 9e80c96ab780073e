"""How wide words are before a font is known: as in the widest fonts that a page or a document is likely to have."""

from functools import lru_cache

_WIDTHS = {
    0.27: " \u202f!,.:;Jijlí·¡'‘’",
    0.36: "()-`/I[]ftÍ“”",
    0.43: 'r"{}',
    0.48: "?_z¿",
    0.53: "FLcsvy«»–",
    0.58: "$*+0123456789<=>ESTYZaekxáéÉâãêç",
    0.63: "KPRVXbdghnopquóúñüôõ",
    0.67: "ABCÁÂÃ",
    0.76: "&DGHNUÚÑÜ",
    0.82: "OQwÓÔÕ…",
    0.98: "@MWm%—",
}
"""In parts of the size of the type, for upright letters."""
_KNOWN = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_LATIN, _OTHER, _BOLD = 0.67, 1.05, 1.08


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is at most, in the unit of `size`; letters of other scripts count as the widest."""
    parts = sum(_KNOWN.get(letter, _LATIN if letter < "\u0530" else _OTHER) for letter in text)
    return parts * size * (_BOLD if bold else 1)


@lru_cache(maxsize=4096)
def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return as much of a line as fits `room`, and an ellipsis where something is missing."""
    line = " ".join(text.split())
    if width_of(line, size, bold=bold) <= room:
        return line
    while line and width_of(line.rstrip() + "…", size, bold=bold) > room:
        line = line[:-1]
    return line.rstrip(" ,.;:") + "…" if line else ""


@lru_cache(maxsize=4096)
def wrapped(text: str, room: float, size: float, *, most: int, bold: bool = False) -> tuple[str, ...]:
    """Return a text in lines that fit `room`, `most` of them; the last one ends in an ellipsis if more was said."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = [words.pop(0)]
        while words and width_of(" ".join([*line, words[0]]), size, bold=bold) <= room:
            line.append(words.pop(0))
        last = len(lines) == most - 1
        if last:
            line, words = [*line, *words], []
        lines.append(fitted(" ".join(line), room, size, bold=bold))
    return tuple(lines)
