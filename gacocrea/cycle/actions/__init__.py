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

__all__ = [
    "CALENDAR",
    "calendar_problems",
    "change_cycle",
    "create_cycle",
    "keep_colours",
    "move_voting_end",
    "plan_of",
    "postpone",
    "propose_postponement",
    "publish_cycle",
    "take_over_cycle",
    "windows_after",
]
