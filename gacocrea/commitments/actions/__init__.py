"""What happens in this stage: winners are drafted into commitments, and people comment on the draft."""

from gacocrea.commitments.actions.agreeing import AGREEMENT, propose_agreement, subject_of
from gacocrea.commitments.actions.consulting import Answered, answer_comments, comment
from gacocrea.commitments.actions.drafting import draft_from_themes, save, withdraw

__all__ = [
    "AGREEMENT",
    "Answered",
    "answer_comments",
    "comment",
    "draft_from_themes",
    "propose_agreement",
    "save",
    "subject_of",
    "withdraw",
]
