"""Two moderators decide on one text in the same second: one decision stands, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

import gacocrea.app  # noqa: F401 - so that every table is known
from gacocrea.core.errors import Conflict
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.moderation import actions
from gacocrea.moderation.models import Item, Ruling, Verdict
from gacocrea.proposals.models import Argument, Proposal
from tests.moderation.review import REASON, make_review
from tests.support import NOON


def decide(engine: Engine, actor: Actor, argument_id: int, together: Barrier) -> str:
    """Hide a text in a session of one's own, at the same moment as the other; return what was said."""
    with Session(engine) as session:
        together.wait()
        argument = session.get_one(Argument, argument_id)
        proposal = session.get_one(Proposal, argument.proposal_id)
        try:
            actions.rule_on(
                session, actor=actor, cycle=session.get_one(Cycle, proposal.cycle_id), item=Item(proposal, argument),
                verdict=Verdict.HIDDEN, rule_number=2, reason=REASON, seen=0, now=NOON,
            )  # fmt: skip
            session.commit()
        except Conflict as refusal:
            return refusal.code
        return "decided"


def test_one_decision_stands_and_the_other_moderator_is_told(engine: Engine) -> None:
    with Session(engine, expire_on_commit=False) as session:
        review = make_review(session)
        ids = [item.argument.id for item in (review.argument() for _n in range(4)) if item.argument]
        actors = [review.ana, review.luis]
    for argument_id in ids:
        together = Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            said = pool.map(lambda actor, id=argument_id, at=together: decide(engine, actor, id, at), actors)
            assert sorted(said) == ["decided", "ruled_meanwhile"]
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Ruling)) == len(ids)
