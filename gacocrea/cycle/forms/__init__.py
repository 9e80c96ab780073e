"""What the secretariat types to set a cycle up, and the words in which a cycle is told."""

from gacocrea.cycle.forms.colours import ColoursForm
from gacocrea.cycle.forms.postponing import PostponeForm
from gacocrea.cycle.forms.setup import PublishForm, SetupForm, StartForm
from gacocrea.cycle.forms.words import (
    REFUSALS,
    RuleWords,
    confused_sentence,
    phase_sentence,
    phase_title,
    problem_sentence,
    rules_in_words,
    setup_sentence,
    threshold_sentence,
)

__all__ = [
    "REFUSALS",
    "ColoursForm",
    "PostponeForm",
    "PublishForm",
    "RuleWords",
    "SetupForm",
    "StartForm",
    "confused_sentence",
    "phase_sentence",
    "phase_title",
    "problem_sentence",
    "rules_in_words",
    "setup_sentence",
    "threshold_sentence",
]
