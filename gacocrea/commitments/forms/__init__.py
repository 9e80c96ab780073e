"""What people type into a commitment, and the words that answer them."""

from gacocrea.commitments.forms.sheet import DraftForm, SheetForm, WithdrawForm
from gacocrea.commitments.forms.words import EXAMPLES, REFUSALS, REMARKS

__all__ = ["EXAMPLES", "REFUSALS", "REMARKS", "DraftForm", "SheetForm", "WithdrawForm"]
