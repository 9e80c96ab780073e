"""The table of limits bites where it says, spares whom it says, and loses nothing of what was typed."""

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask_limiter import Limiter
from limits import parse_many

from gacocrea.app import create_app
from gacocrea.core.terms import Phase
from gacocrea.people.actions.passwords import hashed
from gacocrea.web.application import Gacocrea
from gacocrea.web.edges.limits import LIMITS, By, Limit
from gacocrea.web.extensions import db
from tests.browser import Browser
from tests.factories import make_account as make_person
from tests.house.tree import ROOT
from tests.support import make_settings
from tests.thread import make_proposal

PASSWORD = "tres gallinas en la azotea"


def make_account(session, name):
    return make_person(session, name, password_hash=hashed(PASSWORD))


@pytest.fixture
def limits(app: Gacocrea) -> Iterator[Limiter]:
    """Switch the limits on, with no counts of before."""
    limiter: Limiter = app.extensions["pacing"]
    limiter.reset()
    limiter.enabled = True
    yield limiter
    limiter.enabled = False


def sign_in(browser: Browser, email: str, password: str = "no es esta", where: str = "203.0.113.9") -> Any:
    page = browser.get("/entrar")
    return browser.post(
        page.action(),
        page.form() | {"email": email, "password": password},
        environ_overrides={"REMOTE_ADDR": where},
    )


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.views[0]}-{limit.by}")
def test_a_line_of_the_table_names_views_that_exist_and_a_rate_that_is_one(
    limit: Limit, app: Gacocrea
) -> None:
    assert set(limit.views) - set(app.view_functions) == set()
    assert parse_many(limit.rate)
    assert limit.why.endswith(".")


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.views[0]}-{limit.by}")
def test_a_mailbox_or_an_account_never_waits_longer_than_an_hour(limit: Limit) -> None:
    (rate,) = parse_many(limit.rate)
    victims = limit.by in (By.MAILBOX, By.MAILBOX_HERE)
    assert rate.get_expiry() <= (900 if victims else 3600)


def test_the_page_for_people_is_what_the_table_says() -> None:
    printed = subprocess.run(
        [sys.executable, ROOT / "tools" / "limits"], capture_output=True, text=True, check=True
    ).stdout
    page = (ROOT / "docs" / "limits.md").read_text("utf-8")
    assert page == printed, "run: .venv/bin/python tools/limits > docs/limits.md"


