"""The gate of every address: method, route, role and phase, asked of the running program.

Each question goes through everything that stands before a view (who asks, where, the calendar, the law). The whole
product would take minutes, so it is covered in two parts: each method of each route for every kind of person while
people vote; and for each line of the law and kind of place, one route for every kind of person in every phase (in
three of them where the law names no phase). Both parts meet in the phase of voting, where a test holds them equal.
What the view and its action then ask of the single thing (own or not, its state) is held by the tests of the actions,
and places by test_matrix.py.

`python -m tests.house.matrix` writes the list anew.
"""

import tempfile
from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from gacocrea.core.clock import FixedClock
from gacocrea.core.errors import Refusal
from gacocrea.core.permissions import LAW, Action
from gacocrea.core.terms import Phase, Role
from gacocrea.people.models import Account
from gacocrea.voting.keys import KeyRing
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db
from tests.browser import Browser
from tests.factories import make_account, make_cycle, make_forum, make_member
from tests.house.routes import right
from tests.thread import Thread, make_thread

LISTED = Path(__file__).with_name("matrix.txt")
REFRESH = ".venv/bin/python -m tests.house.matrix"
ALWAYS = (Phase.PREPARATION, Phase.VOTING, Phase.CLOSED)
"""Phases in which every line of the law is asked, also one that holds at any time."""
HEAD = """\
# Who passes the gate of each address, by phase in this order:
# {phases}
# .  goes on to the view        s  is sent to sign in, confirm or show a second factor
# n  finds nothing (404)        c  is refused by the calendar or the law (403)
# One sign when it is the same in all phases.
"""
VALUES = {
    "ref": "P-0001",
    "pillar": "integridad",
    "kind": "json",
    "code": "R-01",
    "mark": "x",
    "token": "x",
    "name": "x",
}


@dataclass
class World:
    """A forum whose cycle passes through every phase, another forum, and one person of each kind."""

    app: Gacocrea
    thread: Thread
    people: dict[str, Account | None]

    def instants(self) -> Iterator[datetime]:
        """Yield an instant in each phase that no other phase shares, or its middle."""
        windows = self.thread.cycle.windows
        for phase in Phase:
            mine = next(one for one in windows if one.phase is phase)
            middle = mine.opens_at + (mine.closes_at - mine.opens_at) / 2
            alone = [one for one in windows if one.phase is not phase and one.holds(middle)]
            yield mine.closes_at - (mine.closes_at - alone[0].closes_at) / 2 if alone else middle


def make_world(app: Gacocrea) -> World:
    """Make the world in the database of `app`."""
    session = db.session()
    thread = make_thread(session, KeyRing(app.settings.keys), Phase.PROPOSALS)
    elsewhere = make_forum(session, "mexico", name="Foro de México")
    make_cycle(session, elsewhere)
    people = {
        "visitor": None,
        "unconfirmed": make_account(session, email_confirmed_at=None),
        "citizen": make_account(session),
        "core group": thread.core[0],
        "secretariat": thread.secretary,
        "observer": make_member(session, thread.forum, Role.OBSERVER),
        "administrator": make_account(session, is_administrator=True),
        "no factor": make_member(session, thread.forum, Role.SECRETARIAT),
        "elsewhere": make_member(session, elsewhere, Role.SECRETARIAT),
    }
    session.commit()
    return World(app, thread, people)


def values_of(rule: Rule, place: dict[str, str]) -> dict[str, str | int]:
    """Return something for every part of an address."""
    numbers = {part for part in rule.arguments if f"<int:{part}>" in rule.rule}
    return {part: 1 if part in numbers else (VALUES | place).get(part, "x") for part in rule.arguments}


def gate(app: Gacocrea, path: str, method: str, cookie: str) -> str:
    """Return how far a request comes before its view, as one sign: asked by the outside world, in no context."""
    return Context().run(_gate, app, path, method, cookie)


