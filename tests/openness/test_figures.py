"""Who took part: counted from what is public, the same on the page, in the drawing and in the files."""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gacocrea.core.terms import Phase
from gacocrea.openness.queries import participation
from gacocrea.progress.models import Completion
from gacocrea.proposals.models import Argument, ProposalStatus, Stance, Workshop
from gacocrea.voting.models import Step
from tests.browser import Browser
from tests.support import NOON
from tests.thread import STEP, Thread, make_proposal

Open = Callable[..., Browser]
HERE = "/ecuador/2026-2028/cifras"
NAMES = ("dias", "pilares", "territorios", "sectores")


@pytest.fixture
def some(thread: Thread) -> Thread:
    """Three public proposals from two places, a draft, a withdrawn one, an argument and a workshop."""
    for territory in ("Azuay", "Azuay", "=1+1"):
        make_proposal(thread.session, thread.cycle, territory=territory)
    for status in (ProposalStatus.WITHDRAWN, ProposalStatus.DRAFT):
        gone: dict[str, Any] = (
            {"number": None, "submitted_at": None} if status is ProposalStatus.DRAFT else {}
        )
        make_proposal(thread.session, thread.cycle, status=status, **gone)
    first = make_proposal(thread.session, thread.cycle, territory="")
    for hidden_at in (None, NOON):
        thread.session.add(
            Argument(proposal_id=first.id, author_name="Ana", stance=Stance.FOR, text="Sí.", at=NOON,
                     source_key=str(hidden_at), hidden_at=hidden_at)
        )  # fmt: skip
    thread.session.add(
        Workshop(cycle_id=thread.cycle.id, place="Casa comunal", territory="Napo", held_on=NOON.date(),
                 attendance={"total": 41})
    )  # fmt: skip
    thread.session.commit()
    return thread


def table(browser: Browser, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(browser.get(f"{HERE}/{name}.csv").body.lstrip("\ufeff"))))


def test_every_breakdown_adds_up_to_what_is_public(some: Thread) -> None:
    found = participation(some.session, cycle=some.cycle, zone="America/Guayaquil")
    assert found.proposals == 4
    for counted in (found.pillars, found.territories, found.sectors, found.days):
        assert counted.total() == 4
    assert found.argued.total() == found.argued_at.total() == found.argued_days.total() == 1
    assert found.people_at_workshops == 41


def test_a_day_is_a_day_of_the_forum(some: Thread) -> None:
    proposal = make_proposal(some.session, some.cycle)
    proposal.submitted_at = NOON.replace(hour=3)  # still the evening before, in Guayaquil
    some.session.flush()
    found = participation(some.session, cycle=some.cycle, zone="America/Guayaquil")
    assert found.days[NOON.date() - timedelta(days=1)] == 1


def test_the_page_says_each_finding_in_words_and_keeps_its_table(some: Thread, browser: Open) -> None:
    page = browser().get(HERE)
    assert "De donde más: Azuay, con 2." in page.words
    assert "1 no dice de dónde es." in page.words
    assert len(page.soup.select("figure.chart > details table")) == len(NAMES)
    assert len(page.soup.select('figure.chart > svg[role="img"] > title')) == 2 * len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_can_be_kept_as_a_drawing_and_as_a_table(some: Thread, browser: Open, name: str) -> None:
    drawn = browser().get(f"{HERE}/{name}.svg")
    assert ET.fromstring(drawn.response.get_data()).tag.endswith("svg")
    head, *rows = table(browser(), name)
    assert sum(int(row[1]) for row in rows) == 4
    assert all(len(row) == len(head) for row in rows)


def test_what_people_typed_is_no_formula_in_the_table(some: Thread, browser: Open) -> None:
    assert "'=1+1" in [row[0] for row in table(browser(), "territorios")]


def test_a_figure_that_does_not_exist_is_not_found(some: Thread, browser: Open) -> None:
    for name in ("otra.svg", "dias.png"):
        assert browser().get(f"{HERE}/{name}").status == 404


def test_before_anything_came_the_page_says_so_and_has_no_files(thread: Thread, browser: Open) -> None:
    page = browser().get(HERE)
    assert "Todavía no hay nada que contar" in page.words
    assert browser().get(f"{HERE}/dias.svg").status == 404


def test_the_page_takes_a_known_number_of_statements(
    some: Thread, browser: Open, count_statements: Callable[..., Any]
) -> None:
    stranger = browser()
    stranger.get(HERE)
    with count_statements() as few:
        stranger.get(HERE)
    for _n in range(5):
        make_proposal(some.session, some.cycle)
    some.session.commit()
    with count_statements() as many:
        stranger.get(HERE)
    assert len(few) == len(many) <= 14


def test_milestones_are_told_by_the_month_in_which_they_fall_due(
    make: Callable[[Phase], Thread], browser: Open
) -> None:
    running = make(Phase.IMPLEMENTATION)
    theme = running.theme()
    running.elect(theme)
    commitment = running.draft(theme, milestones=(STEP, STEP))
    assert "0 de 2 hitos están completados." in browser().get("/ecuador/2026-2028/avance").words
    running.report(commitment, Completion.COMPLETED)
    assert "1 de 2 hitos están completados." in browser().get("/ecuador/2026-2028/avance").words
    assert [row[1:] for row in table(browser(), "avance")[1:]] == [["1", "0", "1"]]


def test_before_implementation_there_is_no_figure_of_what_was_kept(thread: Thread, browser: Open) -> None:
    assert browser().get(f"{HERE}/avance.svg").status == 404


def test_of_the_vote_nothing_is_told_before_it_is_published(
    make: Callable[[Phase], Thread], browser: Open
) -> None:
    running = make(Phase.CHALLENGE)
    themes = [running.theme(), running.theme()]
    running.sign(Step.OPEN, running.window(Phase.VOTING).opens_at)
    before = [browser().get(f"{HERE}/{name}.csv").body for name in NAMES]
    for serial in range(3):
        running._cast(themes[0], serial, running.window(Phase.VOTING).opens_at)
    running.sign(Step.CLOSE, running.window(Phase.VOTING).closes_at)
    assert [browser().get(f"{HERE}/{name}.csv").body for name in NAMES] == before
    assert "oletas" not in browser().get(HERE).words
    running.sign(Step.PUBLISH, running.window(Phase.CHALLENGE).closes_at)
    assert "Boletas" in table(browser(), "pilares")[0]
    assert "3 boletas" in str(browser().get(f"{HERE}/pilares.svg").response.get_data(as_text=True))
