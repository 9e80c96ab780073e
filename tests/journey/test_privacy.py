"""What nobody may learn or change by asking: other forums' objects, addresses of people, what somebody voted."""

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from contextvars import Context
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gacocrea.core.terms import Phase, Role
from gacocrea.forum.models import Meeting
from gacocrea.proposals.models import ProposalStatus, Workshop
from gacocrea.voting.models import Step
from gacocrea.web.application import Gacocrea
from gacocrea.web.errors import collided
from tests.browser import Browser, Page
from tests.factories import make_account, make_cycle, make_forum, make_member
from tests.journey.hostile import STAND_IN, method_of, values_for, walk
from tests.support import NOON
from tests.thread import Thread, make_proposal

HERE = "/ecuador/2026-2028"
STARTS = ("/", "/ecuador/", f"{HERE}/", "/mi/", f"{HERE}/secretaria/plan", f"{HERE}/mesa/?compacta=1")
REAL = {"pillar": "integridad", "kind": "json", "name": "result.json", "duty": "contact"}
QUOTED = ("P-0001", "T-001", "C-01", "R-01", "D-001")


def fill(session: Session, thread: Thread) -> None:
    """Put one of everything that has a number of its own into the forum."""
    author = make_account(session, "Rosa Quishpe")
    themes = [thread.theme(), thread.theme(pillar=1)]
    thread.elect(*themes)
    thread.draft(themes[0], brief="Cada obra con su página.")
    draft: dict[str, Any] = {"number": None, "submitted_at": None, "status": ProposalStatus.DRAFT}
    make_proposal(session, thread.cycle, author_id=thread.secretary.id, author_name="Lucía Andrade", **draft)
    make_proposal(session, thread.cycle, author_id=author.id, author_name=author.display_name)
    hours = {"called_at": NOON, "starts_at": NOON, "ends_at": NOON + timedelta(hours=1)}
    session.add(Meeting(forum_id=thread.forum.id, number=1, title="La primera", place="Loja", **hours))
    session.add(
        Workshop(
            cycle_id=thread.cycle.id, place="Loja", territory="", held_on=NOON.date(), attendance={"total": 3}
        )
    )
    session.commit()


def addresses_in(forum: str, app: Gacocrea) -> Iterator[tuple[str, str]]:
    """Yield the method and address of every view in a forum that asks for something by its number."""
    adapter, place = app.url_map.bind("localhost"), REAL | {"forum": forum, "cycle": "2026-2028"}
    for rule in app.url_map.iter_rules():
        if "forum" in rule.arguments and rule.arguments - {"forum", "cycle"}:
            for quoted, number in product(QUOTED, "123"):
                said = dict.fromkeys(rule.arguments, "x") | place | {"ref": quoted, "code": quoted}
                values = values_for(rule, {part: said[part] for part in rule.arguments})
                path = adapter.build(rule.endpoint, values, method=method_of(rule))
                yield method_of(rule), path.replace(STAND_IN, number)


def bare(page: Any) -> bytes:
    """Return an answer without the token that is new each time."""
    return re.sub(rb'name="csrf_token"[^>]*', b"", page.data)


@pytest.mark.slow
def test_an_object_of_another_forum_looks_like_one_that_does_not_exist(
    app: Gacocrea, session: Session, make: Callable[[Phase], Thread]
) -> None:
    """The same addresses of a second forum, asked before and after the first one has something there."""
    thread = make(Phase.DRAFTING)
    other = make_forum(session, "jalisco")
    make_cycle(session, other, phase=Phase.ANALYSIS)
    person = make_member(session, other, Role.SECRETARIAT)
    paths = set(addresses_in("jalisco", app))
    assert len(paths) > 50
    browsers = [Browser(app), Browser(app, person), Browser(app, thread.secretary)]

    def ask() -> dict[tuple[int, str, str], tuple[int, bytes]]:
        answers = {}
        for place, browser in enumerate(browsers):
            for method, path in sorted(paths):
                answer = Context().run(browser.client.open, path, method=method)
                answers[place, method, path] = (answer.status_code, bare(answer))
        return answers

    before = ask()
    fill(session, thread)
    after = ask()
    assert [asked for asked in before if before[asked] != after[asked]] == []


def text_of(page: Page) -> str:
    """Return everything readable of an answer, what a packed document holds too."""
    data: bytes = page.response.data
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


@pytest.mark.slow
@pytest.mark.both_engines
def test_reading_writes_nothing_and_shows_no_address_but_ones_own(
    app: Gacocrea, session: Session, make: Callable[[Phase], Thread], count_statements: Any
) -> None:
    thread = make(Phase.DRAFTING)
    fill(session, thread)
    for account in (None, make_account(session), thread.core[0], thread.secretary):
        reader = Browser(app, account)
        with count_statements() as statements:
            pages = walk(app, reader, *STARTS, each=2)
        assert len(pages) > 15
        writes = [
            said for said in statements if re.match(r"INSERT|UPDATE|DELETE", said) or "FOR UPDATE" in said
        ]
        assert writes == []
        documents = [f"{HERE}/secretaria/plan.{kind}" for kind in ("json", "csv", "docx")]
        pages += [Browser(app, account).get(path) for path in (*documents, f"{HERE}/respuestas.csv")]
        for page in pages:
            seen = set(re.findall(r"[\w.]+@example\.org", text_of(page)))
            assert seen <= {account.email if account else ""}, page.path


def test_the_log_of_a_ballot_tells_neither_choice_nor_seal_nor_person(
    app: Gacocrea, session: Session, make: Callable[[Phase], Thread], caplog: pytest.LogCaptureFixture
) -> None:
    thread = make(Phase.VOTING)
    theme = thread.theme(title="Un tema irrepetible")
    thread.sign(Step.OPEN, thread.window(Phase.VOTING).opens_at)
    voter = Browser(app, make_account(session, "Nombre Irrepetible", email="irrepetible@example.org"))
    booth = f"{HERE}/votacion/transparencia"
    with caplog.at_level(logging.INFO), caplog.at_level(logging.INFO, "sqlalchemy.engine"):
        review = voter.submit(voter.get(booth), "votacion", choices=[f"T-{theme.number:03d}"])
        receipt = voter.submit(review, "votacion", deliver="1")
    seal = receipt.soup.select_one(".code")
    assert seal is not None
    assert "INSERT INTO ballot" in caplog.text
    for secret in (seal.get_text(strip=True), "T-001", "irrepetible", "Irrepetible"):
        assert secret not in caplog.text


class Collision(Exception):
    """What PostgreSQL says when a rule is broken: the second line holds the row itself."""

    def __str__(self) -> str:
        return 'new row violates check constraint "x"\nDETAIL:  Failing row contains (1, T-001, a3f).'


def test_the_log_of_a_collision_names_the_rule_and_not_the_row(
    app: Gacocrea, caplog: pytest.LogCaptureFixture
) -> None:
    with app.test_request_context("/"):
        collided(IntegrityError("INSERT", {}, Collision()))
    assert 'constraint "x"' in caplog.text
    assert "Failing row" not in caplog.text
