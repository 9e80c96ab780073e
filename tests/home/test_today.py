"""Today: each person sees what waits for them and nobody else's, oldest first."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from gacocrea.core.clock import FixedClock
from gacocrea.core.terms import Phase, Role
from gacocrea.people.models import Account
from gacocrea.proposals.models import Proposal, ProposalStatus
from gacocrea.voting.actions import sign_step
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Step
from gacocrea.web.application import Gacocrea
from tests.browser import Browser, Page
from tests.factories import make_account, make_cycle, make_forum, make_member
from tests.support import NOON
from tests.thread import Thread, answer, make_proposal
from tests.voting.booth import AFTER_CLOSE, Booth, make_booth

Browsers = Callable[..., Browser]
NOTHING = "Nada le espera hoy"


def waits(page: Page) -> list[str]:
    """Return what waits for a person, as it stands on their page."""
    return [
        line.get_text(" ", strip=True) for line in page.soup.select("section[aria-labelledby=hoy] li > a > b")
    ]


def booth_of(app: Gacocrea, session: Session) -> Booth:
    return make_booth(session, KeyRing(app.settings.keys))


def test_for_whom_nothing_waits_the_page_says_so_in_words(session: Session, browser: Browsers) -> None:
    make_cycle(session, make_forum(session), phase=Phase.ANALYSIS)
    page = browser(make_account(session)).get("/mi/")
    assert NOTHING in page.words
    assert waits(page) == []


def test_a_citizen_sees_the_pillars_that_they_have_not_voted_yet(
    app: Gacocrea, session: Session, browser: Browsers
) -> None:
    booth = booth_of(app, session)
    booth.open()
    citizen, other = booth.voters(2)
    assert waits(browser(citizen).get("/mi/")) == ["Votar: Transparencia y acceso a la información"]
    booth.vote(citizen, "T-001")
    assert NOTHING in browser(citizen).get("/mi/").words
    assert waits(browser(other).get("/mi/")) != []


def test_a_ballot_waits_for_nobody_once_voting_is_over(
    app: Gacocrea, session: Session, browser: Browsers, clock: FixedClock
) -> None:
    booth = booth_of(app, session)
    booth.open()
    clock.instant = AFTER_CLOSE
    assert NOTHING in browser(make_account(session)).get("/mi/").words


def test_a_step_waits_for_a_signature_until_one_has_signed_it(
    app: Gacocrea, session: Session, browser: Browsers
) -> None:
    booth = booth_of(app, session)
    pair = [browser(account) for account in booth.core[:2]]
    assert waits(pair[0].get("/mi/")) == ["Abrir la votación"]
    about = {"cycle": booth.cycle, "step": Step.OPEN, "keys": booth.keys, "now": NOON}
    sign_step(session, actor=booth.official(0), **about)  # type: ignore[arg-type]
    session.commit()
    assert NOTHING in pair[0].get("/mi/").words
    assert "falta otra persona" in pair[1].get("/mi/").words


def test_a_result_waits_to_be_confirmed_by_the_core_group_and_by_nobody_else(
    app: Gacocrea, session: Session, browser: Browsers, clock: FixedClock
) -> None:
    booth = booth_of(app, session)
    booth.open()
    booth.finish()
    clock.instant = AFTER_CLOSE + timedelta(days=4)
    assert "Confirmar la selección" in browser(booth.core[0]).get("/mi/").words
    secretary = make_member(session, booth.forum, Role.SECRETARIAT)
    assert "Confirmar la selección" not in browser(secretary).get("/mi/").words


def returned(session: Session, thread: Thread, author: Account) -> Proposal:
    status = ProposalStatus.RETURNED
    return make_proposal(session, thread.cycle, author_id=author.id, author_name="Ella", status=status)


def test_a_member_sees_how_many_proposals_wait_since_when_and_never_their_own(
    make: Callable[[Phase], Thread], session: Session, browser: Browsers
) -> None:
    thread = make(Phase.ANALYSIS)
    member = make_member(session, thread.forum)
    for _each in range(3):
        make_proposal(session, thread.cycle)
    make_proposal(session, thread.cycle, author_id=member.id, author_name="Ella")
    seen = waits(browser(member).get("/mi/"))
    assert any("3 propuestas" in words for words in seen)
    assert NOTHING in browser(make_account(session)).get("/mi/").words


def test_an_author_sees_what_was_returned_to_them(
    make: Callable[[Phase], Thread], session: Session, browser: Browsers
) -> None:
    thread = make(Phase.ANALYSIS)
    author = make_account(session)
    returned(session, thread, author)
    assert waits(browser(author).get("/mi/")) == ["Cambiar su propuesta P-0001, que fue devuelta"]


def test_an_author_sees_a_new_answer_for_two_weeks(
    make: Callable[[Phase], Thread], session: Session, browser: Browsers, clock: FixedClock
) -> None:
    thread, author = make(Phase.ANALYSIS), make_account(session)
    proposal = make_proposal(session, thread.cycle, author_id=author.id, author_name="Ella")
    answer(session, proposal).at = NOON - timedelta(days=2)
    assert waits(browser(author).get("/mi/")) == ["Leer la respuesta a su propuesta P-0001"]
    clock.instant = NOON + timedelta(days=13)
    assert NOTHING in browser(author).get("/mi/").words


def test_the_oldest_stands_first(
    make: Callable[[Phase], Thread], session: Session, browser: Browsers
) -> None:
    thread, author = make(Phase.ANALYSIS), make_account(session)
    for days in (5, 9, 1):
        returned(session, thread, author).changed_at = NOON - timedelta(days=days)
    seen = [words.split()[3].strip(",") for words in waits(browser(author).get("/mi/"))]
    assert seen == ["P-0002", "P-0001", "P-0003"]


def test_the_page_takes_as_many_statements_for_one_thing_that_waits_as_for_fifty(
    make: Callable[[Phase], Thread],
    session: Session,
    browser: Browsers,
    count_statements: Callable[[], object],
) -> None:
    thread = make(Phase.ANALYSIS)
    author = make_account(session)
    visitor = browser(author)

    def statements() -> int:
        with count_statements() as seen:  # type: ignore[attr-defined]
            visitor.get("/mi/")
        return len(seen)

    returned(session, thread, author)
    few = statements()
    for _each in range(20):
        returned(session, thread, author)
    assert statements() == few
    assert few < 40
