"""How long pages take: fills the example forum in a temporary folder and reads every public page that it links to.

Prints, for the slowest pages, the median time of five readings in milliseconds, the size in kB before compression
and the number of database statements. Then the pages of the thread as those read them who use them, a ballot
among them, and once more when the example has grown to `MANY` proposals: what counts is the ratio of the two in
one run. Times are those of the program alone: no network, no browser.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

from flask.testing import FlaskClient
from sqlalchemy import Table, event, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gacocrea.app import create_app
from gacocrea.core.numbering import Counter, total
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.queries import current_cycle
from gacocrea.forum.models import Forum
from gacocrea.people.models import Account
from gacocrea.proposals.models import Proposal, ProposalTerm
from gacocrea.settings import Settings
from gacocrea.themes.models import Response
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db

READINGS = 5
PAGES = 150
SHOWN = 25
MANY = 10_000
APART = 100_000  # between the ids of a proposal and its copies
FORUM = "ecuador"
CITIZEN = "lucia.tenelema"
THREAD = (  # who reads what from the cycle's page on; "" is a visitor
    ("", "../"),
    ("", "./propuestas"),
    ("", "./propuestas?q=agua"),
    ("", "./propuestas/P-0012"),
    ("", "./hilo/P-0012"),
    ("", "./temas"),
    ("", "./respuestas"),
    ("", "./plan"),
    (CITIZEN, "./propuestas/parecidas?title=agua+potable&problem=calidad+del+agua"),
    (CITIZEN, "./votacion"),
    (CITIZEN, "./votacion/transparencia"),
    (CITIZEN, "/mi/"),
    ("rosario.chuquimarca", "./mesa/"),
    ("rosario.chuquimarca", "./mesa/?show=answered"),
    ("sofia.teran", "../secretaria/"),
    ("sofia.teran", "./secretaria/plan"),
)
counted = [0]


class Reading(NamedTuple):
    milliseconds: float
    kilobytes: float
    statements: int
    status: int
    path: str


def filled(instance: Path) -> Gacocrea:
    """Return a program whose installation is filled with the example."""
    env = {**os.environ, "GACOCREA_INSTANCE": str(instance)}
    env.pop("DATABASE_URL", None)
    start = time.perf_counter()
    subprocess.run(
        [Path(sys.executable).with_name("gacocrea"), "demo"], env=env, check=True, stdout=subprocess.DEVNULL
    )
    print(f"gacocrea demo  {time.perf_counter() - start:.1f} s")
    return create_app(Settings.from_env(env))


def visit(app: Gacocrea, name: str = "") -> FlaskClient:
    """Return the browser of a visitor, or of an example account that has signed in."""
    client = app.test_client()
    if name:
        with app.app_context(), client.session_transaction() as kept:
            account = db.session.scalars(select(Account).where(Account.email == f"{name}@example.org")).one()
            kept.update(_user_id=f"{account.id}.{account.stamp}", _fresh=True)
    return client


def read(ask: Callable[[], TestResponse], path: str) -> tuple[Reading, str]:
    """Ask several times and return the figures and the last content."""
    times = []
    for _ in range(READINGS):
        counted[0] = 0
        start = time.perf_counter()
        response = ask()
        times.append(1000 * (time.perf_counter() - start))
    size, is_page = len(response.data) / 1000, response.mimetype == "text/html"
    return (
        Reading(statistics.median(times), size, counted[0], response.status_code, path),
        response.text if is_page else "",
    )


def walk(client: FlaskClient) -> Iterator[Reading]:
    """Read pages from the front page on, each address once."""
    waiting, known = deque(["/"]), {"/"}
    while waiting:
        path = waiting.popleft()
        reading, content = read(lambda at=path: client.get(at), path)  # type: ignore[misc]
        yield reading
        for link in re.findall(r"<a\b[^>]*\bhref=\"([^\"#]+)", content):
            target = urljoin(path, link).partition("?")[0]
            if target.startswith("/") and target not in known and len(known) < PAGES:
                known.add(target)
                waiting.append(target)


def thread(app: Gacocrea, cycle: str) -> Iterator[Reading]:
    """Read the pages of the thread from the page of the cycle on; deliver a ballot, the same one again and again."""
    for name, page in THREAD:
        client, path = visit(app, name), urljoin(cycle, page)
        yield read(lambda at=path, by=client: by.get(at), f"{path}  {name}")[0]  # type: ignore[misc]
    client, path = visit(app, CITIZEN), f"{cycle}votacion/transparencia"
    booth = client.get(path).text
    ballot = dict(re.findall(r'name="(csrf_token|server|previous)"[^>]*\bvalue="([^"]*)"', booth))
    ballot |= {"choices": re.findall(r"\bT-[0-9]{3}\b", booth)[0], "deliver": "1", "nonce": "5" * 32}
    yield read(lambda: client.post(path, data=ballot), f"POST {path}  {CITIZEN}")[0]


def running(session: Session) -> Cycle:
    """Return the running cycle of the national forum."""
    forum = session.scalars(select(Forum).where(Forum.slug == FORUM)).one()
    cycle = current_cycle(session, forum.id, datetime.now(UTC))
    assert cycle
    return cycle


def grow(session: Session, cycle: Cycle) -> None:
    """Copy the declined proposals of a cycle, with their words and answers, until there are `MANY`."""
    declined = select(Response.proposal_id).where(Response.theme_id.is_(None))
    ids = list(
        session.scalars(select(Proposal.id).where(Proposal.cycle_id == cycle.id, Proposal.id.in_(declined)))
    )
    place = {"scope": f"cycle:{cycle.id}", "kind": "P"}
    highest = total(session, **place)
    turns = MANY // len(ids)
    for turn in range(1, turns + 1):
        shift = {"proposal_id": turn * APART, "id": turn * APART, "number": turn * highest}
        _copy(session, Proposal.__table__, ids, shift)
        _copy(session, ProposalTerm.__table__, ids, shift)
        _copy(session, Response.__table__, ids, {"proposal_id": turn * APART})
    session.query(Counter).filter_by(**place).update({"last": (turns + 1) * highest})
    session.commit()


def _copy(session: Session, table: Any, ids: list[int], shift: dict[str, int]) -> None:
    source: Table = table
    key = source.c["proposal_id" if "proposal_id" in source.c else "id"]
    columns = [column + shift[column.name] if column.name in shift else column for column in source.c]
    chosen = select(*columns).where(key.in_(ids))
    session.execute(insert(source).from_select(list(source.c), chosen))


def count(*_: Any) -> None:
    counted[0] += 1


def main() -> None:
    event.listen(Engine, "before_cursor_execute", count)
    with tempfile.TemporaryDirectory() as folder:
        app = filled(Path(folder))
        readings = sorted(walk(visit(app)), reverse=True)
        with app.app_context():
            cycle = running(db.session())
        small = list(thread(app, f"/{FORUM}/{cycle.slug}/"))
        with app.app_context():
            grow(db.session(), cycle)
        large = list(thread(app, f"/{FORUM}/{cycle.slug}/"))
    print(f"{len(readings)} pages, median {statistics.median(r.milliseconds for r in readings):.0f} ms\n")
    print("    ms      kB  statements  status  page")
    for reading in readings[:SHOWN]:
        print("{:6.0f} {:7.1f} {:11d} {:7d}  {}".format(*reading))
    print(f"\nThe example, then with {MANY} proposals:\n\n    ms      ms  ratio  statements  status  page")
    for one, many in zip(small, large, strict=True):
        figures = one.milliseconds, many.milliseconds, many.milliseconds / one.milliseconds
        print("{:6.0f} {:7.0f} {:6.1f}".format(*figures), end="")
        print(f"{one.statements:6d} {many.statements:5d} {many.status:7d}  {one.path}")


if __name__ == "__main__":
    main()
