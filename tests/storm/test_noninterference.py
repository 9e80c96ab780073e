"""Before publication nothing depends on what anybody chose: not a byte, a header, an order or a length."""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextvars import Context
from datetime import timedelta
from itertools import cycle
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import altcha.v1
import altcha.v2
import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gacocrea.core.clock import FixedClock
from gacocrea.core.terms import Phase, Role
from gacocrea.forum.models import Meeting
from gacocrea.people.models import Account
from gacocrea.proposals.models import Workshop
from gacocrea.themes.models import Theme
from gacocrea.voting.actions import cast
from gacocrea.voting.models import Ballot, Poll, Step
from gacocrea.voting.queries import ballot_mark, polls_of
from gacocrea.web.application import Gacocrea
from gacocrea.web.edges import proof
from gacocrea.web.extensions import db
from tests.browser import Browser
from tests.factories import actor_of, make_account, make_member
from tests.journey.hostile import STAND_IN, values_for, walk
from tests.support import NOON, lift_guards
from tests.thread import Thread, make_proposal
from tests.voting.booth import nonce

HERE = "/ecuador/2026-2028"
STARTS = ("/", "/ecuador/", f"{HERE}/", "/mi/", f"{HERE}/mesa/", "/ecuador/secretaria/")
REAL = {"forum": "ecuador", "cycle": "2026-2028", "pillar": "transparencia", "kind": "json", "code": "R-01"}
LISTS = ("propuestas?q=tema&orden=apoyo", "temas?orden=votos", "resultados?orden=votos", "respuestas?q=obra")
VOTERS = 14
"""Enough that nothing is left out because there are fewer than ten."""

Answer = tuple[int, list[tuple[str, str]], bytes]


