"""The small proof of work: solved, it works once; copied, changed, old or too quick, it works not at all."""

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from altcha import Challenge, Payload, solve_challenge
from sqlalchemy import func, select

from gacocrea.core.spent import Spent, forget
from gacocrea.web.edges.proof import LIFE, Work
from tests.factories import make_account
from tests.support import NOON

TYPED = {"email": "rosa@example.org"}
ADDRESS = "/cuenta/clave"


@pytest.fixture
def work(app: Any) -> Iterator[Work]:
    """Ask for real work, of a few tries."""
    before, app.extensions["proof"] = app.extensions["proof"], Work(cost=50, tries=8, wait=10)
    yield app.extensions["proof"]
    app.extensions["proof"] = before


def read(word: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.b64decode(word))
    return found


def word(table: dict[str, Any]) -> str:
    return base64.b64encode(json.dumps(table).encode()).decode()


def solved(challenge: str) -> str:
    asked = Challenge.from_dict(read(challenge))
    solution = solve_challenge(asked)
    assert solution is not None
    return Payload(asked, solution).to_base64()


def test_a_solved_challenge_lets_a_visitor_through(work, session, browser, letters) -> None:
    make_account(session, email="rosa@example.org")
    page = browser().get(ADDRESS)
    sent = browser_of(browser, page, solved(page.form()["proof"]))
    assert "rosa@example.org" in sent.words
    assert len(letters) == 1


def browser_of(browser: Any, page: Any, proof: str) -> Any:
    visitor = browser()
    return visitor.post(ADDRESS, visitor.get(ADDRESS).form() | TYPED | {"proof": proof})


@pytest.mark.both_engines
def test_a_solution_works_once_whoever_sends_it_again(work, session, browser, letters) -> None:
    make_account(session, email="rosa@example.org")
    page = browser().get(ADDRESS)
    answer = solved(page.form()["proof"])
    assert browser_of(browser, page, answer).status == 200
    again = browser_of(browser, page, answer)
    assert again.status == 422
    assert again.form()["email"] == "rosa@example.org"
    assert again.form()["proof"] != answer
    assert len(letters) == 1
    assert session.scalar(select(func.count()).select_from(Spent)) == 1


def forgeries(challenge: str) -> Iterator[str]:
    """What a program might send instead of work."""
    asked, right = read(challenge), read(solved(challenge))
    unsolved = {"challenge": asked, "solution": {"counter": 0, "derivedKey": "00" * 32}}
    yield from ("", "x", "=", word({}), word([]), word({"challenge": None, "solution": {}}))  # type: ignore[arg-type]
    yield word({"challenge": [], "solution": 7})
    yield word(unsolved)
    yield word(right | {"solution": {"counter": "1", "derivedKey": None}})
    for name, value in (
        ("cost", 1),
        ("keyPrefix", "00"),
        ("nonce", "00" * 16),
        ("data", {"made": 0}),
        ("data", None),
    ):
        changed = asked | {"parameters": asked["parameters"] | {name: value}}
        yield word(changed)
        yield word(right | {"challenge": changed})
    yield word(right | {"challenge": asked | {"signature": "00" * 32}})
    yield word({"parameters": asked["parameters"]})
    yield base64.b64encode(b"[" * 3000).decode()


def test_nothing_forged_lets_a_visitor_through(work, session, browser, letters, clock) -> None:
    make_account(session, email="rosa@example.org")
    page = browser().get(ADDRESS)
    clock.instant = NOON + timedelta(minutes=1)
    answers = [browser_of(browser, page, forged).status for forged in forgeries(page.form()["proof"])]
    assert set(answers) == {422}
    assert letters == []


def test_without_a_script_the_form_is_taken_once_it_was_open_for_some_seconds(
    work, session, browser, letters, clock
) -> None:
    make_account(session, email="rosa@example.org")
    visitor = browser()
    page = visitor.submit(visitor.get(ADDRESS), **TYPED)
    assert page.status == 422
    assert "Espere unos segundos" in page.words
    assert page.form()["email"] == "rosa@example.org"
    clock.instant = NOON + timedelta(seconds=work.wait)
    assert "rosa@example.org" in visitor.submit(page).words
    assert len(letters) == 1


def test_a_form_that_was_open_for_too_long_is_sent_again_with_what_was_typed(
    work, session, browser, clock
) -> None:
    visitor = browser()
    page = visitor.get(ADDRESS)
    answer = solved(page.form()["proof"])
    clock.instant = NOON + LIFE + timedelta(seconds=1)
    again = visitor.post(ADDRESS, page.form() | TYPED | {"proof": answer})
    assert again.status == 422
    assert again.form()["proof"] != answer
    assert visitor.post(ADDRESS, again.form() | {"proof": solved(again.form()["proof"])}).status == 200


def test_what_is_wrong_elsewhere_in_the_form_costs_no_second_proof(work, session, browser) -> None:
    visitor = browser()
    page = visitor.get(ADDRESS)
    answer = solved(page.form()["proof"])
    again = visitor.post(ADDRESS, page.form() | {"email": "rosa", "proof": answer})
    assert again.status == 422
    assert again.form()["proof"] == answer
    assert visitor.submit(again, **TYPED).status == 200


def test_who_has_signed_in_is_asked_for_no_proof(work, session, browser) -> None:
    citizen = browser(make_account(session, email="rosa@example.org"))
    page = citizen.get(ADDRESS)
    assert "proof" not in page.form()
    assert citizen.submit(page, **TYPED).status == 200


@pytest.mark.both_engines
def test_used_challenges_are_forgotten_once_they_would_have_expired(session) -> None:
    session.add_all([Spent(mark="old", expires_at=NOON), Spent(mark="new", expires_at=NOON + LIFE)])
    assert forget(session, NOON) == 1
    assert forget(session, NOON) == 0
    assert session.scalars(select(Spent.mark)).all() == ["new"]
