"""Commitments and the consultation for pages and documents: each answer in a known number of statements."""

from gacocrea.commitments.queries.assigned import drafts_of, team_of
from gacocrea.commitments.queries.consultation import (
    CommentRow,
    Participation,
    changed_by,
    comments_numbered,
    comments_of,
    comments_on,
    comments_that_changed,
    participation,
)
from gacocrea.commitments.queries.sheets import (
    ThemeLink,
    all_of,
    find,
    left_theme,
    of_themes,
    sheet_of,
    taken_up,
    themes_of,
    versions_of,
    voted_words,
    waiting_themes,
)

__all__ = [
    "CommentRow",
    "Participation",
    "ThemeLink",
    "all_of",
    "changed_by",
    "comments_numbered",
    "comments_of",
    "comments_on",
    "comments_that_changed",
    "drafts_of",
    "find",
    "left_theme",
    "of_themes",
    "participation",
    "sheet_of",
    "taken_up",
    "team_of",
    "themes_of",
    "versions_of",
    "voted_words",
    "waiting_themes",
]
