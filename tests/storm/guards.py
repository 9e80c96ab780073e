"""What every build must pass. Each guard votes through the pages of the program and raises AssertionError."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from gacocrea.voting.models import Ballot
from gacocrea.web.application import Gacocrea
from tests.browser import Browser, Page
from tests.factories import make_account
from tests.voting.booth import Booth, nonce
from tests.voting.test_booth_pages import BALLOT, choose, fields

BALLOTS = ("ballot", "superseded")


def deliver(voter: Browser, review: Page, number: int = 5) -> Page:
    """Deliver what is reviewed with the voter's own nonce."""
    return voter.post(BALLOT, fields(review) | {"deliver": "1", "nonce": nonce(number)})


def contents(session: Session) -> dict[str, list[str]]:
    """Return every row of every table there is but those of the ballots, known to the program or not."""
    session.commit()
    names = inspect(session.connection()).get_table_names()
    rows = {name: session.execute(text(f'SELECT * FROM "{name}"')) for name in names if name not in BALLOTS}
    found = {name: sorted(repr(row) for row in each) for name, each in rows.items()}
    session.commit()
    return found


def casting_changes_ballots_only(app: Gacocrea, booth: Booth) -> None:
    """Casting, repeating, replacing and withdrawing leave every other table as it was: no counter, no roll."""
    voters = [Browser(app, make_account(booth.session)) for _ in "ab"]
    before = contents(booth.session)
    for voter in voters:
        review = choose(voter, "T-001", "T-002")
        for page in (deliver(voter, review), deliver(voter, review)):
            assert page.status == 200
        assert deliver(voter, choose(voter), 6).status == 200
    after = contents(booth.session)
    changed = {name for name in after if after[name] != before[name]}
    assert not changed, f"casting changed {changed}"


def the_key_of_the_table_keeps_one_ballot(app: Gacocrea, booth: Booth) -> None:
    """Two windows opened before the first ballot: one ballot stands, though the program finds none when it looks."""
    account = make_account(booth.session)
    voter = Browser(app, account)
    reviews = [choose(voter, "T-001"), choose(voter, "T-002")]
    with blind():
        statuses = [deliver(voter, review, place).status for place, review in enumerate(reviews)]
    number = len(booth.session.scalars(select(Ballot.seal)).all())
    assert (statuses, number) == ([200, 409], 1), f"answered {statuses}, {number} ballots"


def the_voters_nonce_is_in_the_seal(app: Gacocrea, booth: Booth) -> None:
    """The seal is what the voter works out from their own nonce, by their own means: no two voters share one."""
    voter = Browser(app, make_account(booth.session))
    receipt = deliver(voter, choose(voter, "T-001"), 77)
    ballot = booth.session.execute(select(Ballot.seal, Ballot.voter_nonce, Ballot.server_nonce)).one()
    assert ballot.voter_nonce == nonce(77), "the nonce is not the voter's"
    opening = {
        "choices": ["T-001"],
        "manifest_hash": booth.poll.manifest_hash,
        "poll": "ecuador/2026-2028/transparencia",
        "server_nonce": ballot.server_nonce,
        "voter_nonce": nonce(77),
    }
    words = json.dumps(opening, separators=(",", ":"), sort_keys=True).encode()
    sealed = hashlib.sha256(b"gacocrea/ballot/v1\0" + words).hexdigest()
    assert (ballot.seal == sealed, sealed in receipt.body) == (True, True), "the seal is not the voter's"


GUARDS = (
    casting_changes_ballots_only,
    the_key_of_the_table_keeps_one_ballot,
    the_voters_nonce_is_in_the_seal,
)


@contextmanager
def blind() -> Iterator[None]:
    """Let the program find no ballot when it looks before it inserts one, as in the worst of races."""
    from gacocrea.voting.actions import casting

    seeing: Any = casting.PRESENT_SEAL
    casting.PRESENT_SEAL = seeing.where(text("1 = 0"))
    try:
        yield
    finally:
        casting.PRESENT_SEAL = seeing
