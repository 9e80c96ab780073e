"""What happens in this stage: polls open, close and are published; ballots are cast; the selection is confirmed."""

from gacocrea.voting.actions.casting import Imported, Receipt, cast, cast_imported
from gacocrea.voting.actions.importing import import_ballots, note_import
from gacocrea.voting.actions.selection import confirm_selection
from gacocrea.voting.actions.steps import RIGHT, sign_step
from gacocrea.voting.actions.telling import tell_next

__all__ = [
    "RIGHT",
    "Imported",
    "Receipt",
    "cast",
    "cast_imported",
    "confirm_selection",
    "import_ballots",
    "note_import",
    "sign_step",
    "tell_next",
]
