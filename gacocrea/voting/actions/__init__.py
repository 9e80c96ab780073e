"""What happens in this stage: polls open, close and are published; ballots are cast; the selection is confirmed."""

from gacocrea.voting.actions.annulling import (
    confirm_annulment,
    drop_annulment,
    propose_annulment,
    reply_to_case,
)
from gacocrea.voting.actions.casting import Imported, Receipt, cast, cast_imported
from gacocrea.voting.actions.checkpoints import publish_checkpoints
from gacocrea.voting.actions.complaining import Filed, answer_complaint, complaint_digest, file_complaint
from gacocrea.voting.actions.importing import import_ballots, note_import
from gacocrea.voting.actions.motions import drop_motion, propose_motion, second_motion, waiting_motion
from gacocrea.voting.actions.selection import SELECTION, confirm_selection, propose_selection, subject_of
from gacocrea.voting.actions.steps import RIGHT, note_key_copy, sign_step
from gacocrea.voting.actions.telling import tell_next

__all__ = [
    "RIGHT",
    "SELECTION",
    "Filed",
    "Imported",
    "Receipt",
    "answer_complaint",
    "cast",
    "cast_imported",
    "complaint_digest",
    "confirm_annulment",
    "confirm_selection",
    "drop_annulment",
    "drop_motion",
    "file_complaint",
    "import_ballots",
    "note_import",
    "note_key_copy",
    "propose_annulment",
    "propose_motion",
    "propose_selection",
    "publish_checkpoints",
    "reply_to_case",
    "second_motion",
    "sign_step",
    "subject_of",
    "tell_next",
    "waiting_motion",
]
