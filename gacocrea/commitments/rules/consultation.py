"""What a comment on the draft may say, where it is anchored, and which comments are alike."""

from collections.abc import Sequence

from gacocrea.commitments.models import COMMENT_MAX, COMMENT_MIN, PASSAGE_MAX
from gacocrea.commitments.rules.sheet import Sheet, parts_of
from gacocrea.commitments.rules.sheet import part as part_of
from gacocrea.core.errors import Invalid
from gacocrea.core.text import clean, fold, stems

ALIKE = 0.4
"""The least share of common words (Jaccard) that puts two comments together."""


def words_of(sheet: Sheet, part: str) -> str:
    """Return what a field of a sheet says, on one line; milestones one after the other."""
    value = part_of(sheet, part)
    if part == "milestones":
        return clean(" ".join(f"{step.text} {step.output} {step.lead}" for step in value), multiline=False)
    return clean(value if isinstance(value, str) else value.isoformat(), multiline=False)


def check_comment(sheet: Sheet, *, part: str, passage: str, text: str) -> tuple[str, str]:
    """Return the passage and text of a comment as they are stored.

    Raise Invalid on "part" for a field that is none, on "passage" for words that the field does not say, on
    "text" for fewer than COMMENT_MIN or more than COMMENT_MAX letters.
    """
    if part not in parts_of(sheet):
        raise Invalid("part", "comment_part")
    passage, text = clean(passage, multiline=False), clean(text, multiline=True)
    if len(passage) > PASSAGE_MAX:
        raise Invalid("passage", "passage_long", most=PASSAGE_MAX)
    if passage and fold(passage) not in fold(words_of(sheet, part)):
        raise Invalid("passage", "passage_elsewhere")
    if len(text) < COMMENT_MIN:
        raise Invalid("text", "comment_short", least=COMMENT_MIN)
    if len(text) > COMMENT_MAX:
        raise Invalid("text", "comment_long", most=COMMENT_MAX)
    return passage, text


def alike(texts: Sequence[str]) -> list[list[int]]:
    """Group texts that share at least ALIKE of their words: lists of places, in the order of the first of each.

    A hint for whoever answers many at once; nothing is ever answered by it alone.
    """
    words = [frozenset(stems(text)) for text in texts]
    groups: list[list[int]] = []
    for place, said in enumerate(words):
        near = next((group for group in groups if _shared(words[group[0]], said) >= ALIKE), None)
        if near is None:
            groups.append([place])
        else:
            near.append(place)
    return groups


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0
