"""What people do in learning."""

from gacocrea.learning.actions.primer import (
    Step,
    add_chapter,
    arrange_chapter,
    restore_house,
    word_chapter,
)

__all__ = ["Step", "add_chapter", "arrange_chapter", "restore_house", "word_chapter"]
