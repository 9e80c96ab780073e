"""The whole cycle in one drawing: each proposal is in it once, and nothing of a vote before its publication."""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest

from gacocrea.core.terms import Phase
from gacocrea.openness.queries import weave
from gacocrea.progress.models import Completion
from gacocrea.proposals.models import ProposalStatus
from gacocrea.themes.models import Outcome
from tests.browser import Browser, Page
from tests.support import NOON
from tests.thread import STEP, Thread, answer, make_proposal

HERE = "/ecuador/2026-2028"
TODAY = NOON.date()


@pytest.fixture
def look(browser: Callable[..., Browser]) -> Callable[..., Page]:
    """Read the drawing's page as a stranger."""
    return lambda path="/hilo": browser().get(HERE + path)


def test_every_public_proposal_is_in_the_drawing_once(thread: Thread) -> None:
    one, other = (make_proposal(thread.session, thread.cycle, title) for title in ("Uno", "Otro"))
    thread.theme(one, other)
    thread.theme(pillar=1)
    answer(thread.session, make_proposal(thread.session, thread.cycle), Outcome.OTHER_BODY)
    answer(thread.session, make_proposal(thread.session, thread.cycle), Outcome.RETURNED)
    make_proposal(thread.session, thread.cycle)
    make_proposal(thread.session, thread.cycle, status=ProposalStatus.WITHDRAWN)
    first, second, *rest = weave(thread.session, thread.cycle, TODAY).bundles
    assert [weft.proposals for weft in first.wefts] == [2]
    assert dict(first.without) == {Outcome.OTHER_BODY: 1, None: 2}
    assert (first.proposals, second.proposals) == (5, 1)
    assert all(bundle.proposals == 0 for bundle in rest)


def test_before_publication_the_drawing_tells_nothing_of_the_vote(
    make: Callable[[Phase], Thread], look: Callable[..., Page]
) -> None:
    thread = make(Phase.VOTING)
    thread.theme()
    page = look()
    assert "El resultado se publica después del cierre." in page.words
    assert "1 tema." in page.words
    assert "elegido" not in page.words


def test_who_won_leads_to_a_commitment_and_who_lost_ends_with_its_ballots(
    thread: Thread, look: Callable[..., Page]
) -> None:
    thread.cycle.seats = 1
    won, lost = thread.theme(title="Obras a la vista"), thread.theme(title="Buses a tiempo")
    thread.elect(won, won, lost)
    assert "Se redacta el compromiso" in look().words
    commitment = thread.draft(won, milestones=(STEP,))
    page = look()
    assert f"C-01. {commitment.name}" in page.words
    rows = list(csv.reader(io.StringIO(look("/hilo.csv").body.lstrip("\ufeff"))))
    assert [row[0] for row in rows[1:]] == ["T-001. Obras a la vista", "T-002. Buses a tiempo"]
    assert [row[2:4] for row in rows[1:]] == [["1", "2"], ["1", "1"]]
    assert rows[2][4] == "Termina aquí"
    links = {link["href"] for link in page.soup.select("main a[href]")}
    assert {f"{HERE}/hilo/T-001", f"{HERE}/hilo/T-002", f"{HERE}/compromisos/C-01"} <= links


def test_a_withdrawn_commitment_ends_with_its_reason(thread: Thread, look: Callable[..., Page]) -> None:
    theme = thread.theme()
    thread.elect(theme)
    thread.withdraw(thread.draft(theme), "La entidad responsable ya no existe, y nadie tomó su lugar.")
    page = look()
    assert "La entidad responsable ya no existe" in page.words
    assert "El plan tiene" not in page.words


def test_the_drawing_stands_alone_as_a_file(
    make: Callable[[Phase], Thread], look: Callable[..., Page]
) -> None:
    thread = make(Phase.IMPLEMENTATION)
    theme = thread.theme(title="Obras & <a la vista>")
    thread.elect(theme)
    thread.report(thread.draft(theme, milestones=(STEP,)), Completion.LIMITED)
    drawn = look("/hilo.svg").response.get_data()
    tree = ET.fromstring(drawn)
    said = "".join(tree.itertext())
    assert "Obras & <a la vista>" in said
    assert "C-01. Obras" in said
    assert drawn == look("/hilo.svg").response.get_data()


def test_other_kinds_of_files_are_not_there(thread: Thread, look: Callable[..., Page]) -> None:
    assert look("/hilo.exe").status == 404


def test_the_plan_shows_where_it_comes_from_in_a_few_threads(
    thread: Thread, look: Callable[..., Page]
) -> None:
    assert "De las propuestas a los compromisos" not in look("/plan").words
    theme = thread.theme()
    thread.elect(theme)
    thread.draft(theme)
    page = look("/plan")
    assert "1 tema elegido" in page.words or "1 tema sigue" in page.words
    assert page.soup.select_one(f'a[href="{HERE}/hilo"]')


def test_the_page_asks_the_database_as_often_for_many_themes(
    thread: Thread, count_statements: Callable[[], Any], browser: Callable[..., Browser]
) -> None:
    reader = browser()
    themes = [thread.theme() for _theme in range(2)]
    thread.elect(*themes)
    reader.get(f"{HERE}/hilo")
    with count_statements() as few:
        reader.get(f"{HERE}/hilo")
    for _theme in range(5):
        thread.theme()
    with count_statements() as many:
        reader.get(f"{HERE}/hilo")
    assert len(many) == len(few) <= 22
