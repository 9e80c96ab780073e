"""What is written down about signing in: one line for each event, and nothing that somebody could use."""

import logging

from gacocrea.core.terms import Role
from gacocrea.forum.actions import grant
from gacocrea.forum.commands import CONSOLE
from tests.factories import make_forum
from tests.people.help import PHRASE, code, enter, give_app, make_person, path_in, token_in
from tests.support import NOON


def test_every_event_is_a_line_without_names_addresses_or_secrets(
    session, browser, app, clock, letters, caplog
):
    caplog.set_level(logging.INFO, "gacocrea.security")
    person = make_person(session)
    secret, codes = give_app(session, app, person)
    visitor = browser()
    enter(visitor, password="otra cosa distinta")
    enter(visitor, "nadie@example.org")
    page = enter(visitor)
    visitor.submit(page, "/cuenta/segundo-factor", code="000000")
    visitor.submit(page, "/cuenta/segundo-factor", code=codes[0])
    visitor.submit(visitor.get("/entrar/enlace"), email="rosa@example.org")
    browser().get(path_in(letters[-1]))
    visitor.submit(visitor.get("/mi/seguridad"), "/salir")
    lines = [entry.getMessage() for entry in caplog.records if entry.name == "gacocrea.security"]
    events = {line.split()[0] for line in lines}
    assert {
        "sign_in.failed",
        "session.begun",
        "session.ended",
        "factor.code_wrong",
        "factor.proven",
    } <= events
    told = "\n".join(lines)
    used = (
        PHRASE,
        "otra cosa",
        "rosa@",
        "nadie@",
        "Rosa",
        secret,
        codes[0],
        code(secret, clock),
        token_in(letters[-1]),
    )
    assert [word for word in used if word in told] == []
    assert all("\n" not in line for line in lines)


def test_a_role_that_is_given_ends_what_was_open_before(session, browser):
    forum, person = make_forum(session), make_person(session)
    there = browser(person)
    assert there.get("/mi/").path == "/mi/"
    grant(
        session,
        actor=CONSOLE,
        forum=forum,
        account=person,
        role=Role.SECRETARIAT,
        starts_on=NOON.date(),
        now=NOON,
    )
    session.commit()
    assert there.get("/mi/").path == "/entrar"
