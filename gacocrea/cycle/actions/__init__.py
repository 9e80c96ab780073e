"""What happens to a cycle: it is set up, published once, and postponed by a decision of the core group."""

from gacocrea.cycle.actions.colours import keep_colours
from gacocrea.cycle.actions.postponing import CALENDAR, postpone, propose_postponement, windows_after
from gacocrea.cycle.actions.setting_up import (
    calendar_problems,
    change_cycle,
    create_cycle,
    move_voting_end,
    plan_of,
    publish_cycle,
    take_over_cycle,
)
from gacocrea.cycle.actions.translating import mark_of, translate

__all__ = [
    "CALENDAR",
    "calendar_problems",
    "change_cycle",
    "create_cycle",
    "keep_colours",
    "mark_of",
    "move_voting_end",
    "plan_of",
    "postpone",
    "propose_postponement",
    "publish_cycle",
    "take_over_cycle",
    "translate",
    "windows_after",
]
