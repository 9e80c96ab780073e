"""Informed participation in tables: the primer as a forum changed it."""

from gacocrea.learning.models.primer import (
    CHAPTER_LEAD_MAX,
    CHAPTER_TEXT_MAX,
    CHAPTER_TITLE_MAX,
    CHAPTERS_MAX,
    PrimerChapter,
    PrimerText,
)

__all__ = [
    "CHAPTERS_MAX",
    "CHAPTER_LEAD_MAX",
    "CHAPTER_TEXT_MAX",
    "CHAPTER_TITLE_MAX",
    "PrimerChapter",
    "PrimerText",
]
