"""What happens to proposals: written, changed, argued over, brought from workshops and files."""

from gacocrea.proposals.actions.arguing import argue
from gacocrea.proposals.actions.commenting import CommentReport, CommentRow, import_comments
from gacocrea.proposals.actions.hiding import hide, show_again
from gacocrea.proposals.actions.importing import ImportReport, ImportRow, RowProblem, import_rows
from gacocrea.proposals.actions.index import index_terms
from gacocrea.proposals.actions.marking import mark
from gacocrea.proposals.actions.pace import SLOWED, keep_argument_pace, keep_pace, pace_of
from gacocrea.proposals.actions.workshops import enter_from_workshop, hold_workshop
from gacocrea.proposals.actions.writing import discard_draft, edit, save_draft, submit, withdraw

__all__ = [
    "SLOWED",
    "CommentReport",
    "CommentRow",
    "ImportReport",
    "ImportRow",
    "RowProblem",
    "argue",
    "discard_draft",
    "edit",
    "enter_from_workshop",
    "hide",
    "hold_workshop",
    "import_comments",
    "import_rows",
    "index_terms",
    "keep_argument_pace",
    "keep_pace",
    "mark",
    "pace_of",
    "save_draft",
    "show_again",
    "submit",
    "withdraw",
]
