"""What a cycle may be: its calendar of phases, its pillars, its rules, and the Partnership's thresholds."""

from gacocrea.cycle.rules.calendar import (
    Days,
    Problem,
    challenge_end,
    check_calendar,
    days_of,
    midnight,
    moved,
    next_phase,
    phase_asked,
    position_of,
    suggest_calendar,
    window_of,
    windows_of,
    with_challenge,
)
from gacocrea.cycle.rules.colours import ColourPlan, Confused, check_colours, confused, refuse_alike
from gacocrea.cycle.rules.plan import CYCLE_RESERVED, CyclePlan, PillarPlan, check_rules, key_of
from gacocrea.cycle.rules.postponing import check_postponement, postponed
from gacocrea.cycle.rules.template import suggest_plan
from gacocrea.cycle.rules.thresholds import Threshold, check_thresholds, co_creation

__all__ = [
    "CYCLE_RESERVED",
    "ColourPlan",
    "Confused",
    "CyclePlan",
    "Days",
    "PillarPlan",
    "Problem",
    "Threshold",
    "challenge_end",
    "check_calendar",
    "check_colours",
    "check_postponement",
    "check_rules",
    "check_thresholds",
    "co_creation",
    "confused",
    "days_of",
    "key_of",
    "midnight",
    "moved",
    "next_phase",
    "phase_asked",
    "position_of",
    "postponed",
    "refuse_alike",
    "suggest_calendar",
    "suggest_plan",
    "window_of",
    "windows_of",
    "with_challenge",
]
