"""While people vote, signed and chained lists of seals go out at fixed times, and only when enough is new."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from gacocrea.core.clock import FixedClock
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Role
from gacocrea.voting import package
from gacocrea.voting.actions import publish_checkpoints
from gacocrea.voting.models import Ballot, Checkpoint, Superseded
from gacocrea.voting.outgoing import Hours
from gacocrea.voting.recount import is_signed, recount
from gacocrea.voting.rules import canonical, digest, read_manifest
from tests.browser import Browser
from tests.factories import make_member
from tests.support import NOON
from tests.voting.booth import Booth, nonce

pytestmark = pytest.mark.both_engines
PURPOSE = "gacocrea/checkpoint/v1"
Browsers = Callable[..., Browser]


def cast_more(booth: Booth, number: int, start: int = 0) -> None:
    for place, voter in enumerate(booth.voters(number), start=start):
        booth.vote(voter, *(("T-001",) if place % 2 else ("T-002",)), voter_nonce=nonce(place + 100))


def publish(booth: Booth, hours: int = 1) -> list[Checkpoint]:
    made = publish_checkpoints(
        booth.session, keys=booth.keys, now=NOON + timedelta(hours=hours), site="https://ejemplo.test"
    )
    booth.session.commit()
    return made


@pytest.fixture
def busy(open_booth: Booth) -> Booth:
    """A poll in which fifty people have voted."""
    cast_more(open_booth, 50)
    return open_booth


def test_forty_nine_ballots_are_too_few(open_booth: Booth) -> None:
    cast_more(open_booth, 49)
    assert publish(open_booth) == []


def test_a_person_who_votes_again_and_again_does_not_make_up_the_number(open_booth: Booth) -> None:
    cast_more(open_booth, 40)
    fickle = open_booth.voters(1)[0]
    for time in range(30):
        open_booth.vote(fickle, "T-003", voter_nonce=nonce(5000 + time))
    assert publish(open_booth) == []


def test_a_checkpoint_lists_all_seals_in_ascending_order_and_is_signed(busy: Booth) -> None:
    checkpoint = json.loads(publish(busy)[0].text)
    assert checkpoint["added"] == sorted(busy.session.scalars(select(Ballot.seal)))
    signature = bytes.fromhex(checkpoint.pop("signature"))
    public = bytes.fromhex(read_manifest(busy.poll.manifest).public_key)
    assert is_signed(public, PURPOSE.encode() + b"\0" + canonical(checkpoint), signature)


def test_the_next_one_waits_for_fifty_more_and_names_the_one_before(busy: Booth) -> None:
    first = publish(busy)[0]
    assert publish(busy, 2) == []
    cast_more(busy, 50, start=50)
    second = json.loads(publish(busy, 3)[0].text)
    assert second["number"] == 2
    assert second["previous"] == first.digest
    assert first.digest == digest(
        PURPOSE, {name: value for name, value in json.loads(first.text).items() if name != "signature"}
    )
    assert set(second["added"]).isdisjoint(json.loads(first.text)["added"])


def test_a_seal_that_is_replaced_is_said_in_the_next_one(open_booth: Booth) -> None:
    fickle = open_booth.voters(1)[0]
    old = open_booth.vote(fickle, "T-001", voter_nonce=nonce(1)).seal
    cast_more(open_booth, 50)
    publish(open_booth)
    open_booth.vote(fickle, "T-002", voter_nonce=nonce(2))
    cast_more(open_booth, 50, start=50)
    second = json.loads(publish(open_booth, 2)[0].text)
    assert second["superseded"] == [old]
    assert old not in second["added"]


def test_twice_at_once_gives_one(busy: Booth) -> None:
    assert len(publish(busy)) == 1
    assert publish(busy) == []
    assert len(busy.session.scalars(select(Checkpoint)).all()) == 1


def test_the_recount_follows_the_chain_to_the_end(busy: Booth, tmp_path: Path) -> None:
    fickle = busy.voters(1)[0]
    busy.vote(fickle, "T-004", voter_nonce=nonce(1))
    publish(busy)
    busy.vote(fickle, "T-005", voter_nonce=nonce(2))
    cast_more(busy, 50, start=50)
    publish(busy, 2)
    busy.finish()
    package.write_folder(package.package_files(busy.session, busy.polls), tmp_path)
    assert recount(tmp_path)[0] == []
    assert len(json.loads((tmp_path / "transparencia" / "checkpoints.json").read_text())) == 2


def test_observers_and_core_group_get_number_and_hash_and_no_seal(busy: Booth) -> None:
    make_member(busy.session, busy.forum, role=Role.OBSERVER)
    busy.session.commit()
    checkpoint = publish(busy)[0]
    letters = busy.session.scalars(
        select(OutboxLetter).where(OutboxLetter.key.startswith("checkpoint:"))
    ).all()
    assert len(letters) == len(busy.core) + 1
    for letter in letters:
        assert checkpoint.digest in letter.facts["hashes"]
        assert not any(seal in str(letter.facts) for seal in busy.session.scalars(select(Ballot.seal)))


def test_the_record_keeps_number_and_hash(busy: Booth) -> None:
    checkpoint = publish(busy)[0]
    entry = busy.session.scalars(select(RecordEntry).where(RecordEntry.verb == "poll.checkpoint")).one()
    assert (entry.subject, entry.facts) == ("transparencia", {"number": 1, "hash": checkpoint.digest})


def test_what_is_stored_is_what_was_public_at_once(busy: Booth, browser: Browsers) -> None:
    """A dump tells nothing that the page did not: seals in ascending order, no pseudonym, no account."""
    publish(busy)
    stored = busy.session.scalars(select(Checkpoint)).one()
    shown = browser().get("/ecuador/2026-2028/votacion/transparencia/puntos-de-control.json").body
    assert shown == f"[{stored.text}]"
    assert not any(name in stored.text for name in busy.session.scalars(select(Ballot.pseudonym)))


def test_the_page_shows_dates_and_hashes(busy: Booth, browser: Browsers) -> None:
    checkpoint = publish(busy)[0]
    page = browser().get("/ecuador/2026-2028/votacion/puntos-de-control")
    assert checkpoint.digest in page.words
    assert "/ecuador/2026-2028/votacion/transparencia/puntos-de-control.json" in page.links()
    assert not busy.session.scalars(select(Superseded)).all()


def test_before_the_opening_there_is_an_empty_page_and_no_file(booth: Booth, browser: Browsers) -> None:
    assert (
        "La votación todavía no se abre"
        in browser().get("/ecuador/2026-2028/votacion/puntos-de-control").words
    )
    assert browser().get("/ecuador/2026-2028/votacion/transparencia/puntos-de-control.json").status == 404


def test_the_worker_publishes_when_a_full_hour_strikes(busy: Booth, clock: FixedClock) -> None:
    clock.instant = NOON + timedelta(minutes=10)
    hours = Hours()
    clock.instant = NOON + timedelta(minutes=59)
    assert hours.strike() == 0
    clock.instant = NOON + timedelta(minutes=61)
    assert hours.strike() == 1
    assert hours.strike() == 0


def test_a_closed_poll_has_no_more_checkpoints(busy: Booth) -> None:
    busy.close()
    assert publish(busy, hours=24 * 12) == []
