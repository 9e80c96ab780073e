"""The thread: forward from any proposal, back from any commitment, and nobody cuts it."""

from collections.abc import Callable
from typing import Any

import pytest

from gacocrea.core.terms import Phase
from gacocrea.progress.models import Completion
from gacocrea.proposals.models import Origin, ProposalStatus, Workshop
from gacocrea.themes.models import Outcome
from tests.browser import Browser, Page
from tests.factories import make_cycle
from tests.support import NOON
from tests.thread import REASON, STEP, Thread, answer, make_proposal

Open = Callable[..., Browser]
HERE = "/ecuador/2026-2028"


@pytest.fixture
def walk(browser: Open) -> Callable[[str], Page]:
    """Read the thread of a reference as a stranger."""
    return lambda ref: browser().get(f"{HERE}/hilo/{ref}")


def knots(page: Page) -> list[tuple[str, bool]]:
    """Return the titles of the figure's knots, and whether each is done."""
    found = [(item, item.select_one("h3")) for item in page.soup.select("ol.thread > li")]
    return [
        (title.get_text().removesuffix(", por hacer"), "todo" not in item.get_attribute_list("class"))
        for item, title in found
        if title
    ]


def test_a_proposal_that_waits_has_its_answer_still_to_come(
    thread: Thread, walk: Callable[[str], Page]
) -> None:
    make_proposal(thread.session, thread.cycle)
    assert knots(walk("P-0001")) == [("Propuesta P-0001", True), ("Respuesta razonada", False)]


def test_a_declined_proposal_ends_in_its_published_reason(
    thread: Thread, walk: Callable[[str], Page]
) -> None:
    answer(thread.session, make_proposal(thread.session, thread.cycle), Outcome.OTHER_BODY)
    page = walk("P-0001")
    assert knots(page) == [("Propuesta P-0001", True), ("Es de otra entidad", True)]
    assert REASON in page.words
    assert "Ana Chalá" in page.words


def test_a_returned_proposal_waits_for_its_author_and_then_for_an_answer(
    thread: Thread, walk: Callable[[str], Page]
) -> None:
    proposal = make_proposal(thread.session, thread.cycle)
    answer(thread.session, proposal, Outcome.RETURNED)
    assert knots(walk("P-0001"))[1] == ("Se devuelve para cambios", False)
    proposal.status = ProposalStatus.SUBMITTED
    assert knots(walk("P-0001"))[1] == ("Respuesta razonada", False)


def test_a_withdrawn_proposal_ends_with_its_author(thread: Thread, walk: Callable[[str], Page]) -> None:
    make_proposal(thread.session, thread.cycle, status=ProposalStatus.WITHDRAWN)
    assert knots(walk("P-0001"))[1] == ("Retirada", True)


def test_before_the_vote_is_published_a_joined_proposal_shows_what_is_to_come_and_no_figure(
    make: Callable[[Phase], Thread], walk: Callable[[str], Page]
) -> None:
    thread = make(Phase.VOTING)
    thread.theme()
    page = walk("P-0001")
    titles = ["Propuesta P-0001", "Tema T-001", "Votación", "Compromiso", "Evidencia"]
    assert knots(page) == [(title, place < 2) for place, title in enumerate(titles)]
    assert "boleta" not in page.words


def test_a_proposal_whose_theme_lost_the_vote_ends_there_with_the_figures(
    thread: Thread, walk: Callable[[str], Page]
) -> None:
    thread.cycle.seats = 1
    won, _lost = thread.theme(), thread.theme()
    thread.elect(won, won)
    page = walk("P-0002")
    assert knots(page)[2:] == [("Votación", True), ("Siguiente ciclo", True)]
    assert "Lugar 2 de 2, con 0 boletas de 2. No fue elegido." in page.words


def test_a_departure_from_the_count_is_read_on_the_thread_with_its_reason(
    thread: Thread, walk: Callable[[str], Page]
) -> None:
    thread.cycle.seats = 1
    won, _lost = thread.theme(), thread.theme()
    thread.hold_vote(won)
    reason = "El ministerio ya lo cumplió este año."
    thread.confirm(T1=reason, T2="Entra en el lugar del que ya se cumplió.")
    page = walk("P-0001")
    assert reason in page.words
    assert "No fue elegido." in page.words
    assert ("Compromiso", False) in knots(walk("P-0002"))


