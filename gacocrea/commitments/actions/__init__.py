"""What happens in this stage: winners are drafted into commitments, and people comment on the draft."""

from gacocrea.commitments.actions.agreeing import AGREEMENT, propose_agreement, subject_of
from gacocrea.commitments.actions.assigning import assign, release
from gacocrea.commitments.actions.consulting import Answered, answer_comments, comment
from gacocrea.commitments.actions.deciding import (
    ADDITION,
    WITHDRAWAL,
    add,
    propose_addition,
    propose_withdrawal,
    withdraw,
)
from gacocrea.commitments.actions.drafting import begin, draft_from_themes, keep_version, save

__all__ = [
    "ADDITION",
    "AGREEMENT",
    "WITHDRAWAL",
    "Answered",
    "add",
    "answer_comments",
    "assign",
    "begin",
    "comment",
    "draft_from_themes",
    "keep_version",
    "propose_addition",
    "propose_agreement",
    "propose_withdrawal",
    "release",
    "save",
    "subject_of",
    "withdraw",
]
