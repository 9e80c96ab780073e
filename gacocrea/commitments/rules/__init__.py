"""The rules of a commitment over plain values: what its sheet holds, and what a reviewer would ask of it."""

from gacocrea.commitments.rules.consultation import alike, check_comment, words_of
from gacocrea.commitments.rules.review import (
    COMMITMENTS_ADVISED,
    Remark,
    drifts,
    is_ready,
    kept_words,
    number_remark,
    review,
)
from gacocrea.commitments.rules.sheet import (
    EXTRA,
    TEXTS,
    MilestoneWords,
    Sheet,
    as_json,
    changed,
    check_sheet,
    from_json,
    join,
    milestone_refusal,
    part,
    parts_of,
)

__all__ = [
    "COMMITMENTS_ADVISED",
    "EXTRA",
    "TEXTS",
    "MilestoneWords",
    "Remark",
    "Sheet",
    "alike",
    "as_json",
    "changed",
    "check_comment",
    "check_sheet",
    "drifts",
    "from_json",
    "is_ready",
    "join",
    "kept_words",
    "milestone_refusal",
    "number_remark",
    "part",
    "parts_of",
    "review",
    "words_of",
]
