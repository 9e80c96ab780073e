"""An installation of its own for a storm: a poll that is open now, and people who are signed in."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select
from sqlalchemy.orm import Session

from gacocrea.app import create_app
from gacocrea.people.models import Account, Consent
from gacocrea.people.rules import PRIVACY_TEXT_VERSION
from gacocrea.settings import Settings
from gacocrea.voting.keys import KeyRing, PollKey
from gacocrea.voting.models import Ballot, Superseded
from gacocrea.voting.package import package_files, write_folder
from gacocrea.voting.queries import current_seal, results
from gacocrea.voting.rules import Manifest, read_manifest, seal
from gacocrea.web.application import Gacocrea
from gacocrea.web.extensions import db
from tests.browser import cookie_for, signed_in
from tests.storm.servers import PROGRAM
from tests.support import NOON
from tests.voting.booth import Booth, make_booth

BOOTH = "/ecuador/2026-2028/votacion/transparencia"


@dataclass(frozen=True)
class Voter:
    """Somebody who may vote, and the cookie of their session."""

    account_id: int
    cookie: str


@dataclass
class Hall:
    """The installation as who runs it sees it: its database, its key, and what its servers need to start."""

    app: Gacocrea
    environment: dict[str, str]
    booth: Booth
    manifest: Manifest
    key: PollKey
    voters: list[Voter] = field(default_factory=list)

    @property
    def session(self) -> Session:
        return self.booth.session

    def final(self, voter: Voter) -> str | None:
        """Return the seal of the voter's ballot as the database has it now."""
        found = current_seal(self.session, self.booth.poll, voter.account_id, self.key)
        self.session.rollback()
        return found

    def seals(self) -> tuple[list[str], set[str]]:
        """Return the seals of all ballots and of all that were replaced."""
        ballots = list(self.session.scalars(select(Ballot.seal)))
        replaced = set(self.session.scalars(select(Superseded.seal)))
        self.session.rollback()
        return ballots, replaced

    def seal(self, choices: list[str], voter_nonce: str, server_nonce: str) -> str:
        """Return the seal that a voter works out from what they sent."""
        return seal(
            poll=self.manifest.poll,
            manifest_hash=self.manifest.hash,
            choices=choices,
            voter_nonce=voter_nonce,
            server_nonce=server_nonce,
        )

    def add_voters(self, number: int) -> list[Voter]:
        """Register people and sign them in."""
        place = len(self.voters)
        accounts = [
            Account(
                email=f"votante{place + serial}@example.org",
                display_name=f"Votante {place + serial}",
                email_confirmed_at=NOON,
                stamp=f"sello{place + serial}",
                created_at=NOON,
            )
            for serial in range(number)
        ]
        self.session.add_all(accounts)
        self.session.flush()
        self.session.add_all(
            Consent(account_id=account.id, text_version=PRIVACY_TEXT_VERSION, given_at=NOON)
            for account in accounts
        )
        self.session.commit()
        new = [Voter(account.id, cookie_of(self.app, account)) for account in accounts]
        self.session.commit()
        self.voters += new
        return new


def published(hall: Hall, folder: Path) -> tuple[int, dict[str, int]]:
    """Close and publish the poll, recount its package with recount.py, and return ballots and votes by theme."""
    poll = hall.booth.poll
    hall.booth.close(poll.closes_at)
    assert poll.challenge_until is not None
    hall.booth.publish(poll.challenge_until)
    write_folder(package_files(hall.session, [poll]), folder)
    command = [sys.executable, "-I", str(folder / "recount.py"), str(folder)]
    recount = subprocess.run(command, capture_output=True, text=True, check=False)
    assert recount.returncode == 0, recount.stdout
    result = results(hall.session, poll)
    assert result is not None
    return result.ballots, {line.code: line.votes for line in result.lines}


def cookie_of(app: Gacocrea, account: Account) -> str:
    """Return the session cookie of a signed-in account."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    token, now = signed_in(db.session(), account, now=app.clock.now()), app.clock.now()
    kept = cookie_for(token, now) | {"csrf_token": f"{account.id:040x}"}
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(kept)}"


@contextmanager
def hall(folder: Path, database_url: str = "") -> Iterator[Hall]:
    """Prepare an installation with the program's own command, and open a poll of five themes that runs now."""
    environment = os.environ | {"GACOCREA_INSTANCE": str(folder), "DATABASE_URL": database_url}
    environment.pop("GACOCREA_ENV", None)
    subprocess.run([*PROGRAM, "init"], env=environment, check=True, capture_output=True)
    app, now = create_app(Settings.from_env(environment)), datetime.now(UTC)
    with app.app_context():
        keys = KeyRing(app.settings.keys)
        booth = make_booth(db.session(), keys, now=now)
        booth.open(now)
        manifest = read_manifest(booth.poll.manifest)
        booth.session.commit()
        yield Hall(app, environment, booth, manifest, keys.load(manifest))
        db.session.remove()
        db.engine.dispose()
