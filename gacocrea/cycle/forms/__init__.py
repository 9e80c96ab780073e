"""What the secretariat types to set a cycle up, and the words in which a cycle is told."""

from gacocrea.cycle.forms.postponing import PostponeForm
from gacocrea.cycle.forms.setup import PublishForm, SetupForm, StartForm
from gacocrea.cycle.forms.words import (
    REFUSALS,
    RuleWords,
    phase_sentence,
    phase_title,
    problem_sentence,
    rules_in_words,
    setup_sentence,
    threshold_sentence,
)

__all__ = [
    "REFUSALS",
    "PostponeForm",
    "PublishForm",
    "RuleWords",
    "SetupForm",
    "StartForm",
    "phase_sentence",
    "phase_title",
    "problem_sentence",
    "rules_in_words",
    "setup_sentence",
    "threshold_sentence",
]
