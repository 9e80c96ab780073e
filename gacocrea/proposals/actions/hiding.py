"""What an upper floor hides, shows again, or lets be read: the words stay, the public learns by which rule."""

from datetime import datetime

from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict
from gacocrea.proposals.models import Argument, Proposal, ProposalStatus

HIDEABLE = (ProposalStatus.SUBMITTED, ProposalStatus.RETURNED)


def hide(session: Session, *, item: Proposal | Argument, rule: str, now: datetime) -> None:
    """Take a proposal or an argument out of the public's sight; `rule` is the published rule as it is cited.

    Right, reason and record belong to the action that decides. Raise Conflict("hidden_already"), and
    Conflict("hide_answered") for a proposal that has its answer: a theme may stand on it.
    """
    if item.hidden_at is not None:
        raise Conflict("hidden_already")
    if isinstance(item, Proposal):
        if item.status not in HIDEABLE:
            raise Conflict("hide_answered")
        item.hidden_from, item.status = item.status.value, ProposalStatus.HIDDEN
        item.changed_at = now
    item.hidden_at, item.hidden_rule = now, rule
    session.flush()


def show_again(session: Session, *, item: Proposal | Argument, now: datetime) -> None:
    """Show again what was hidden, as it stood. Raise Conflict("not_hidden")."""
    if item.hidden_at is None:
        raise Conflict("not_hidden")
    if isinstance(item, Proposal):
        item.status, item.hidden_from = ProposalStatus(item.hidden_from or "submitted"), None
        item.changed_at = now
    item.hidden_at, item.hidden_rule = None, ""
    session.flush()
