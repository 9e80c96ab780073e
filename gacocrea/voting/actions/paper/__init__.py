"""Ballots on paper: printed with serials, typed twice, made to agree, sealed. No choice is shown before publication."""

from gacocrea.voting.actions.paper.batches import check_batches, drop_batch, seal_batch, start_batch
from gacocrea.voting.actions.paper.printing import print_sheets
from gacocrea.voting.actions.paper.sheets import (
    enter_sheet,
    finish_entry,
    join_batch,
    look_again,
    remove_sheet,
)

__all__ = [
    "check_batches",
    "drop_batch",
    "enter_sheet",
    "finish_entry",
    "join_batch",
    "look_again",
    "print_sheets",
    "remove_sheet",
    "seal_batch",
    "start_batch",
]
