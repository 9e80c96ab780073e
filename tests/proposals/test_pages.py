"""What people see and do in the browser."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from gacocrea.core.clock import FixedClock
from gacocrea.core.mail import Letter
from gacocrea.core.terms import Phase, Role
from gacocrea.cycle.models import Cycle
from gacocrea.people.models import Account
from gacocrea.proposals import actions, queries
from gacocrea.proposals.models import ProposalStatus
from tests.browser import Browser
from tests.factories import actor_of, make_account, make_cycle, make_forum, make_member
from tests.proposals.making import propose, words
from tests.support import NOON

LIST = "/ecuador/2026-2028/propuestas"
TYPED = {
    "pillar": "integridad",
    "title": "Una página por cada obra",
    "problem": "Nadie sabe cuánto se pagó por la calle.",
    "solution": "Que se publiquen planillas y fotos con fecha.",
}


@pytest.fixture
def cycle(session: Session) -> Cycle:
    return make_cycle(session, make_forum(session), phase=Phase.PROPOSALS)


@pytest.fixture
def author(session: Session) -> Account:
    return make_account(session, "Rosa Elena")


def test_a_citizen_proposes_and_gets_a_page_and_a_letter(
    cycle: Cycle, author: Account, browser: Callable[..., Browser], letters: list[Letter]
) -> None:
    person = browser(author)
    page = person.submit(person.get(f"{LIST}/nueva"), **TYPED, submit="1")
    assert page.path == f"{LIST}/P-0001"
    assert "Una página por cada obra" in page.words
    assert "Rosa Elena" in page.words
    assert ["P-0001" in letter.subject for letter in letters] == [True]
    assert "Una página por cada obra" in browser().get(LIST).words


def test_a_form_that_comes_back_keeps_what_was_typed(
    cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    person = browser(author)
    page = person.submit(person.get(f"{LIST}/nueva"), **TYPED | {"problem": "Corto", "affected": "Mi barrio"})
    assert page.status == 422
    kept = page.form()
    assert (kept["title"], kept["problem"], kept["affected"]) == (TYPED["title"], "Corto", "Mi barrio")
    assert kept["pillar"] == "integridad"
    assert page.soup.select("[role=alert] a[href='#problem']")


def test_a_draft_is_kept_taken_up_and_submitted(
    cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    person = browser(author)
    draft = person.submit(
        person.get(f"{LIST}/nueva"), pillar="integridad", title="Obras", problem="", solution="", draft="1"
    )
    assert "/borradores/" in draft.path
    assert "Obras" not in browser().get(LIST).words
    assert browser(author).get(draft.path).form()["title"] == "Obras"
    assert person.submit(draft, **TYPED, submit="1").path == f"{LIST}/P-0001"


def test_another_persons_draft_looks_like_none(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    me = actor_of(author)
    draft = actions.save_draft(session, actor=me, cycle=cycle, words=words(), pillar=cycle.pillars[0], now=NOON)
    session.commit()
    other = browser(make_account(session))
    assert other.get(f"{LIST}/borradores/{draft.id}").status == 404
    assert browser(author).get(f"{LIST}/borradores/{draft.id}").status == 200


def test_a_draft_is_discarded(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    person = browser(author)
    draft = person.submit(person.get(f"{LIST}/nueva"), pillar="integridad", title="Obras", draft="1")
    assert person.submit(draft, "descartar").path == LIST
    assert person.get(draft.path).status == 404


def test_a_stranger_reads_and_is_sent_to_sign_in_to_propose(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    propose(session, cycle, author)
    page = browser().get(f"{LIST}/P-0001")
    assert (page.status, "Entrar para argumentar" in page.words) == (200, True)
    assert browser().get(f"{LIST}/nueva").path == "/entrar"


def test_outside_the_phase_the_list_says_why_nothing_is_received(
    cycle: Cycle, author: Account, browser: Callable[..., Browser], clock: FixedClock
) -> None:
    clock.instant = cycle.moment(NOON).window(Phase.DRAFTING).opens_at  # type: ignore[union-attr]
    assert "El plazo terminó el" in browser().get(LIST).words
    assert browser(author).get(f"{LIST}/nueva").status == 403


def test_what_is_alike_is_shown_while_typing_and_after_submitting(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    propose(session, cycle, author)
    person = browser(author)
    hint = person.get(f"{LIST}/parecidas?title=Página por cada obra&problem=calle de mi barrio")
    assert "P-0001" in hint.body
    assert "<html" not in hint.body
    assert person.get(f"{LIST}/parecidas?title=zanahoria").body.strip() == ""
    page = person.submit(person.get(f"{LIST}/nueva"), **TYPED, submit="1")
    assert "Se parece a P-0001" in page.words


def test_an_author_edits_and_everyone_sees_what_changed(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    propose(session, cycle, author)
    assert "No ha cambiado" in browser().get(f"{LIST}/P-0001/versiones").words
    person = browser(author)
    page = person.submit(person.get(f"{LIST}/P-0001/cambiar"), title="Una ficha por cada obra", territory="Loja")
    assert "Una ficha por cada obra" in page.words
    history = browser().get(f"{LIST}/P-0001/versiones")
    assert [part.get_text(strip=True) for part in history.soup.select("main p ins")][-2:] == ["ficha", "Loja"]
    assert "página" in [part.get_text(strip=True) for part in history.soup.select("main p del")]


def test_a_returned_proposal_goes_back_after_its_edit(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    made = propose(session, cycle, author)
    actions.mark(session, proposal=made, status=ProposalStatus.RETURNED, now=NOON)
    session.commit()
    person = browser(author)
    person.submit(person.get(f"{LIST}/P-0001/cambiar"), institution="Municipio")
    session.refresh(made)
    assert (made.status, made.version) == (ProposalStatus.SUBMITTED, 2)


def test_somebody_elses_proposal_is_neither_edited_nor_withdrawn(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    propose(session, cycle, author)
    other = browser(make_account(session))
    assert other.get(f"{LIST}/P-0001/cambiar").status == 403
    assert other.get(f"{LIST}/P-0001/retirar").status == 403
    assert "Retirar" not in other.get(f"{LIST}/P-0001").words


def test_withdrawing_asks_first_and_the_page_says_so_afterwards(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    propose(session, cycle, author)
    person = browser(author)
    page = person.submit(person.get(f"{LIST}/P-0001/retirar"))
    assert "retiró esta propuesta" in page.words
    assert "Todavía no hay propuestas" in browser().get(LIST).words


def test_an_argument_stands_on_its_side(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    propose(session, cycle, author)
    person = browser(make_account(session, "Diana"))
    page = person.get(f"{LIST}/P-0001")
    said = "Los municipios pequeños no tienen quien tome fotos."
    page = person.submit(page, "argumentos", stance="against", text=said)
    columns = [column.get_text(" ", strip=True) for column in page.soup.select(".args section")]
    assert [column.startswith("En contra 1") for column in columns] == [False, True]
    assert person.submit(page, "argumentos", stance="for", text="Sí").status == 422


def test_a_reference_is_read_however_it_was_typed(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    propose(session, cycle, author)
    assert browser().get(f"{LIST}/p1").path == f"{LIST}/P-0001"
    assert browser().get(f"{LIST}/P-0002").status == 404
    assert browser().get(f"{LIST}/T-001").status == 404


def test_while_people_vote_each_visitor_has_an_order_of_their_own(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser], clock: FixedClock
) -> None:
    for n in range(12):
        propose(session, cycle, author, title=f"Propuesta sobre la parroquia {n}")
    clock.instant = cycle.moment(NOON).window(Phase.VOTING).opens_at  # type: ignore[union-attr]

    def order(who: Account | None, agent: str = "phone") -> list[str]:
        page = browser(who).get(LIST, headers={"User-Agent": agent})
        return [str(link["href"]) for link in page.soup.select(".finds h3 a")]

    assert order(author) == order(author, "desk")
    assert order(None) == order(None)
    assert len({tuple(order(author)), tuple(order(None)), tuple(order(None, "desk"))}) == 3
    assert len(order(None)) == 12


def test_the_list_keeps_its_filters_from_page_to_page(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    for n in range(25):
        propose(session, cycle, author, pillar=1, title=f"Propuesta sobre la parroquia {n}")
    propose(session, cycle, author, pillar=2)
    page = browser().get(f"{LIST}?pilar=integridad&q=parroquia")
    assert len(page.soup.select(".finds > li")) == 20
    after = next(str(link["href"]) for link in page.soup.select("a[rel=next]"))
    assert len(browser().get(after).soup.select(".finds > li")) == 5


def test_the_secretariat_enters_a_workshop_and_its_proposals(
    session: Session, cycle: Cycle, browser: Callable[..., Browser]
) -> None:
    forum = make_forum(session, "jalisco")
    place = make_cycle(session, forum, phase=Phase.PROPOSALS)
    clerk = browser(make_member(session, forum, Role.SECRETARIAT))
    desk = clerk.get("/jalisco/2026-2028/secretaria/taller")
    page = clerk.submit(desk, place="Casa comunal", held_on="2026-03-12", total="41", women="22")
    page = clerk.submit(page, author_name="Mesa 3", **TYPED)
    assert "P-0001" in page.words
    assert "Taller en Casa comunal" in browser().get("/jalisco/2026-2028/propuestas/P-0001").words
    assert queries.figures(session, cycle_id=place.id).workshops == 1
    refused = clerk.submit(desk, place="Casa comunal", held_on="2026-03-12", total="4", women="22")
    assert (refused.status, "mayor que el total" in refused.words) == (422, True)


def test_the_desk_of_workshops_is_not_there_for_others(
    cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    assert browser(author).get("/ecuador/2026-2028/secretaria/taller").status == 404


def test_a_person_finds_their_own_proposals_on_their_page(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    propose(session, cycle, author)
    assert f"{LIST}/P-0001" in browser(author).get("/mi/").links()


def test_text_is_shown_and_never_run(
    session: Session, cycle: Cycle, author: Account, browser: Callable[..., Browser]
) -> None:
    naughty = "<script>alert(1)</script> {{ 7*7 }} %(name)s <img src=x onerror=alert(1)>"
    propose(session, cycle, author, title=naughty, problem=naughty, solution=naughty, institution=naughty)
    page = browser().get(f"{LIST}/P-0001")
    assert page.status == 200
    assert not page.soup.select("main script, main img")
    assert browser().get(f"{LIST}?q=%25(name)s").status == 200


def test_the_pages_take_a_known_number_of_statements(
    session: Session,
    cycle: Cycle,
    author: Account,
    browser: Callable[..., Browser],
    count_statements: Callable[[], Any],
) -> None:
    for n in range(30):
        propose(session, cycle, author, title=f"Propuesta sobre la parroquia {n}")
    for path, most in ((LIST, 9), (f"{LIST}?q=parroquia", 9), (f"{LIST}/parecidas?title=parroquia", 11)):
        with count_statements() as seen:
            browser().get(path)
        assert len(seen) <= most, path