def test_wrong_passwords_slow_the_address_that_guesses_and_not_the_owner(
    app, session, browser, limits
) -> None:
    owner = make_account(session, "Rosa Quishpe")
    guesser, rosa = browser(), browser()
    answers = [sign_in(guesser, owner.email).status for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert sign_in(guesser, owner.email, PASSWORD).status == 429
    assert sign_in(rosa, owner.email, PASSWORD, where="198.51.100.1").path == "/mi/"


@pytest.mark.parametrize(
    "variant", [str.upper, lambda email: email.replace("@", "+x@"), lambda email: f" {email}"]
)
def test_another_spelling_of_the_mailbox_gives_no_more_tries(variant, session, browser, limits) -> None:
    owner, guesser = make_account(session, "Rosa Quishpe"), browser()
    for _ in range(10):
        sign_in(guesser, owner.email)
    assert sign_in(guesser, variant(owner.email)).status == 429


def test_a_forwarded_address_that_nobody_declared_gives_no_more_tries(session, browser, limits) -> None:
    owner, guesser = make_account(session, "Rosa Quishpe"), browser()
    page = guesser.get("/entrar")
    typed = page.form() | {"email": owner.email, "password": "no es esta"}
    answers = [
        guesser.post("/entrar", typed, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status
        for n in range(11)
    ]
    assert answers[-1] == 429


def test_a_whole_ipv6_line_counts_as_one(session, browser, limits) -> None:
    owner, guesser = make_account(session, "Rosa Quishpe"), browser()
    answers = [sign_in(guesser, owner.email, where=f"2001:db8::{n:x}").status for n in range(11)]
    assert answers[-1] == 429


def test_a_flood_from_everywhere_spares_the_browser_that_signed_in_before(session, browser, limits) -> None:
    owner, known, new = make_account(session, "Rosa Quishpe"), browser(), browser()
    sign_in(known, owner.email, PASSWORD, where="198.51.100.1")
    known.post("/salir", {"csrf_token": known.get("/mi/").form("/salir")["csrf_token"]})
    flooder = browser()
    for n in range(50):
        sign_in(flooder, owner.email, where=f"192.0.2.{n}")
    assert sign_in(new, owner.email, PASSWORD, where="198.51.100.2").status == 429
    assert sign_in(known, owner.email, PASSWORD, where="198.51.100.2").path == "/mi/"


def test_right_passwords_of_a_whole_school_are_never_slowed(session, browser, limits) -> None:
    pupils = [make_account(session, f"Alumna {n}") for n in range(12)]
    answers = [sign_in(browser(), one.email, PASSWORD).path for one in pupils]
    assert set(answers) == {"/mi/"}
    assert [sign_in(browser(), pupils[0].email, PASSWORD).status for _ in range(11)][-1] == 200


def test_who_has_to_wait_gets_the_form_back_with_what_was_typed(session, browser, limits) -> None:
    owner, guesser = make_account(session, "Rosa Quishpe"), browser()
    for _ in range(10):
        sign_in(guesser, owner.email)
    page = sign_in(guesser, owner.email)
    assert page.status == 429
    assert page.form()["email"] == owner.email
    assert re.search(r"Espere [456] min", page.words)
    assert 0 < int(page.response.headers["Retry-After"]) <= 301


def test_an_argument_too_many_is_still_in_its_form_and_stored_nowhere(make, session, browser, limits) -> None:
    thread = make(Phase.PROPOSALS)
    make_proposal(session, thread.cycle)
    citizen = browser(make_account(session, "Rosa Quishpe"))
    page = citizen.get("/ecuador/2026-2028/propuestas/P-0001")
    typed = page.form("argumentos") | {"stance": "for", "text": "Falta saber cuánto cuesta cada obra."}
    answers = [
        citizen.post(page.action("argumentos"), typed | {"text": f"Razón {n} de peso."}) for n in range(30)
    ]
    last = citizen.post(page.action("argumentos"), typed)
    assert {answer.status for answer in answers} <= {200, 422}
    assert last.status == 429
    assert "Falta saber cuánto cuesta cada obra." in last.body
    assert "Falta saber" not in citizen.get(page.path).words


def test_every_limited_form_comes_back_itself(app: Gacocrea) -> None:
    """What is limited and posted validates a form of the house: that is what shows it again."""
    plain = {"voting.receipt"}  # a button on a page: nothing is typed
    posted = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and any(rule.endpoint in limit.views for limit in LIMITS)
    }
    sources = {
        endpoint: inspect.getsource(sys.modules[app.view_functions[endpoint].__module__])
        for endpoint in posted - plain
    }
    silent = {
        endpoint
        for endpoint, source in sources.items()
        if "attempt(" not in source and "validate_on_submit(" not in source
    }
    assert silent == set()


def test_tables_made_when_asked_for_are_limited_and_reading_is_not(make, browser, limits) -> None:
    make(Phase.PROPOSALS)
    reader = browser()
    answers = [reader.client.get("/ecuador/2026-2028/moderacion.csv").status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]
    assert reader.get("/ecuador/2026-2028/moderacion").status == 200


@pytest.mark.slow
def test_without_the_declared_redis_each_process_counts_for_itself(tmp_path: Path) -> None:
    app = create_app(replace(make_settings(tmp_path), redis_url="redis://127.0.0.1:1/0"))
    with app.app_context():
        db.create_all()
    app.extensions["pacing"].enabled = True
    app.config["WTF_CSRF_ENABLED"] = False
    client, typed = app.test_client(), {"email": "rosa@example.org", "password": "no es esta"}
    answers = [client.post("/entrar", data=typed).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_the_store_of_counters_learns_no_address_and_no_mailbox(session, browser, limits) -> None:
    sign_in(browser(), "rosa@example.org")
    kept = " ".join(limits.storage.storage)
    assert "rosa" not in kept
    assert "203.0.113" not in kept
