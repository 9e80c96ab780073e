"""Reporting a milestone, and what everyone reads of it."""

from collections.abc import Callable
from typing import Any

import pytest

from gacocrea.commitments.models import Commitment
from gacocrea.core.errors import Conflict, NotAllowed, NotThere
from gacocrea.core.terms import Phase
from gacocrea.progress.actions import report
from gacocrea.progress.models import Completion
from tests.browser import Browser
from tests.factories import actor_of, make_account
from tests.support import NOON
from tests.thread import STEP, Thread

Open = Callable[..., Browser]
HERE = "/ecuador/2026-2028"
FORM = f"{HERE}/avance/C-01/1"


@pytest.fixture
def running(make: Callable[[Phase], Thread]) -> Thread:
    return make(Phase.IMPLEMENTATION)


@pytest.fixture
def commitment(running: Thread) -> Commitment:
    theme = running.theme()
    running.elect(theme)
    return running.draft(theme, milestones=(STEP, STEP))


def test_a_member_reports_a_milestone_with_its_evidence_and_everyone_reads_it(
    running: Thread, commitment: Commitment, browser: Open
) -> None:
    member = browser(running.core[0])
    page = member.get(f"{HERE}/compromisos/C-01")
    assert FORM in page.links()
    said = {"completion": "completed", "note": "Se publicó.", "evidence_url": "https://example.org/ro12"}
    without = member.submit(member.get(FORM), **said)
    assert without.status == 422
    assert "hace falta decir qué lo demuestra" in without.words
    assert without.form()["note"] == "Se publicó."
    done = member.submit(without, evidence="Registro Oficial 12")
    assert "El avance quedó publicado." in done.words
    stranger = browser()
    page = stranger.get(f"{HERE}/compromisos/C-01")
    assert "Hito 1 Completado" in page.words
    link = page.soup.select_one('a[href="https://example.org/ro12"]')
    assert link is not None
    assert link.get_text() == "Registro Oficial 12"
    assert FORM not in page.links()
    assert "1 de 2 hitos completados" in stranger.get(f"{HERE}/avance").words


def test_evidence_that_is_only_an_address_is_shown_too(
    running: Thread, commitment: Commitment, browser: Open
) -> None:
    running.report(commitment, Completion.LIMITED, evidence="", evidence_url="https://example.org/ro12")
    assert "https://example.org/ro12" in browser().get(f"{HERE}/compromisos/C-01").links()
    assert "https://example.org/ro12" in browser().get(f"{HERE}/hilo/C-01").links()


def test_an_address_that_would_run_is_refused(running: Thread, commitment: Commitment, browser: Open) -> None:
    member = browser(running.core[0])
    said = {"completion": "limited", "note": "Va.", "evidence_url": "javascript://example.org/%0aalert(1)"}
    page = member.submit(member.get(FORM), **said)
    assert page.status == 422
    assert page.soup.find(id="evidence_url-error") is not None


def test_nothing_said_before_is_overwritten(running: Thread, commitment: Commitment, browser: Open) -> None:
    running.report(commitment, Completion.COMPLETED, note="Está listo.")
    running.report(commitment, Completion.LIMITED, note="Faltaba una firma.")
    page = browser().get(f"{HERE}/compromisos/C-01")
    assert "Hito 1 Limitado" in page.words
    assert "1 informe anterior" in page.words
    assert "Está listo." in page.words


def test_a_milestone_whose_last_day_has_passed_is_marked_late(
    running: Thread, commitment: Commitment, browser: Open, clock: Any
) -> None:
    running.report(commitment, Completion.LIMITED)
    assert "atrasado" not in browser().get(f"{HERE}/avance").words
    clock.instant = NOON.replace(year=2028)
    assert "2 hitos atrasados" in browser().get(f"{HERE}/avance").words
    assert "Atrasado" in browser().get(f"{HERE}/compromisos/C-01").words


def test_before_implementation_the_page_says_when_it_begins(thread: Thread, browser: Open) -> None:
    theme = thread.theme()
    thread.elect(theme)
    thread.draft(theme)
    page = browser().get(f"{HERE}/avance")
    assert "La implementación empieza el" in page.words
    assert "No iniciado" not in page.words


def test_a_report_belongs_to_its_own_commitment_its_time_and_those_who_may(
    running: Thread, commitment: Commitment
) -> None:
    said: dict[str, Any] = {
        "actor": running.member(),
        "cycle": running.cycle,
        "commitment": commitment,
        "milestone": commitment.milestones[0],
        "completion": Completion.LIMITED,
        "note": "Va bien.",
        "now": NOON,
    }
    citizen, early = actor_of(make_account(running.session)), running.window(Phase.DRAFTING).opens_at
    for wrong in ({"actor": citizen}, {"now": early}):
        with pytest.raises(NotAllowed):
            report(running.session, **said | wrong)
    theme = running.theme(pillar=1)
    assert theme.id
    other = Commitment(id=commitment.id + 1, cycle_id=running.cycle.id)
    with pytest.raises(NotThere):
        report(running.session, **said | {"commitment": other})


def test_a_withdrawn_commitment_takes_no_report(
    running: Thread, commitment: Commitment, browser: Open
) -> None:
    running.withdraw(commitment, "Se une a otro compromiso del ministerio.", running.window(Phase.DRAFTING).opens_at)
    with pytest.raises(Conflict):
        running.report(commitment, Completion.LIMITED)
    running.session.rollback()
    assert FORM not in browser(running.core[0]).get(f"{HERE}/compromisos/C-01").links()
    assert "No iniciado" not in browser().get(f"{HERE}/avance").words


@pytest.mark.parametrize("place", ["C-01/3", "C-02/1", "C-01/0"])
def test_a_milestone_that_is_not_there_cannot_be_reported(
    running: Thread, commitment: Commitment, browser: Open, place: str
) -> None:
    assert browser(running.core[0]).get(f"{HERE}/avance/{place}").status == 404


def test_to_a_citizen_the_form_does_not_exist(running: Thread, commitment: Commitment, browser: Open) -> None:
    assert browser(make_account(running.session)).get(FORM).status == 404


def test_the_list_reads_the_same_number_of_statements_when_rows_double(
    running: Thread, browser: Open, count_statements: Any
) -> None:
    themes = [running.theme(), running.theme(pillar=1)]
    running.elect(*themes)
    found = []
    for theme in themes:
        running.report(running.draft(theme, milestones=(STEP, STEP)), Completion.LIMITED)
        with count_statements() as seen:
            browser().get(f"{HERE}/avance")
        found.append(len(seen))
    assert found[0] == found[1] <= 10
