"""The plan as it is read: assembled for documents, and as it was frozen."""

from gacocrea.plan.queries.assembling import Words, assemble
from gacocrea.plan.queries.versions import (
    adopted_version,
    is_adopted,
    living,
    plan_versions,
    standing,
    steps_between,
    texts_of,
)

__all__ = [
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
