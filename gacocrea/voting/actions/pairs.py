"""Two persons together: the same rule for every step, longer vote, repetition and annulment."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.forum.models import Sector
from gacocrea.voting.models import Poll
from gacocrea.voting.rules import Signer, pair_refusal


def check_pair(session: Session, *, cycle: Cycle, first: Signer, actor: Actor) -> None:
    """Raise Conflict unless `actor` may carry out what `first` began.

    Codes: "signed_already", "same_sector", "core_group_must_sign".
    """
    sectors = session.scalar(select(func.count(Sector.id)).where(Sector.forum_id == cycle.forum_id))
    second = Signer(actor.account_id or 0, actor.sector_id)
    if refusal := pair_refusal(first, second, sectors=sectors or 0):
        raise Conflict(refusal)


def hold_polls(session: Session, cycle: Cycle) -> list[Poll]:
    """Take the cycle and its polls for this transaction: no other step and no ballot goes on beside it."""
    session.execute(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update())
    mine = select(Poll).where(Poll.cycle_id == cycle.id).order_by(Poll.id).with_for_update()
    return list(session.scalars(mine.execution_options(populate_existing=True)))
