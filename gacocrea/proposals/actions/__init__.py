"""What happens to proposals: written, changed, argued over, brought from workshops and files."""

from gacocrea.proposals.actions.arguing import argue
from gacocrea.proposals.actions.importing import ImportReport, ImportRow, RowProblem, import_rows
from gacocrea.proposals.actions.index import index_terms
from gacocrea.proposals.actions.marking import mark
from gacocrea.proposals.actions.workshops import enter_from_workshop, hold_workshop
from gacocrea.proposals.actions.writing import discard_draft, edit, save_draft, submit, withdraw

__all__ = [
    "ImportReport",
    "ImportRow",
    "RowProblem",
    "argue",
    "discard_draft",
    "edit",
    "enter_from_workshop",
    "hold_workshop",
    "import_rows",
    "index_terms",
    "mark",
    "save_draft",
    "submit",
    "withdraw",
]
