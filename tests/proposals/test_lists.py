"""What is found and in which order; every list with its known number of statements."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from sqlalchemy.orm import Session

from gacocrea.core.terms import Phase
from gacocrea.cycle.models import Cycle
from gacocrea.proposals import actions, queries
from gacocrea.proposals.models import Proposal, ProposalStatus
from tests.factories import make_account, make_cycle, make_forum
from tests.proposals.making import propose
from tests.support import NOON

pytestmark = pytest.mark.both_engines

SUBJECTS = ("agua", "calle", "escuela", "hospital", "vivienda", "presupuesto", "transporte")


@pytest.fixture
def cycle(session: Session) -> Cycle:
    return make_cycle(session, make_forum(session), phase=Phase.PROPOSALS)


@pytest.fixture
def made(session: Session, cycle: Cycle) -> list[Proposal]:
    """Twenty-three proposals over four pillars and seven subjects, the third of them answered."""
    author = make_account(session)
    found = [
        propose(session, cycle, author, pillar=n % 4, title=f"Que se cuide el tema de {SUBJECTS[n % 7]}")
        for n in range(23)
    ]
    actions.mark(session, proposal=found[2], status=ProposalStatus.ANSWERED, now=NOON)
    session.commit()
    return found


def walk(session: Session, cycle: Cycle, **asked: Any) -> list[int]:
    """Return the numbers on all pages of a list, one page after the other."""
    seen: list[int] = []
    after: str | None = None
    while True:
        page = queries.page_of(session, cycle_id=cycle.id, after=after, **asked)
        seen += [row.number or 0 for row in page.rows]
        after = page.after
        if after is None:
            return seen


def test_pages_show_each_proposal_exactly_once(session: Session, cycle: Cycle, made: list[Proposal]) -> None:
    pillars = (None, cycle.pillars[1].id)
    for seed, size, pillar_id, words in product(
        (None, "una visitante", "otra"), (1, 4, 22, 23, 24), pillars, ("", "agua")
    ):
        seen = walk(session, cycle, seed=seed, size=size, pillar_id=pillar_id, words=words)
        wanted = [
            one.number
            for one in made
            if pillar_id in (None, one.pillar_id) and (not words or words in one.title)
        ]
        asked = f"{seed=} {size=} {pillar_id=} {words=}"
        assert len(seen) == len(set(seen)), asked
        assert sorted(seen) == wanted, asked
        assert seed or seen == sorted(seen, reverse=True), asked


def test_two_visitors_see_two_orders_and_each_sees_the_same_again(
    session: Session, cycle: Cycle, made: list[Proposal]
) -> None:
    mine, yours = walk(session, cycle, seed="mine"), walk(session, cycle, seed="yours")
    assert mine != yours
    assert mine == walk(session, cycle, seed="mine")


def test_a_page_mark_that_is_none_starts_again(session: Session, cycle: Cycle, made: list[Proposal]) -> None:
    page = queries.page_of(session, cycle_id=cycle.id, after="-1; drop table", size=5)
    assert [row.number for row in page.rows] == [23, 22, 21, 20, 19]


def test_a_list_is_narrowed_by_status(session: Session, cycle: Cycle, made: list[Proposal]) -> None:
    assert walk(session, cycle, status=ProposalStatus.ANSWERED) == [3]
    assert walk(session, cycle, status=ProposalStatus.DRAFT) == walk(session, cycle)


@pytest.mark.parametrize(
    "typed", ["información pública", "INFORMACION", "informaciones públicas", "pública infor"]
)
def test_search_forgives_accents_case_plurals_and_an_unfinished_word(
    session: Session, cycle: Cycle, typed: str
) -> None:
    made = propose(session, cycle, make_account(session), title="Información pública en la parroquia")
    propose(session, cycle, make_account(session), title="Semáforos para la avenida")
    assert queries.page_of(session, cycle_id=cycle.id, words=typed).rows == [made]


def test_search_wants_every_word_and_knows_references(
    session: Session, cycle: Cycle, made: list[Proposal]
) -> None:
    assert walk(session, cycle, words="agua hospital") == []
    assert walk(session, cycle, words="p-12") == [12]


def test_search_takes_anything_that_people_type(session: Session, cycle: Cycle, made: list[Proposal]) -> None:
    for typed in ("%", "_", "' OR 1=1", "\\", "\U0001f600", "a" * 200):
        assert queries.page_of(session, cycle_id=cycle.id, words=typed).total <= 23


def test_what_is_alike_speaks_of_the_same(session: Session, cycle: Cycle) -> None:
    author = make_account(session)
    water = propose(
        session,
        cycle,
        author,
        title="Agua potable para las comunidades",
        problem="El agua que llega por tubería no se puede beber.",
        solution="Publicar cada mes el análisis de calidad del agua.",
    )
    propose(session, cycle, author, title="Semáforos en la avenida principal")
    found = queries.similar_to(session, cycle_id=cycle.id, text="calidad del agua potable en tuberías")
    assert [one.proposal for one in found] == [water]
    assert queries.similar_to(session, cycle_id=cycle.id, text="agua potable", exclude=water.id) == []
    assert queries.similar_to(session, cycle_id=cycle.id, text="de la que") == []


def test_a_cycle_never_shows_the_proposals_of_another(
    session: Session, cycle: Cycle, made: list[Proposal]
) -> None:
    other = make_cycle(session, make_forum(session, "jalisco"), phase=Phase.PROPOSALS)
    asked: dict[str, Any] = {"cycle_id": other.id}
    assert queries.page_of(session, **asked).total == 0
    assert queries.page_of(session, **asked, words="agua", seed="x").total == 0
    assert queries.similar_to(session, **asked, text=made[0].title) == []
    assert queries.find(session, cycle_id=other.id, number=1) is None


def test_figures_and_exports_count_the_same(session: Session, cycle: Cycle, made: list[Proposal]) -> None:
    figures = queries.figures(session, cycle_id=cycle.id)
    entries = list(queries.every(session, cycle_id=cycle.id))
    assert figures.total == len(entries) == sum(figures.by_pillar.values()) == 23
    assert queries.count_by_pillar(session, cycle_id=cycle.id) == dict(figures.by_pillar)
    assert [entry.proposal.number for entry in entries] == list(range(1, 24))


def test_reading_takes_a_known_number_of_statements(
    session: Session, cycle: Cycle, made: list[Proposal], count_statements: Callable[[], Any]
) -> None:
    id, account_id = cycle.id, made[0].author_id or 0
    asked: list[tuple[Callable[[], object], int]] = [
        (lambda: queries.page_of(session, cycle_id=id, words="tema agua"), 2),
        (lambda: queries.page_of(session, cycle_id=id, seed="x"), 2),
        (lambda: queries.similar_to(session, cycle_id=id, text="cuidar el agua"), 5),
        (lambda: queries.figures(session, cycle_id=id), 2),
        (lambda: list(queries.every(session, cycle_id=id)), 1),
        (lambda: queries.mine(session, account_id=account_id), 4),
    ]
    for ask, most in asked:
        session.expunge_all()
        with count_statements() as seen:
            ask()
        assert len(seen) <= most
