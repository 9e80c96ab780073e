"""What happens to a plan: it is frozen and adopted, or an earlier one is brought in from a file."""

from gacocrea.plan.actions.adopting import ADOPTION, adopt, freeze, propose_adoption
from gacocrea.plan.actions.bringing_in import PlanWords, bring_in, drop_reading, keep_reading

__all__ = [
    "ADOPTION",
    "PlanWords",
    "adopt",
    "bring_in",
    "drop_reading",
    "freeze",
    "keep_reading",
    "propose_adoption",
]
