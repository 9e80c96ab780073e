"""The example forum stands in the phase that was asked for, through the same law as everyone."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gacocrea.commitments.queries import all_of, waiting_themes
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.record import first_broken
from gacocrea.core.terms import Phase
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.queries import current_cycle
from gacocrea.forum.models import Forum
from gacocrea.home.demo.build import filled_phase
from gacocrea.themes.queries import progress
from gacocrea.voting.models import Ballot, Poll, PollState
from gacocrea.web.application import Gacocrea
from tests.browser import Browser
from tests.home.example import SIGN_INS, account, fill, wrong_pages
from tests.support import NOON


def running(session: Session, slug: str) -> Cycle:
    forum = session.scalars(select(Forum).where(Forum.slug == slug)).one()
    cycle = current_cycle(session, forum.id, NOON)
    assert cycle is not None
    return cycle


def stands(session: Session, slug: str) -> frozenset[Phase]:
    return running(session, slug).moment(NOON).open_phases


def waiting(session: Session) -> int:
    """Return how many proposals of the national cycle have no answer yet."""
    cycle = running(session, "ecuador")
    answered, total = progress(session, cycle.id)
    return total - answered


@pytest.mark.slow
def test_a_full_example_has_a_commitment_for_each_theme_that_was_selected(app: Gacocrea, session: Session) -> None:
    fill(app, session, Phase.ADOPTION, ballots=800)
    cycle = running(session, "ecuador")
    assert [len(row.milestones) > 3 for row in all_of(session, cycle.id)] == [True] * 9
    assert waiting_themes(session, cycle.id) == []


@pytest.mark.slow
def test_in_voting_people_have_voted_every_proposal_is_answered_and_no_letter_leaves(
    app: Gacocrea, session: Session
) -> None:
    fill(app, session, Phase.VOTING)
    assert stands(session, "ecuador") == {Phase.VOTING}
    assert Phase.PROPOSALS in stands(session, "jalisco")
    assert filled_phase(session) is Phase.VOTING
    assert set(session.scalars(select(Poll.state))) == {PollState.OPEN}
    assert (session.scalar(select(func.count()).select_from(Ballot)) or 0) > 60
    assert waiting(session) == 0
    assert session.scalar(select(OutboxLetter.id).where(OutboxLetter.sent_at.is_(None))) is None
    assert all(session.scalars(select(Forum.is_example)))
    assert first_broken(session) is None


@pytest.mark.slow
def test_a_visitor_of_the_example_finds_no_broken_page(
    app: Gacocrea, session: Session, browser: Callable[..., Browser]
) -> None:
    fill(app, session, Phase.VOTING, ballots=12)
    assert wrong_pages(app, browser(), "/ecuador/", each=2) == []


@pytest.mark.slow
@pytest.mark.parametrize("phase", Phase)
def test_the_example_stands_in_any_phase_and_nobody_finds_a_broken_page_in_it(
    app: Gacocrea, session: Session, browser: Callable[..., Browser], phase: Phase
) -> None:
    fill(app, session, phase)
    assert stands(session, "ecuador") == {phase}
    assert stands(session, "jalisco") == {Phase.PROPOSALS}
    assert (waiting(session) > 0) == (phase in {Phase.PROPOSALS, Phase.ANALYSIS})
    assert first_broken(session) is None
    roles = SIGN_INS if phase is Phase.VOTING else ("visitor", "government", "secretariat")
    wrong = {
        role: wrong_pages(app, browser(account(session, SIGN_INS[role])), "/ecuador/", each=1) for role in roles
    }
    assert {role: pages for role, pages in wrong.items() if pages} == {}
