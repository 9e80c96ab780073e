"""The plan as it is read: assembled for documents, and as it was frozen."""

from gacocrea.plan.queries.assembling import assemble
from gacocrea.plan.queries.versions import (
    adopted_version,
    is_adopted,
    living,
    plan_versions,
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
    "is_adopted",
    "living",
    "plan_versions",
    "standing",
    "steps_between",
    "texts_of",
]
