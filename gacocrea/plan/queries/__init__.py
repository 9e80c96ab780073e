"""The plan as it is read: assembled for documents, and as it was frozen."""

from gacocrea.plan.queries.assembling import assemble
from gacocrea.plan.queries.versions import (
    adopted_version,
    brought_in,
    is_adopted,
    living,
    plan_versions,
    reading_of,
    readings_waiting,
    standing,
    steps_between,
    texts_of,
)
from gacocrea.plan.queries.words import Address, Completions, Words

__all__ = [
    "Address",
    "Completions",
    "Words",
    "adopted_version",
    "assemble",
    "brought_in",
    "is_adopted",
    "living",
    "plan_versions",
    "reading_of",
    "readings_waiting",
    "standing",
    "steps_between",
    "texts_of",
]
