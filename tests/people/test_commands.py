"""What an operator does about how people come in."""

from dataclasses import replace

import pytest

from gacocrea.cli import main
from gacocrea.people.commands import code, remove_app, sign_out
from tests.people.help import enter, give_app, make_person


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda command, *words: runner.invoke(command, words)


def test_outside_production_the_command_line_tells_the_present_code(session, app, run, browser):
    give_app(session, app, make_person(session))
    told = run(code, "rosa@example.org").output.strip()
    visitor = browser()
    assert visitor.submit(enter(visitor), "/cuenta/segundo-factor", code=told).path == "/mi/"


def test_in_production_nobody_is_told_a_code(session, app, run):
    secret, _codes = give_app(session, app, make_person(session))
    kept, app.settings = app.settings, replace(app.settings, is_production=True)
    told = run(code, "rosa@example.org")
    app.settings = kept
    assert told.exit_code == 1
    assert not any(letter.isdigit() for letter in told.output)
    assert secret not in told.output


def test_an_operator_ends_every_session_of_a_person(session, run, browser):
    person = make_person(session)
    visitors = [browser(person) for _place in range(2)]
    assert "cerradas" in run(sign_out, "rosa@example.org").output
    assert [visitor.get("/mi/").path for visitor in visitors] == ["/entrar"] * 2


def test_an_operator_takes_a_lost_app_away_and_the_owner_is_told(session, app, run, browser, letters):
    person = make_person(session)
    give_app(session, app, person)
    assert run(remove_app, "rosa@example.org").exit_code == 0
    visitor = browser()
    assert enter(visitor).path == "/mi/"
    assert run(remove_app, "nadie@example.org").exit_code == 1
    assert {"code", "sign-out", "remove-app"} <= set(main.get_command(None, "person").commands)
