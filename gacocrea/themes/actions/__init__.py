"""What happens in this stage: proposals are answered, themes are made and worded."""

from gacocrea.themes.actions.answers import Answered, answer, answer_many
from gacocrea.themes.actions.wording import create_theme, edit_theme, freeze, import_themes

__all__ = ["Answered", "answer", "answer_many", "create_theme", "edit_theme", "freeze", "import_themes"]