def _gate(app: Gacocrea, path: str, method: str, cookie: str) -> str:
    head = {"Cookie": cookie} if cookie else {}
    with app.test_request_context(path, method=method, headers=head):
        try:
            answer = app.preprocess_request()
        except Refusal as refusal:
            return {404: "n", 403: "c"}.get(refusal.status, "?")
        finally:
            db.session.rollback()
        if answer is None:
            return "."
        return "s" if isinstance(answer, Response) and answer.status_code in (302, 303) else "?"


def cookies(world: World) -> dict[str, str]:
    """Sign everybody in anew at the instant of the clock, and return what each browser holds."""
    held = {}
    for who, account in world.people.items():
        browser = Browser(world.app)
        if account is not None:
            browser.sign_in(account, with_factor=who != "no factor")
        kept = browser.client._cookies or {}
        held[who] = "; ".join(f"{one.key}={one.value}" for one in kept.values())
    return held


@dataclass(frozen=True, order=True)
class Door:
    """One method of one route."""

    rule: str
    method: str
    law: str
    path: str

    @property
    def kind(self) -> str:
        """The law and the kind of place that it stands in: what its gate may depend on."""
        inside = "cycle" if "<cycle>" in self.rule else "forum" if "<forum>" in self.rule else "site"
        return f"{self.law} in the {inside}"


def doors(world: World) -> list[Door]:
    """Return every method of every route, with an address of it."""
    place = {"forum": world.thread.forum.slug, "cycle": world.thread.cycle.slug}
    adapter = world.app.url_map.bind("localhost")
    return sorted(
        Door(
            rule.rule,
            method,
            right(world.app, rule.endpoint),
            adapter.build(rule.endpoint, values_of(rule, place), method=method),
        )
        for rule in world.app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    )


def matrix(world: World) -> tuple[dict[str, dict[str, str]], dict[Door, dict[str, str]]]:
    """Return by kind of door and person a sign for each phase, and by door and person the sign while people vote."""
    every = doors(world)
    first = {door.kind: door for door in reversed(every)}
    by_kind = {kind: dict.fromkeys(world.people, "") for kind in sorted(first)}
    by_door: dict[Door, dict[str, str]] = {}
    assert isinstance(world.app.clock, FixedClock)
    for phase, instant in zip(Phase, world.instants(), strict=True):
        world.app.clock.instant = instant
        held = cookies(world)
        asked = [kind for kind, door in first.items() if phase in ALWAYS or LAW[Action(door.law)].phases]
        for kind, who in ((kind, who) for kind in asked for who in held):
            door = first[kind]
            by_kind[kind][who] += gate(world.app, door.path, door.method, held[who])
        if phase is Phase.VOTING:
            for door in every:
                signs = {who: gate(world.app, door.path, door.method, held[who]) for who in held}
                by_door[door] = signs
    return by_kind, by_door


def listing(world: World) -> list[str]:
    """Return both parts as lines."""
    by_kind, by_door = matrix(world)
    lines = [
        f"{kind}  {_row({who: _short(signs) for who, signs in row.items()})}" for kind, row in by_kind.items()
    ]
    lines += ["", "# While people vote:"]
    lines += [f"{door.method} {door.rule}  [{door.law}]  {_row(row)}" for door, row in by_door.items()]
    return lines


def _row(signs: dict[str, str]) -> str:
    return "  ".join(f"{who} {sign}" for who, sign in signs.items())


def _short(signs: str) -> str:
    return signs[0] if len(set(signs)) == 1 else signs


def text(lines: list[str]) -> str:
    return HEAD.format(phases=", ".join(Phase)) + "\n".join(lines) + "\n"


if __name__ == "__main__":
    from gacocrea.app import create_app
    from tests.support import NOON, make_settings

    with tempfile.TemporaryDirectory() as folder:
        program = create_app(make_settings(Path(folder)), clock=FixedClock(NOON))
        program.config["WTF_CSRF_ENABLED"] = False
        with program.app_context():
            db.create_all()
            LISTED.write_text(text(listing(make_world(program))), "utf-8")
