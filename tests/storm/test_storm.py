"""The program's own servers in a small storm; `python -m tests.storm` is the great one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select, text

from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.record import RecordEntry
from tests.storm.hall import Hall, hall, published
from tests.storm.kills import storm_of_kills
from tests.storm.postgres import database
from tests.storm.rounds import run_rounds
from tests.storm.servers import Server, servers
from tests.storm.windows import Window

pytestmark = pytest.mark.slow
ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@dataclass
class Standing:
    """An installation with its servers, and the file of all their logs."""

    hall: Hall
    servers: list[Server]
    log: Path


@pytest.fixture(scope="module", params=ENGINES)
def standing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    folder = tmp_path_factory.mktemp("storm")
    with (
        database(request.param) as url,
        hall(folder, url) as made,
        servers(made.environment, folder / "log", number=2, workers=2, loud=True) as running,
    ):
        yield Standing(made, running, folder / "log")


@pytest.mark.parametrize("different", [False, True])
def test_eight_windows_at_once_are_told_what_stands(standing: Standing, different: bool) -> None:
    """Four processes; the same ballot eight times, and eight different ones."""
    ports = [server.port for server in standing.servers]
    told = run_rounds(standing.hall, ports, rounds=6, different=different)
    assert set(told.statuses) <= {200, 409}
    assert len(told.receipts) == 6


def test_no_log_letter_record_or_address_holds_a_choice_or_a_receipt(standing: Standing) -> None:
    """Every way a ballot can end: delivered, repeated, kept as a file, refused, too many, not stored."""
    hall = standing.hall
    (voter,) = hall.add_voters(1)
    with Window(hall, standing.servers[0].port) as window:
        form, nonce = window.form(voter), "5ec2e7" * 5 + "00"
        post = window.fill(form, ["T-003", "T-004"], nonce)
        receipt = window.send(voter, post)
        assert receipt.is_receipt
        assert window.send(voter, post).is_receipt
        assert window.send(voter, window.fill(form, ["T-005"], nonce)).status == 409
        too_many = window.fill(form, ["T-001", "T-002", "T-003", "T-004"], nonce)
        assert window.send(voter, too_many).status == 422
        kept = re.search(r'name="receipt"[^>]*value="([^"]+)"', receipt.text)
        assert kept is not None
        file = urlencode({"csrf_token": form["csrf_token"], "receipt": kept[1]}).encode()
        assert post.seal in window.ask("POST", voter, file, at="/comprobante")[1]
    signature = hall.key.sign(hall.manifest.poll, hall.manifest.hash, post.seal)
    secrets = [post.seal, nonce, form["server"], form["previous"], signature, kept[1], "T-003", "T-004"]
    secrets += [hall.key.pseudonym(hall.manifest.poll, voter.account_id), voter.cookie.partition("=")[2]]
    written = [standing.log.read_text()]
    written += map(str, hall.session.execute(select(OutboxLetter.__table__)))
    written += map(str, hall.session.execute(select(RecordEntry.__table__)))
    hall.session.rollback()
    assert "votacion/transparencia" in written[0], "the servers log no requests"
    assert "INSERT INTO ballot" in written[0], "the servers log no statements"
    assert [secret for secret in secrets if any(secret in each for each in written)] == []


def test_killed_servers_lose_no_ballot_that_they_acknowledged(standing: Standing, tmp_path: Path) -> None:
    """The last of these tests: in the end the vote is closed, published and recounted."""
    if standing.hall.environment["DATABASE_URL"]:
        return  # the database of PostgreSQL is not killed with its servers
    before = len(standing.hall.seals()[0])
    toll = storm_of_kills(standing.hall, standing.servers, kills=2, seconds=20)
    assert toll.kills >= 1
    assert toll.acknowledged > 0
    assert set(toll.statuses) <= {0, 200, 409, 503}
    check = standing.hall.session.scalar(text("PRAGMA integrity_check"))
    standing.hall.session.rollback()
    assert check == "ok"
    ballots, _votes = published(standing.hall, tmp_path)
    assert ballots == before + toll.ballots
