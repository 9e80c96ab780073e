"""Many people at the same second, on both engines: no number twice, no broken chain, nothing decided twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

import gacocrea.app  # noqa: F401 - so that every table is known
from gacocrea.core import record
from gacocrea.core.errors import Refusal
from gacocrea.core.numbering import next_number
from gacocrea.core.terms import VISITOR, Actor, Role
from gacocrea.cycle.actions import publish_cycle
from gacocrea.cycle.models import Cycle
from gacocrea.proposals.actions import withdraw
from gacocrea.proposals.models import Proposal, ProposalStatus
from gacocrea.themes.actions import answer
from gacocrea.themes.models import Outcome, Response
from tests.factories import actor_of, make_account, make_cycle, make_forum, make_member
from tests.support import NOON
from tests.themes.desk import REASON, make_desk

HANDS = 8
EACH = 12


def together(engine: Engine, *deeds: Callable[[Session], str]) -> list[str]:
    """Do each deed in a transaction of its own, all at the same moment; return what each says, or why not."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[Session], str]) -> str:
        with Session(engine) as session:
            start.wait()
            try:
                said = deed(session)
                session.commit()
            except Refusal as refusal:
                return refusal.code
            return said

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def test_no_number_is_given_twice_and_none_is_lost_but_by_who_gave_up(engine: Engine) -> None:
    """Every third taker gives up: the number goes to the next."""

    def take(session: Session) -> str:
        taken = []
        for turn in range(EACH):
            number = next_number(session, scope="cycle:1", kind="P")
            if turn % 3 == 2:
                session.rollback()
            else:
                session.commit()
                taken.append(number)
        return " ".join(map(str, taken))

    taken = [int(number) for line in together(engine, *[take] * HANDS) for number in line.split()]
    assert sorted(taken) == list(range(1, len(taken) + 1))


def test_the_record_is_one_chain_whoever_writes(engine: Engine) -> None:
    def write(session: Session) -> str:
        for turn in range(EACH):
            record.write(
                session, actor=VISITOR, now=NOON, verb="test.written", subject=f"P-{turn:04d}", of="ñ"
            )
            session.commit()
        return ""

    together(engine, *[write] * HANDS)
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(record.RecordEntry)) == HANDS * EACH
        assert record.first_broken(session) is None


def test_a_cycle_is_published_once(engine: Engine) -> None:
    with Session(engine, expire_on_commit=False) as session:
        forum = make_forum(session)
        id = make_cycle(session, forum, published_at=None).id
        secretaries = [
            actor_of(make_member(session, forum, Role.SECRETARIAT), Role.SECRETARIAT) for _ in "ab"
        ]

    def publish(session: Session, secretary: Actor) -> str:
        publish_cycle(session, actor=secretary, cycle=session.get_one(Cycle, id), now=NOON)
        return "published"

    deeds = [partial(publish, secretary=secretary) for secretary in secretaries]
    assert sorted(together(engine, *deeds)) == ["cycle_published", "published"]


def test_a_proposal_is_withdrawn_or_answered_but_never_both(engine: Engine) -> None:
    with Session(engine, expire_on_commit=False) as session:
        desk, author = make_desk(session), make_account(session)
        ids = [desk.proposal(author_id=author.id, author_name=author.display_name).id for _ in range(6)]
        moderator, owner = desk.actor(desk.ana), actor_of(author)

    def found(session: Session, id: int) -> tuple[Proposal, Cycle]:
        proposal = session.get_one(Proposal, id)
        return proposal, session.get_one(Cycle, proposal.cycle_id)

    def take_back(session: Session, id: int) -> str:
        proposal, cycle = found(session, id)
        withdraw(session, actor=owner, cycle=cycle, proposal=proposal, now=NOON)
        return "withdrawn"

    def decide(session: Session, id: int) -> str:
        proposal, cycle = found(session, id)
        answer(
            session, actor=moderator, cycle=cycle, proposal=proposal, outcome=Outcome.NEXT_CYCLE,
            reason=REASON, seen_number=0, now=NOON,
        )  # fmt: skip
        return "answered"

    for id in ids:
        said = together(engine, partial(take_back, id=id), partial(decide, id=id))
        assert said in (["withdrawn", "proposal_withdrawn"], ["proposal_answered", "answered"])
    with Session(engine) as session:
        withdrawn = select(Proposal.id).where(Proposal.status == ProposalStatus.WITHDRAWN)
        assert session.scalars(select(Response).where(Response.proposal_id.in_(withdrawn))).all() == []
