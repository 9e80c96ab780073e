"""A longer vote, and polls whose keys are lost: forward only, two persons, a public note."""

import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Phase
from gacocrea.voting import actions, queries
from gacocrea.voting.models import Ballot, Motion, MotionKind, PollState, Superseded
from gacocrea.voting.rules import read_manifest
from tests.factories import actor_of, make_account
from tests.support import NOON
from tests.voting.booth import AFTER_CLOSE, Booth, nonce

pytestmark = pytest.mark.both_engines

WHY = "La página no respondió durante la última tarde de la votación."
LATER = AFTER_CLOSE + timedelta(days=2)


def propose(
    booth: Booth, closes_at: datetime = LATER, kind: MotionKind = MotionKind.EXTEND, now: datetime = NOON
) -> Motion:
    motion = actions.propose_motion(
        booth.session,
        actor=booth.official(0),
        cycle=booth.cycle,
        kind=kind,
        closes_at=closes_at,
        note=WHY,
        keys=booth.keys,
        now=now,
    )
    booth.session.commit()
    return motion


def second(booth: Booth, motion: Motion, sector: int = 1, now: datetime = NOON) -> None:
    actions.second_motion(
        booth.session,
        actor=booth.official(sector),
        cycle=booth.cycle,
        motion=motion,
        keys=booth.keys,
        now=now,
    )
    booth.session.commit()


def test_two_persons_extend_and_every_page_and_file_knows_it(open_booth: Booth) -> None:
    frozen = open_booth.poll.manifest
    motion = propose(open_booth)
    assert open_booth.poll.closes_at == AFTER_CLOSE
    second(open_booth, motion)
    voting, challenge = (
        open_booth.cycle.moment(NOON).window(phase) for phase in (Phase.VOTING, Phase.CHALLENGE)
    )
    assert voting
    assert challenge
    assert voting.closes_at == challenge.opens_at == open_booth.poll.closes_at == LATER
    assert challenge.closes_at == queries.challenge_ends(open_booth.poll) == LATER + timedelta(hours=72)
    assert open_booth.poll.manifest == frozen
    open_booth.vote(make_account(open_booth.session), "T-001", now=LATER - timedelta(minutes=1))
    with pytest.raises(Conflict, match="poll_still_open"):
        open_booth.close(AFTER_CLOSE)
    open_booth.session.rollback()
    open_booth.close(LATER)
    file = json.loads(queries.closing_file(open_booth.session, open_booth.poll) or "")
    assert file["extensions"] == [{"from": AFTER_CLOSE.isoformat(), "to": LATER.isoformat(), "note": WHY}]


@pytest.mark.parametrize("closes_at", [AFTER_CLOSE, NOON, AFTER_CLOSE + timedelta(days=61)])
def test_an_extension_is_forward_only_and_not_for_ever(open_booth: Booth, closes_at: datetime) -> None:
    with pytest.raises(Invalid, match="not_later"):
        propose(open_booth, closes_at)


def test_one_person_extends_nothing_and_one_motion_waits_at_a_time(open_booth: Booth) -> None:
    motion = propose(open_booth)
    with pytest.raises(Conflict, match="signed_already"):
        second(open_booth, motion, sector=0)
    open_booth.session.rollback()
    with pytest.raises(Conflict, match="motion_waiting"):
        propose(open_booth)
    open_booth.session.rollback()
    with pytest.raises(NotAllowed, match="role"):
        actions.second_motion(
            open_booth.session,
            actor=actor_of(make_account(open_booth.session)),
            cycle=open_booth.cycle,
            motion=motion,
            keys=open_booth.keys,
            now=NOON,
        )
    actions.drop_motion(
        open_booth.session, actor=open_booth.official(0), cycle=open_booth.cycle, motion=motion, now=NOON
    )
    propose(open_booth)


def test_voting_that_has_ended_is_not_extended(open_booth: Booth) -> None:
    motion = propose(open_booth)
    for late in (
        lambda: propose(open_booth, now=AFTER_CLOSE),
        lambda: second(open_booth, motion, now=AFTER_CLOSE),
    ):
        with pytest.raises(Conflict, match="not_open"):
            late()
        open_booth.session.rollback()


def test_the_record_keeps_what_was_extended_why_and_by_whom(open_booth: Booth) -> None:
    second(open_booth, propose(open_booth))
    entry = open_booth.session.scalars(select(RecordEntry).order_by(RecordEntry.id.desc())).first()
    assert entry
    assert (entry.verb, entry.reason) == ("poll.extension_done", WHY)
    assert entry.facts["signed_by"] == [open_booth.core[sector].display_name for sector in (0, 1)]


def test_a_lost_key_comes_back_from_its_sealed_copy_and_voting_goes_on(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    first = open_booth.vote(voter, "T-001")
    manifests = [read_manifest(open_booth.poll.manifest)]
    copy = open_booth.keys.sealed_copy(manifests, "una frase larga para la oficial")
    (path,) = open_booth.keys.folder.glob("poll-*")
    lost = path.read_bytes()
    path.unlink()
    with pytest.raises(Conflict, match="no_key"):
        open_booth.vote(voter, "T-002", voter_nonce=nonce(2), mark="")
    open_booth.session.rollback()
    with pytest.raises(Conflict, match="wrong_copy"):
        open_booth.keys.restore_copy(manifests, copy, "otra frase")
    assert open_booth.keys.restore_copy(manifests, copy, "una frase larga para la oficial") == 1
    assert path.read_bytes() == lost
    assert path.stat().st_mode & 0o777 == 0o600
    assert lost[:32].hex() not in copy
    open_booth.vote(voter, "T-002", voter_nonce=nonce(2))
    assert open_booth.session.scalars(select(Superseded.seal)).all() == [first.seal]
    assert open_booth.session.scalar(select(func.count()).select_from(Ballot)) == 1


def test_a_vote_whose_key_is_there_is_never_void(open_booth: Booth) -> None:
    with pytest.raises(Conflict, match="key_is_there"):
        propose(open_booth, kind=MotionKind.VOID)


def test_when_every_copy_is_lost_two_persons_void_the_vote_and_it_is_repeated(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    receipt = open_booth.vote(voter, "T-001")
    (path,) = open_booth.keys.folder.glob("poll-*")
    path.unlink()
    second(open_booth, propose(open_booth, kind=MotionKind.VOID))
    assert open_booth.polls == []
    entry = open_booth.session.scalars(select(RecordEntry).order_by(RecordEntry.id.desc())).first()
    assert entry
    assert (entry.verb, entry.facts["polls"]["transparencia"]["ballots"]) == ("poll.void_done", 1)
    open_booth.open()
    assert open_booth.poll.closes_at == LATER
    assert open_booth.poll.manifest_hash != receipt.manifest_hash
    open_booth.vote(voter, "T-001")
    open_booth.close(LATER)
    assert open_booth.poll.state is PollState.CLOSED
