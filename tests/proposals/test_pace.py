"""A burst is slowed: what comes too fast stays with its author as a draft, and nobody else waits for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.core.clock import FixedClock
from gacocrea.core.errors import Conflict, Invalid
from gacocrea.core.terms import Phase
from gacocrea.cycle.models import Cycle
from gacocrea.proposals import actions
from gacocrea.proposals.models import Pace, Proposal, ProposalStatus, Stance
from tests.browser import Browser
from tests.factories import actor_of, make_account, make_cycle, make_forum
from tests.proposals.making import propose
from tests.support import NOON

NEW = "/ecuador/2026-2028/propuestas/nueva"


@pytest.fixture
def cycle(session: Session) -> Cycle:
    cycle = make_cycle(session, make_forum(session), phase=Phase.PROPOSALS)
    session.add(Pace(cycle_id=cycle.id, account_hour=2, cycle_hour=3, young_hours=24))
    session.commit()
    return cycle


def test_one_account_publishes_so_many_in_an_hour_and_is_told_when_to_go_on(session: Session, cycle: Cycle) -> None:
    author = make_account(session)
    for minute in (0, 20):
        propose(session, cycle, author, now=NOON + timedelta(minutes=minute))
    with pytest.raises(Conflict) as slow:
        propose(session, cycle, author, now=NOON + timedelta(minutes=30))
    assert (slow.value.code, slow.value.facts) == ("pace_account", {"most": 2, "minutes": 30})
    assert propose(session, cycle, author, now=NOON + timedelta(minutes=60)).number == 3


def test_young_accounts_wait_for_each_other_and_an_old_one_for_nobody(session: Session, cycle: Cycle) -> None:
    for _n in range(3):
        propose(session, cycle, make_account(session, created_at=NOON))
    with pytest.raises(Conflict, match="pace_cycle"):
        propose(session, cycle, make_account(session, created_at=NOON - timedelta(hours=23)))
    assert propose(session, cycle, make_account(session, created_at=NOON - timedelta(hours=24))).number == 4


def test_arguments_have_their_own_pace(session: Session, cycle: Cycle) -> None:
    author = make_account(session)
    about = propose(session, cycle, author)

    def argue() -> None:
        actions.argue(session, actor=actor_of(author), cycle=cycle, proposal=about, stance=Stance.FOR,
                      text="Un argumento que dice algo.", now=NOON)  # fmt: skip

    argue()
    argue()
    with pytest.raises(Invalid, match="pace_argument"):
        argue()


def test_what_comes_too_fast_is_kept_as_a_draft_and_sent_later(
    session: Session, cycle: Cycle, browser: Callable[..., Browser], clock: FixedClock
) -> None:
    author = make_account(session)
    for _n in range(2):
        propose(session, cycle, author)
    mine = browser(author)
    typed = {
        "pillar": "integridad", "title": "Letrero con el costo de la obra",
        "problem": "El letrero dice un valor y en el portal sale otro.",
        "solution": "Que el letrero tenga el costo del contrato.",
    }  # fmt: skip
    slow = mine.submit(mine.get(NEW), **typed, submit="1")
    assert "quedó guardado como borrador" in slow.words
    assert slow.form()["title"] == typed["title"]
    drafts = session.scalars(select(Proposal).where(Proposal.status == ProposalStatus.DRAFT)).all()
    assert [draft.problem for draft in drafts] == [typed["problem"]]
    session.commit()
    clock.instant += timedelta(hours=1)
    sent = mine.submit(slow, submit="1")
    assert "es pública con el número P-0003" in sent.words
