"""What may be said and done in learning."""

from gacocrea.learning.rules.primer import (
    RESERVED_KEYS,
    ChapterWords,
    chapter_key,
    checked_chapter,
    minutes_to_read,
)

__all__ = ["RESERVED_KEYS", "ChapterWords", "chapter_key", "checked_chapter", "minutes_to_read"]
