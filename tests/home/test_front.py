"""The front page says what one can do now, and says the truth about answers."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from gacocrea.core.clock import FixedClock
from gacocrea.core.terms import Phase
from gacocrea.proposals.models import Origin, Proposal, ProposalStatus
from gacocrea.themes.models import Outcome, Response
from tests.browser import Browser
from tests.factories import make_account, make_cycle, make_forum
from tests.support import NOON

Open = Callable[..., Browser]
BUTTONS = {
    Phase.PREPARATION: "Ver el calendario",
    Phase.PROPOSALS: "Proponer",
    Phase.ANALYSIS: "Leer los temas",
    Phase.VOTING: "Votar ahora",
    Phase.CHALLENGE: "Ver la lista de cierre",
    Phase.DRAFTING: "Ver los resultados",
    Phase.CONSULTATION: "Leer y comentar",
    Phase.ADOPTION: "Leer el plan",
    Phase.IMPLEMENTATION: "Seguir el avance",
    Phase.CLOSED: "Ver el balance",
}


def propose(session: Session, cycle_id: int, pillar_id: int, number: int, status: ProposalStatus) -> Proposal:
    proposal = Proposal(
        cycle_id=cycle_id, pillar_id=pillar_id, number=number, author_id=make_account(session).id,
        author_name="Ana", title="Una propuesta", problem="Un problema", solution="Una solución",
        origin=Origin.ONLINE, status=status, created_at=NOON, submitted_at=NOON, changed_at=NOON,
    )  # fmt: skip
    session.add(proposal)
    session.commit()
    return proposal


@pytest.mark.parametrize("phase", Phase)
def test_the_one_main_button_fits_the_phase(
    session: Session, browser: Open, clock: FixedClock, phase: Phase
) -> None:
    cycle = make_cycle(session, make_forum(session), phase=phase)
    clock.instant = next(row.closes_at for row in cycle.phases if row.phase is phase) - timedelta(hours=1)
    page = browser().get("/ecuador/")
    assert page.status == 200
    assert [button.get_text(strip=True) for button in page.soup.select(".btn.big")] == [BUTTONS[phase]]


def test_while_proposals_are_taken_people_are_asked_to_propose_though_analysis_has_begun(
    session: Session, browser: Open, clock: FixedClock
) -> None:
    cycle = make_cycle(session, make_forum(session), phase=Phase.PROPOSALS)
    analysis = next(row for row in cycle.phases if row.phase is Phase.ANALYSIS)
    clock.instant = analysis.opens_at + timedelta(days=1)
    assert "Proponer" in browser().get("/ecuador/").words


def test_the_number_is_the_days_that_are_left(session: Session, browser: Open, clock: FixedClock) -> None:
    cycle = make_cycle(session, make_forum(session), phase=Phase.VOTING)
    voting = next(row for row in cycle.phases if row.phase is Phase.VOTING)
    for before, number, words in ((timedelta(days=3), "3", "días"), (timedelta(hours=2), "1", "día")):
        clock.instant = voting.closes_at - before
        page = browser().get("/ecuador/")
        numeral = page.soup.select_one(".left")
        assert numeral is not None
        assert numeral.get_text(" ", strip=True).startswith(f"{number} {words} para votar")


def test_between_two_phases_the_page_says_when_the_next_one_begins(
    session: Session, browser: Open, clock: FixedClock
) -> None:
    cycle = make_cycle(session, make_forum(session))
    first = min(row.opens_at for row in cycle.phases)
    clock.instant = first - timedelta(days=4)
    assert "4 días para que empiece" in browser().get("/ecuador/").words


def test_when_the_calendar_is_over_there_is_no_number(session: Session, browser: Open, clock: FixedClock) -> None:
    make_cycle(session, make_forum(session))
    clock.instant = datetime(2040, 1, 1, tzinfo=UTC)
    page = browser().get("/ecuador/")
    assert page.soup.select_one(".left") is None
    assert "Todavía no hay un ciclo en curso" in page.words


def test_a_proposal_without_an_answer_is_not_hidden(session: Session, browser: Open) -> None:
    cycle = make_cycle(session, make_forum(session), phase=Phase.ANALYSIS)
    answered = propose(session, cycle.id, cycle.pillars[0].id, 1, ProposalStatus.ANSWERED)
    propose(session, cycle.id, cycle.pillars[0].id, 2, ProposalStatus.SUBMITTED)
    response = Response(
        proposal_id=answered.id, number=1, is_current=True, outcome=Outcome.ALREADY_EXISTS,
        reason="Ya existe y está en el portal.", by_name="Eva", by_sector="", at=NOON,
    )  # fmt: skip
    session.add(response)
    session.commit()
    words = browser().get("/ecuador/").words
    assert "Entraron 2 propuestas. Una ya tiene respuesta." in words
    assert "1 todavía espera respuesta" in words


def test_a_forum_without_a_cycle_says_so_and_points_to_the_others(session: Session, browser: Open) -> None:
    make_forum(session)
    make_forum(session, "jalisco", name="Foro de Jalisco")
    page = browser().get("/ecuador/")
    assert "Todavía no hay un ciclo en curso" in page.words
    assert "/jalisco/" in page.links()


def test_the_only_forum_is_the_front_page(session: Session, browser: Open) -> None:
    make_forum(session)
    assert browser().get("/").path == "/ecuador/"
    make_forum(session, "jalisco")
    assert {"/ecuador/", "/jalisco/"} <= set(browser().get("/").links())


def test_with_several_forums_each_says_what_it_asks_of_people(session: Session, browser: Open) -> None:
    make_cycle(session, make_forum(session), phase=Phase.VOTING)
    make_forum(session, "jalisco")
    words = browser().get("/").words
    assert "Elija lo que el gobierno debe cumplir en dos años. Votación." in words


def test_the_front_page_costs_a_known_number_of_statements(
    session: Session, browser: Open, count_statements: Callable[..., object]
) -> None:
    make_cycle(session, make_forum(session), phase=Phase.VOTING)
    with count_statements() as seen:  # type: ignore[attr-defined]
        browser().get("/ecuador/")
    assert len(seen) == 13, "\n".join(seen)
