"""What happens in this stage: texts are reported, ruled on, appealed for; rules and reasons are kept."""

from gacocrea.moderation.actions.appealing import Decided, appeal, decided_by, hear
from gacocrea.moderation.actions.interests import interests_of
from gacocrea.moderation.actions.keeping import forget_text, keep_rule, retire_rule, save_text, set_pace
from gacocrea.moderation.actions.reporting import report
from gacocrea.moderation.actions.ruling import Ruled, rule_many, rule_on
from gacocrea.moderation.actions.undoing import undo

__all__ = [
    "Decided",
    "Ruled",
    "appeal",
    "decided_by",
    "forget_text",
    "hear",
    "interests_of",
    "keep_rule",
    "report",
    "retire_rule",
    "rule_many",
    "rule_on",
    "save_text",
    "set_pace",
    "undo",
]
