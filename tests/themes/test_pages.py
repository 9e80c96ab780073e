"""The core group's desk, the themes and the table of responses, as people see them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gacocrea.core.clock import FixedClock
from gacocrea.core.mail import Letter
from gacocrea.core.terms import Phase, Role
from gacocrea.themes import queries
from gacocrea.themes.models import Outcome
from tests.browser import Browser
from tests.factories import make_account, make_member
from tests.themes.desk import REASON, Desk, make_desk

MESA = "/ecuador/2026-2028/mesa/"
Open = Callable[..., Browser]


def held(desk: Desk, *numbers: int | None) -> list[str]:
    """Return the outcomes that hold for these proposals."""
    found = queries.numbered(desk.session, cycle_id=desk.cycle.id, numbers=[n or 0 for n in numbers])
    responses = queries.responses_of(desk.session, [proposal.id for proposal in found])
    return [responses[proposal.id].outcome.value for proposal in found if proposal.id in responses]


def test_a_member_answers_and_goes_on_to_the_next(desk: Desk, browser: Open, letters: list[Letter]) -> None:
    desk.proposal("Primera obra del mercado")
    desk.proposal("Segunda obra del puerto")
    member = browser(desk.ana)
    page = member.get(MESA)
    assert "Faltan 2 respuestas de 2" in page.words
    after = member.submit(page, "mesa", outcome="next_cycle", reason=REASON)
    assert "Publicada la respuesta a P-0001" in after.words
    assert "Segunda obra del puerto" in after.soup.select("article h2")[0].get_text()
    assert "Falta 1 respuesta de 2" in after.words
    assert "/ecuador/2026-2028/propuestas/P-0001" in letters[0].body


def test_a_member_makes_a_theme_while_answering_and_joins_the_next_to_it(desk: Desk, browser: Open) -> None:
    for _n in range(2):
        desk.proposal()
    member = browser(desk.ana)
    page = member.submit(
        member.get(MESA), "mesa", outcome="adopted", theme="new", title="Obras a la vista",
        summary="Cada obra con su página y su costo.", reason=REASON,
    )  # fmt: skip
    assert "Comparte: " in page.words, "the new theme is suggested for the next proposal"
    member.submit(page, "mesa", outcome="merged", theme="1", reason=REASON)
    theme = browser().get("/ecuador/2026-2028/temas/T-001")
    assert "Obras a la vista" in theme.words
    assert "Viene de 2 propuestas" in theme.words


def test_an_answer_without_a_reason_comes_back_with_its_template_to_complete(
    desk: Desk, browser: Open
) -> None:
    desk.proposal(author_name="Wilmer Apolo", author_id=make_account(desk.session).id)
    member = browser(desk.ana)
    page = member.submit(member.get(MESA), "mesa", outcome="already_exists", reason="")
    assert page.status == 422
    assert "Gracias, Wilmer Apolo. Lo que usted pide ya existe" in page.form("mesa")["reason"]
    page = member.submit(page, "mesa")
    assert (page.status, "entre corchetes" in page.words) == (422, True)
    assert held(desk, 1) == []


def test_who_comes_second_sees_the_first_answer_and_keeps_what_they_typed(desk: Desk, browser: Open) -> None:
    proposal = desk.proposal()
    second = browser(desk.luis)
    page = second.get(MESA)
    desk.answer(proposal, Outcome.ALREADY_EXISTS)
    refused = second.submit(page, "mesa", outcome="out_of_scope", reason="Mi propia razón, larga y pensada.")
    assert refused.status == 409
    assert "Ana Chalá respondió esta propuesta mientras usted escribía" in refused.words
    assert refused.form("mesa")["reason"] == "Mi propia razón, larga y pensada."
    assert held(desk, 1) == ["already_exists"]


def test_a_member_reads_their_own_proposal_without_a_form_and_is_told_why(desk: Desk, browser: Open) -> None:
    desk.proposal(author_id=desk.ana.id, author_name="Ana Chalá")
    page = browser(desk.ana).get(MESA)
    assert "Nadie decide sobre lo suyo" in page.words
    assert not page.soup.select("form.decide")


def test_after_the_analysis_the_desk_says_that_the_time_is_over(session: Any, browser: Open) -> None:
    desk = make_desk(session, Phase.VOTING)
    desk.proposal()
    page = browser(desk.ana).get(MESA)
    assert "El plazo terminó" in page.words


@pytest.mark.parametrize("role", [None, Role.OBSERVER])
def test_only_the_core_group_answers(desk: Desk, browser: Open, role: Role | None) -> None:
    desk.proposal()
    account = make_member(desk.session, desk.forum, role) if role else make_account(desk.session)
    page = browser(account).get(MESA)
    assert page.status == (200 if role else 404)
    assert not page.soup.select("form.decide")


def test_many_are_answered_in_two_actions_after_a_look(desk: Desk, browser: Open) -> None:
    for _n in range(3):
        desk.proposal()
    desk.proposal(author_id=desk.ana.id, author_name="Ana Chalá")
    member = browser(desk.ana)
    page = member.get(MESA + "?compacta=1")
    assert len(page.soup.select("input[name=chosen]")) == 4
    preview = member.submit(
        page,
        "varias",
        chosen=["1:0", "2:0", "4:0"],
        outcome="next_cycle",
        reason="Gracias, [nombre]. Será en 2028.",
    )
    assert "Se publicarán 2 respuestas" in preview.words
    assert "Nadie decide sobre lo suyo" in preview.words
    assert held(desk, 1, 2, 3, 4) == [], "a look writes nothing"
    chosen = [str(box["value"]) for box in preview.soup.select("input[name=chosen]")]
    done = member.submit(preview, "varias", chosen=chosen, publish="1")
    assert "Se publicaron 2 respuestas" in done.words
    assert held(desk, 1, 2, 3, 4) == ["next_cycle", "next_cycle"]


def test_from_the_preview_one_goes_back_with_everything_typed(desk: Desk, browser: Open) -> None:
    desk.proposal()
    member = browser(desk.ana)
    sent = {"chosen": ["1:0"], "outcome": "next_cycle", "reason": REASON}
    preview = member.submit(member.get(MESA + "?compacta=1"), "varias", **sent)
    back = member.submit(preview, "varias", chosen=["1:0"], back="1")
    assert back.form("varias")["reason"] == REASON
    assert back.soup.select("input[name=chosen]")[0].has_attr("checked")
    assert member.submit(back, "varias", chosen=[], reason=REASON).status == 422


def test_a_proposal_shows_its_response_and_the_earlier_ones(desk: Desk, browser: Open) -> None:
    proposal = desk.proposal()
    address = "/ecuador/2026-2028/propuestas/P-0001"
    assert "Todavía no tiene respuesta" in browser().get(address).words
    desk.answer(proposal, Outcome.NEXT_CYCLE, reason="Una primera razón para quien propuso.")
    desk.answer(proposal, Outcome.MERGED, theme=desk.theme(), seen_number=1)
    words = browser().get(address).words
    assert "Está en el tema T-001" in words
    assert "Ana Chalá, Gobierno" in words
    assert "Una primera razón para quien propuso." in words


def test_a_theme_is_worded_before_voting_and_the_slower_editor_is_told(
    desk: Desk, browser: Open, clock: FixedClock
) -> None:
    desk.theme()
    address = "/ecuador/2026-2028/temas/T-001/editar"
    one, other = browser(desk.ana), browser(desk.luis)
    slow = other.get(address)
    clock.instant += timedelta(minutes=1)
    assert "Obra por obra" in one.submit(one.get(address), title="Obra por obra").words
    refused = other.submit(slow, title="Mi título")
    assert (refused.status, refused.form()["title"]) == (409, "Mi título")
    assert "Obra por obra" in browser().get("/ecuador/2026-2028/temas").words


def test_a_theme_can_be_made_without_proposals(desk: Desk, browser: Open) -> None:
    member = browser(desk.ana)
    form = member.get("/ecuador/2026-2028/temas/nuevo")
    made = member.submit(form, pillar="integridad", title="Obras", summary="Cada obra con su página.")
    assert "Todavía no reúne propuestas" in made.words
    assert member.submit(form, pillar="integridad", title="", summary="").status == 422


def test_the_table_of_responses_is_filtered_and_downloaded_without_formulas(
    desk: Desk, browser: Open
) -> None:
    desk.answer(desk.proposal("=HYPERLINK(1) obra del mercado"), Outcome.OUT_OF_SCOPE)
    desk.proposal("Otra que espera todavía")
    public = browser()
    page = public.get("/ecuador/2026-2028/respuestas?motivo=out_of_scope")
    assert REASON in page.words
    assert "Otra que espera" not in page.words
    assert (
        "Otra que espera"
        in public.get("/ecuador/2026-2028/respuestas?motivo=waiting&pilar=transparencia").words
    )
    file = public.get("/ecuador/2026-2028/respuestas.csv")
    assert "'=HYPERLINK(1) obra del mercado" in file.body
    assert "P-0002" in file.body


@pytest.mark.parametrize(
    "path", ["mesa/?p=P-9999", "mesa/?p=x", "temas/T-999", "temas/x", "mesa/?desde=99999999999999999999"]
)
def test_an_address_that_speaks_of_nothing_is_no_failure(desk: Desk, browser: Open, path: str) -> None:
    desk.proposal()
    assert browser(desk.ana).get(f"/ecuador/2026-2028/{path}").status in (200, 404)


@pytest.mark.parametrize(
    ("path", "most"),
    [("mesa/", 36), ("mesa/?compacta=1", 36), ("respuestas", 12), ("temas", 10), ("temas/T-001", 14)],
)
def test_a_page_asks_the_database_the_same_whatever_it_holds(
    desk: Desk, browser: Open, count_statements: Callable[[], Any], path: str, most: int
) -> None:
    theme = desk.theme()
    member, counts = browser(desk.ana), []
    for size in (3, 12):
        for _n in range(size):
            desk.answer(desk.proposal(), Outcome.MERGED, theme=theme)
            desk.proposal()
        with count_statements() as seen:
            member.get(f"/ecuador/2026-2028/{path}")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= most
