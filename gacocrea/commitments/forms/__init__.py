"""What people type into a commitment and say of it, and the words that answer them."""

from gacocrea.commitments.forms.consultation import AnswerForm, CommentForm
from gacocrea.commitments.forms.deciding import AddForm, AssignForm, WithdrawForm
from gacocrea.commitments.forms.sheet import DraftForm, SheetForm, label_of, sheet_form
from gacocrea.commitments.forms.words import EXAMPLES, REFUSALS, REMARKS

__all__ = [
    "EXAMPLES",
    "REFUSALS",
    "REMARKS",
    "AddForm",
    "AnswerForm",
    "AssignForm",
    "CommentForm",
    "DraftForm",
    "SheetForm",
    "WithdrawForm",
    "label_of",
    "sheet_form",
]
