"""Two texts beside each other: what stayed, what was added, what was taken out."""

import re
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\s+|\S+")


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
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    parts: list[tuple[str, str]] = []
    gone = added = ""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        out, came = "".join(old[a:b]), "".join(new[c:d])
        if kind == "equal" and not ((gone or added) and out.isspace()):
            parts += [("del", gone), ("ins", added), ("equal", out)]
            gone = added = ""
        else:  # a space alone between two changes belongs to both
            gone, added = gone + out, added + came
    return [*parts, ("del", gone), ("ins", added)]