def test_the_whole_thread_from_proposal_to_evidence_is_on_one_page(
    make: Callable[[Phase], Thread], walk: Callable[[str], Page]
) -> None:
    thread = make(Phase.IMPLEMENTATION)
    place = Workshop(
        cycle_id=thread.cycle.id,
        place="Archidona",
        territory="Napo",
        held_on=NOON.date(),
        attendance={"total": 41},
    )
    thread.session.add(place)
    thread.session.flush()
    first = make_proposal(thread.session, thread.cycle, "Letrero con el costo")
    second = make_proposal(
        thread.session, thread.cycle, "Fotos con fecha", author_name="Taller de Archidona",
        origin=Origin.WORKSHOP, workshop_id=place.id,
    )  # fmt: skip
    theme = thread.theme(first, second, title="Obras a la vista")
    thread.elect(theme, theme)
    commitment = thread.draft(theme, lead="Contratación", milestones=(STEP,))
    titles = ["Propuesta P-0001", "Tema T-001", "Votación", "Compromiso C-01"]
    assert knots(walk("P-0001")) == [*((title, True) for title in titles), ("Evidencia", False)]
    thread.report(commitment, Completion.COMPLETED, evidence_url="https://example.org/ro12")
    page = walk("P-0001")
    assert knots(page) == [(title, True) for title in [*titles, "Completado"]]
    for said in (
        "Fotos con fecha",
        "Taller de Archidona",
        "Obras a la vista",
        "Contratación",
        STEP.text,
        REASON,
    ):
        assert said in page.words
    links = [f"{HERE}/propuestas/P-0002", f"{HERE}/temas/T-001", f"{HERE}/compromisos/C-01"]
    assert {*links, "https://example.org/ro12"} <= set(page.links())
    assert "Presentada en el taller de Archidona." in walk("P-0002").words


def test_a_commitment_leads_back_to_everyone_who_asked_for_it(
    thread: Thread, walk: Callable[[str], Page], browser: Open
) -> None:
    first = thread.theme(*(make_proposal(thread.session, thread.cycle) for _ in range(7)))
    second = thread.theme()
    thread.elect(first, second)
    thread.draft(first, second)
    page = walk("C-01")
    titles = [
        "8 propuestas",
        "Tema T-001",
        "Votación",
        "Tema T-002",
        "Votación",
        "Compromiso C-01",
        "Evidencia",
    ]
    assert [title for title, _done in knots(page)] == titles
    assert {f"{HERE}/propuestas/P-000{number}" for number in range(1, 9)} <= set(page.links())
    own = browser().get(f"{HERE}/compromisos/C-01")
    assert "y 2 propuestas más" in own.words
    assert f"{HERE}/hilo/C-01" in own.links()


def test_a_withdrawn_commitment_does_not_cut_the_thread(thread: Thread, walk: Callable[[str], Page]) -> None:
    theme = thread.theme()
    thread.elect(theme)
    commitment = thread.draft(theme)
    why = "Se une a otro compromiso del mismo ministerio."
    thread.withdraw(commitment, why)
    page = walk("P-0001")
    assert knots(page)[3:] == [("Compromiso C-01", True)]
    assert why in page.words
    thread.draft(theme)
    assert knots(walk("P-0001"))[3:] == [("Compromiso C-02", True), ("Evidencia", False)]
    assert "Este tema siguió en otro compromiso: Compromiso C-02" in walk("C-01").words


def test_a_theme_shows_the_same_thread_from_its_own_knot_on(
    thread: Thread, walk: Callable[[str], Page]
) -> None:
    thread.elect(thread.theme())
    assert [title for title, _done in knots(walk("T-001"))] == [
        "Tema T-001",
        "Votación",
        "Compromiso",
        "Evidencia",
    ]


@pytest.mark.parametrize("ref", ["P-0002", "T-002", "C-01", "D-001", "nada", "P-99999999999"])
def test_a_reference_that_leads_nowhere_is_not_there(
    thread: Thread, walk: Callable[[str], Page], ref: str
) -> None:
    thread.theme()
    assert walk(ref).status == 404


def test_a_draft_or_a_proposal_of_another_cycle_has_no_thread_here(
    thread: Thread, walk: Callable[[str], Page]
) -> None:
    other = make_cycle(thread.session, thread.forum, slug="otro")
    make_proposal(thread.session, other)
    make_proposal(thread.session, thread.cycle, number=None, submitted_at=None, status=ProposalStatus.DRAFT)
    assert walk("P-0001").status == 404


def test_the_thread_is_read_in_the_same_number_of_statements_however_much_hangs_on_it(
    thread: Thread, walk: Callable[[str], Page], count_statements: Any
) -> None:
    themes = [
        thread.theme(*(make_proposal(thread.session, thread.cycle) for _ in range(2))) for _ in range(3)
    ]
    thread.elect(*themes)
    thread.draft(themes[0], milestones=(STEP,))
    thread.draft(*themes[1:], milestones=(STEP, STEP))
    found = []
    for ref in ("C-01", "C-02", "P-0001", "P-0004"):
        with count_statements() as seen:
            walk(ref)
        found.append(len(seen))
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert max(found) <= 22