@pytest.fixture
def certain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take chance and the clock of the machine out of tokens, so that nothing has to be masked."""
    monkeypatch.setattr(time, "time", NOON.timestamp)
    monkeypatch.setattr(os, "urandom", lambda size: b"7" * size)
    monkeypatch.setattr(secrets, "token_hex", lambda size=32: "7" * (2 * size))
    monkeypatch.setattr(pyotp, "random_base32", lambda: "A" * 32)
    dice = SimpleNamespace(token_bytes=lambda size: b"7" * size, randbelow=lambda most: most // 2)
    for module in (altcha.v1, altcha.v2, proof):
        monkeypatch.setattr(module, "secrets", dice)


@pytest.fixture
def voted(session: Session, make: Callable[[Phase], Thread]) -> Thread:
    """A cycle in its voting phase with something of everything, and ballots in two pillars, some of them replaced."""
    thread = make(Phase.VOTING)
    themes = [thread.theme(), thread.theme(), thread.theme(), thread.theme(pillar=1), thread.theme(pillar=1)]
    make_proposal(session, thread.cycle, author_id=thread.secretary.id, author_name="Lucía Andrade")
    hours = {"starts_at": NOON, "ends_at": NOON + timedelta(hours=1), "called_at": NOON}
    session.add(Meeting(forum_id=thread.forum.id, number=1, title="La primera", place="Loja", **hours))
    held = {"place": "Loja", "territory": "", "held_on": NOON.date(), "attendance": {"total": 3}}
    session.add(Workshop(cycle_id=thread.cycle.id, **held))
    session.commit()
    thread.sign(Step.OPEN, thread.window(Phase.VOTING).opens_at)
    people = [make_account(session) for _ in range(VOTERS)]
    for serial, voter in enumerate([*people, *people[:3]]):
        for poll in polls_of(session, thread.cycle.id):
            deliver(thread, poll, voter, serial, themes)
    session.commit()
    return thread


def deliver(thread: Thread, poll: Poll, voter: Account, serial: int, themes: list[Theme]) -> None:
    codes = [option.code for option in poll.options]
    cast(
        thread.session,
        actor=actor_of(voter),
        poll=poll,
        cycle=thread.cycle,
        choices=codes[: serial % 3],
        voter_nonce=nonce(serial),
        server_nonce=nonce(1000 + serial),
        previous_mark=ballot_mark(thread.session, poll=poll, account_id=voter.id, keys=thread.keys),
        keys=thread.keys,
        now=NOON,
    )


def everybody(thread: Thread) -> dict[str, Account | None]:
    session = thread.session
    return {
        "stranger": None,
        "voter": session.scalars(select(Account).where(Account.display_name.like("Persona%"))).all()[-1],
        "core group": thread.core[0],
        "secretariat": thread.secretary,
        "observer": make_member(session, thread.forum, Role.OBSERVER),
        "administrator": make_account(session, is_administrator=True),
    }


def addresses(app: Gacocrea, people: dict[str, Account | None]) -> list[str]:
    """Return every address that can be read, with real values, and those that links lead to besides."""
    adapter, found = app.url_map.bind("localhost"), {f"{HERE}/{each}" for each in LISTS}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            for quoted in ("P-0001", "T-001") if "ref" in rule.arguments else ("",):
                real = dict.fromkeys(rule.arguments, "1") | REAL | {"ref": quoted}
                values = values_for(rule, {name: real[name] for name in rule.arguments})
                found.add(adapter.build(rule.endpoint, values).replace(STAND_IN, "1"))
    for role in ("core group", "secretariat"):
        for page in walk(app, Browser(app, people[role]), *STARTS, each=2):
            asked = urlsplit(page.response.request.full_path.rstrip("?"))
            found.add(asked.path + (f"?{asked.query}" if asked.query else ""))
    return sorted(found)


def answers(
    clients: dict[str, FlaskClient], paths: list[str]
) -> dict[tuple[str, str], Answer]:
    """Ask for everything as everybody; return what came back to the last byte."""
    told = {}
    db.session.commit()
    for role, client in clients.items():
        for path in paths:
            answer = Context().run(client.get, path)
            assert answer.status_code < 500, path
            told[role, path] = (answer.status_code, list(answer.headers), answer.data)
    return told


def choose_otherwise(session: Session) -> None:
    """Change what is chosen in every ballot and nothing else: the other database."""
    lift_guards(session)
    options = {poll.id: [option.code for option in poll.options] for poll in session.scalars(select(Poll))}
    sizes = cycle((2, 0, 1, 2, 2, 1))
    for ballot in session.execute(select(Ballot.poll_id, Ballot.pseudonym, Ballot.choices)).all():
        last = options[ballot.poll_id][::-1]
        others = [last[: next(sizes)], last[:1], []]
        other = next(each for each in others if each != ballot.choices)
        key = {"poll_id": ballot.poll_id, "pseudonym": ballot.pseudonym}
        session.execute(update(Ballot).filter_by(**key).values(choices=other))
    session.commit()
    session.expire_all()


def differing(app: Gacocrea, thread: Thread, people: Any, paths: list[str]) -> Iterator[tuple[str, str]]:
    """Yield who is answered otherwise where, when only the choices are different."""
    clients = {role: Browser(app, account).client for role, account in people.items()}
    for client in clients.values():
        Context().run(client.get, "/entrar")  # so that the first answer that is compared sets no cookie
    before = answers(clients, paths)
    choose_otherwise(thread.session)
    after = answers(clients, paths)
    return (asked for asked in before if before[asked] != after[asked])


@pytest.mark.slow
@pytest.mark.parametrize("is_closed", [False, True], ids=["voting", "challenge"])
def test_until_publication_no_answer_to_anybody_depends_on_a_choice(
    app: Gacocrea, clock: FixedClock, voted: Thread, certain: None, is_closed: bool
) -> None:
    if is_closed:
        clock.instant = voted.window(Phase.VOTING).closes_at
        voted.sign(Step.CLOSE, clock.now())
        clock.instant += timedelta(hours=1)
    people = everybody(voted)
    paths = addresses(app, people)
    assert len(paths) > 80
    assert list(differing(app, voted, people, paths)) == []


def test_a_build_that_lets_choices_through_by_one_digit_is_noticed(
    app: Gacocrea, voted: Thread, certain: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    page: Any = app.view_functions["voting.overview"]

    def leaky(**place: Any) -> str:
        blank = sum(not choices for choices in db.session.scalars(select(Ballot.choices)))
        return str(page(**place)) + f"<!-- {blank} -->"

    leaky.access = page.access  # type: ignore[attr-defined]
    monkeypatch.setitem(app.view_functions, "voting.overview", leaky)
    path = f"{HERE}/votacion"
    assert list(differing(app, voted, {"stranger": None}, [path])) == [("stranger", path)]
