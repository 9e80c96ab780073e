"""What a chapter of the primer may say, what its address may be, and how long it takes to read."""

from collections.abc import Collection
from dataclasses import dataclass

from gacocrea.core.errors import Invalid
from gacocrea.core.text import clean, slug
from gacocrea.learning.models.primer import (
    CHAPTER_KEY_MAX,
    CHAPTER_LEAD_MAX,
    CHAPTER_TEXT_MAX,
    CHAPTER_TITLE_MAX,
)

RESERVED_KEYS = frozenset({"cursos", "folleto", "glosario"})
"""Words of addresses beside the chapters."""
WORDS_A_MINUTE = 180
"""How fast an adult reads plain Spanish aloud, about; silent reading is faster, and nobody is to be hurried."""


@dataclass(frozen=True)
class ChapterWords:
    """What a chapter says; the text is Markdown."""

    title: str
    lead: str
    text: str


def checked_chapter(words: ChapterWords) -> ChapterWords:
    """Return the words clean; raises Invalid where one is missing or longer than its limit (in characters)."""
    kept = ChapterWords(
        clean(words.title, multiline=False),
        clean(words.lead, multiline=False),
        clean(words.text, multiline=True),
    )
    for name, least, most in (
        ("title", 3, CHAPTER_TITLE_MAX),
        ("lead", 0, CHAPTER_LEAD_MAX),
        ("text", 20, CHAPTER_TEXT_MAX),
    ):
        if not least <= len(getattr(kept, name)) <= most:
            raise Invalid(name, "chapter_length", least=least, most=most)
    return kept


def chapter_key(title: str, taken: Collection[str]) -> str:
    """Return a word for the address of a new chapter, from its title; raises Invalid when no letter is left.

    Where the word is taken a number follows it.
    """
    base = slug(title, CHAPTER_KEY_MAX - 3)
    if not base:
        raise Invalid("title", "chapter_letters")
    names = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in RESERVED_KEYS and name not in taken)


def minutes_to_read(*texts: str) -> int:
    """Return how many minutes the texts take to read, at least one."""
    return max(1, round(sum(len(text.split()) for text in texts) / WORDS_A_MINUTE))
