"""What may be said and done in learning."""

from gacocrea.learning.rules.courses import (
    NAMES_DAYS,
    REMINDED,
    SessionWords,
    code_of,
    enrolment_ends,
    enrolment_refusal,
    has_earned,
    may_leave,
    new_code,
    next_place,
    path_of,
    plain_code,
    shown_code,
    state_of,
)
from gacocrea.learning.rules.primer import (
    RESERVED_KEYS,
    ChapterWords,
    chapter_key,
    checked_chapter,
    minutes_to_read,
)

__all__ = [
    "NAMES_DAYS",
    "REMINDED",
    "RESERVED_KEYS",
    "ChapterWords",
    "SessionWords",
    "chapter_key",
    "checked_chapter",
    "code_of",
    "enrolment_ends",
    "enrolment_refusal",
    "has_earned",
    "may_leave",
    "minutes_to_read",
    "new_code",
    "next_place",
    "path_of",
    "plain_code",
    "shown_code",
    "state_of",
]
