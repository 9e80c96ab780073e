"""What happens: a notice is published and agreed to, a request answered, somebody leaves, what is old goes."""

from gacocrea.privacy.actions.leaving import ask_to_leave, forget_gone, leave_due, stay
from gacocrea.privacy.actions.naming import rename
from gacocrea.privacy.actions.noticing import agree, drop_holiday, publish_notice, set_holiday, set_keeper
from gacocrea.privacy.actions.requesting import answer, ask, enter
from gacocrea.privacy.actions.retention import RULES, Rule, sweep

__all__ = [
    "RULES",
    "Rule",
    "agree",
    "answer",
    "ask",
    "ask_to_leave",
    "drop_holiday",
    "enter",
    "forget_gone",
    "leave_due",
    "publish_notice",
    "rename",
    "set_holiday",
    "set_keeper",
    "stay",
    "sweep",
]
