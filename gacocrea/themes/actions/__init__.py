"""What happens in this stage: proposals are answered, themes are made, worded, weighed, merged and split."""

from gacocrea.themes.actions.answers import Answered, answer, answer_many, verdict_on
from gacocrea.themes.actions.joining import merge_themes, split_theme
from gacocrea.themes.actions.sharing import give_back, note, take
from gacocrea.themes.actions.undoing import undo_response
from gacocrea.themes.actions.weighing import ask_feasibility, check_theme, enter_feasibility
from gacocrea.themes.actions.wording import create_theme, edit_theme, freeze, import_themes

__all__ = [
    "Answered",
    "answer",
    "answer_many",
    "ask_feasibility",
    "check_theme",
    "create_theme",
    "edit_theme",
    "enter_feasibility",
    "freeze",
    "give_back",
    "import_themes",
    "merge_themes",
    "note",
    "split_theme",
    "take",
    "undo_response",
    "verdict_on",
]
