"""Two texts beside each other: what stayed, what was added, what was taken out."""

from difflib import SequenceMatcher
from itertools import pairwise


def word_changes(before: str, after: str) -> list[tuple[str, str]]:
    """Compare two texts word by word: pairs of ("equal" | "ins" | "del", words).

    Lines are compared first and words only inside lines that changed, so a long text stays quick.
    Joining all but "ins" gives `before` back, joining all but "del" gives `after`.
    """
    parts: list[tuple[str, str]] = []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("equal", "".join(old[a:b])))
        else:
            parts += _words("".join(old[a:b]), "".join(new[c:d]))
    return [part for part in parts if part[1]]


def _words(before: str, after: str) -> list[tuple[str, str]]:
    old, new = _split(before), _split(after)
    parts: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("equal", "".join(old[a:b])))
        else:
            parts += [("del", "".join(old[a:b])), ("ins", "".join(new[c:d]))]
    return parts


def _split(text: str) -> list[str]:
    """Cut a text after each run of white space, so that joining the words gives it back."""
    cuts = [0, *(at + 1 for at in range(len(text) - 1) if text[at].isspace() and not text[at + 1].isspace())]
    return [text[a:b] for a, b in pairwise([*cuts, len(text)])]
