"""Two moderators press the button in the same second: one answer stands, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

import gacocrea.app  # noqa: F401 - so that every table is known
from gacocrea.core.errors import Conflict
from gacocrea.core.terms import Actor
from gacocrea.cycle.models import Cycle
from gacocrea.proposals.models import Proposal
from gacocrea.themes import actions
from gacocrea.themes.models import Outcome, Response
from tests.support import NOON
from tests.themes.desk import REASON, make_desk


def answer(engine: Engine, actor: Actor, proposal_id: int, together: Barrier) -> str:
    """Answer in a session of one's own, at the same moment as the other; return what was said."""
    with Session(engine) as session:
        together.wait()
        proposal = session.get_one(Proposal, proposal_id)
        cycle = session.get_one(Cycle, proposal.cycle_id)
        try:
            actions.answer(
                session, actor=actor, cycle=cycle, proposal=proposal, outcome=Outcome.NEXT_CYCLE,
                reason=REASON, seen_number=0, now=NOON,
            )  # fmt: skip
            session.commit()
        except Conflict as refusal:
            return refusal.code
        return "published"


def test_one_answer_stands_and_the_other_moderator_is_told(engine: Engine) -> None:
    with Session(engine, expire_on_commit=False) as session:
        desk = make_desk(session)
        proposals = [desk.proposal().id for _ in range(5)]
        actors = [desk.actor(desk.ana), desk.actor(desk.luis)]
    for proposal_id in proposals:
        together = Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            said = pool.map(lambda actor, id=proposal_id, at=together: answer(engine, actor, id, at), actors)
            assert sorted(said) == ["answered_meanwhile", "published"]
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Response)) == len(proposals)
