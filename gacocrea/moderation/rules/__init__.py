"""What may be: the rules a forum starts with, who may decide on what, and which texts are one burst."""

from gacocrea.moderation.rules.bursts import Burst, Text, bursts
from gacocrea.moderation.rules.deciding import (
    AUTHOR,
    checked_reason,
    checked_words,
    in_time,
    may_decide,
    may_hear,
    same_institution,
)
from gacocrea.moderation.rules.published import DEFAULTS, Rule, cited

__all__ = [
    "AUTHOR",
    "DEFAULTS",
    "Burst",
    "Rule",
    "Text",
    "bursts",
    "checked_reason",
    "checked_words",
    "cited",
    "in_time",
    "may_decide",
    "may_hear",
    "same_institution",
]
