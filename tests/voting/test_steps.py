"""Two persons open, close and publish; nothing moves back, and nothing is counted before."""

from datetime import datetime

import pytest
from sqlalchemy import delete, func, select

from gacocrea.core.errors import Conflict, NotAllowed
from gacocrea.core.record import RecordEntry, first_broken
from gacocrea.core.terms import Actor, Role
from gacocrea.forum.models import Membership, Seat, Sector
from gacocrea.themes.models import Theme
from gacocrea.voting.actions import sign_step
from gacocrea.voting.models import Ballot, FinalBallot, PollState, Step
from gacocrea.voting.queries import closing_list, delivered, results, theme_results, turnout
from gacocrea.voting.rules import Signer, closing_root, pair_refusal, read_manifest
from tests.factories import actor_of, make_account, make_member
from tests.support import NOON, lift_guards
from tests.voting.booth import AFTER_CHALLENGE, AFTER_CLOSE, Booth, make_theme, nonce


def sign(booth: Booth, actor: Actor, step: Step = Step.OPEN, now: datetime = NOON) -> bool:
    done = sign_step(booth.session, actor=actor, cycle=booth.cycle, step=step, keys=booth.keys, now=now)
    booth.session.commit()
    return done


def secretary(booth: Booth) -> Actor:
    return actor_of(make_member(booth.session, booth.forum, Role.SECRETARIAT), Role.SECRETARIAT)


def test_the_first_signature_waits_and_the_second_opens(booth: Booth) -> None:
    assert not sign(booth, booth.official(0))
    assert booth.polls == []
    assert sign(booth, booth.official(1))
    assert [poll.state for poll in booth.polls] == [PollState.OPEN]


def test_nobody_signs_for_two(booth: Booth) -> None:
    sign(booth, booth.official(0))
    with pytest.raises(Conflict, match="signed_already"):
        sign(booth, booth.official(0))


def test_two_of_one_sector_cannot_open(booth: Booth) -> None:
    sign(booth, booth.official(0))
    colleague = make_member(booth.session, booth.forum, sector=0)
    with pytest.raises(Conflict, match="same_sector"):
        sign(booth, actor_of(colleague, Role.CORE_GROUP, sector=booth.forum.sectors[0]))
    assert sign(booth, booth.official(2))


def test_in_a_forum_of_one_sector_two_of_it_can(booth: Booth) -> None:
    only = booth.forum.sectors[0]
    booth.session.execute(delete(Membership))
    booth.session.execute(delete(Seat))
    booth.session.execute(delete(Sector).where(Sector.id != only.id))
    first, second = (actor_of(account, Role.CORE_GROUP, sector=only) for account in booth.core[:2])
    sign(booth, first)
    assert sign(booth, second)


def test_the_secretariat_opens_with_the_core_group_and_never_alone(booth: Booth) -> None:
    sign(booth, secretary(booth))
    with pytest.raises(Conflict, match="core_group_must_sign"):
        sign(booth, secretary(booth))
    assert sign(booth, booth.official(3))


def test_a_citizen_and_an_administrator_sign_nothing(booth: Booth) -> None:
    for roles in ((), (Role.ADMINISTRATOR,), (Role.OBSERVER,)):
        with pytest.raises(NotAllowed, match="role"):
            sign(booth, actor_of(make_account(booth.session), *roles))


def test_a_signature_falls_when_a_theme_changes_after_it(booth: Booth) -> None:
    sign(booth, booth.official(0))
    theme = make_theme(booth.session, booth.cycle, 6)
    theme.changed_at = NOON.replace(hour=18)
    booth.session.commit()
    assert not sign(booth, booth.official(1), now=NOON.replace(hour=19))
    assert sign(booth, booth.official(0), now=NOON.replace(hour=20))


def test_without_themes_there_is_nothing_to_sign(booth: Booth) -> None:
    booth.session.execute(delete(Theme))
    with pytest.raises(Conflict, match="no_themes"):
        sign(booth, booth.official(0))


def test_each_pillar_with_themes_has_its_own_poll_and_key(booth: Booth) -> None:
    make_theme(booth.session, booth.cycle, 10, pillar=2)
    booth.open()
    first, second = booth.polls
    assert [option.code for option in second.options] == ["T-010"]
    keys = [booth.keys.load(read_manifest(poll.manifest)) for poll in (first, second)]
    assert keys[0].secret != keys[1].secret
    assert keys[0].public != keys[1].public


def test_a_key_is_read_by_its_owner_alone(open_booth: Booth) -> None:
    files = list(open_booth.keys.folder.glob("poll-*"))
    assert [oct(path.stat().st_mode & 0o777) for path in files] == ["0o600"]
    assert [path.stat().st_size for path in files] == [64]


def test_what_voters_read_is_frozen_at_the_opening(open_booth: Booth) -> None:
    manifest = read_manifest(open_booth.poll.manifest)
    assert manifest.hash == open_booth.poll.manifest_hash
    assert [option.title for option in manifest.options] == [f"Tema {number}" for number in range(1, 6)]
    assert (manifest.choices_max, manifest.seats, manifest.challenge_hours) == (3, 3, 72)


def test_polls_are_not_opened_twice(open_booth: Booth) -> None:
    with pytest.raises(Conflict, match="wrong_step"):
        sign(open_booth, open_booth.official(2))


def test_nothing_is_closed_before_the_end_nor_published_before_the_challenge_is_over(
    open_booth: Booth,
) -> None:
    with pytest.raises(Conflict, match="poll_still_open"):
        sign(open_booth, open_booth.official(0), Step.CLOSE, NOON)
    with pytest.raises(Conflict, match="wrong_step"):
        sign(open_booth, open_booth.official(0), Step.PUBLISH, AFTER_CHALLENGE)
    open_booth.close()
    with pytest.raises(Conflict, match="challenge_running"):
        sign(open_booth, open_booth.official(0), Step.PUBLISH, AFTER_CLOSE)


def test_closing_gives_the_root_of_all_seals(open_booth: Booth) -> None:
    voters = open_booth.voters(5)
    seals = [
        open_booth.vote(voter, "T-001", voter_nonce=nonce(place)).seal for place, voter in enumerate(voters)
    ]
    open_booth.close()
    assert open_booth.poll.root == closing_root(seals)
    assert closing_list(open_booth.session, open_booth.poll) == sorted(seals)
    counted = turnout(open_booth.session, open_booth.cycle.id)["transparencia"]
    assert (counted.ballots, counted.eligible, counted.replaced) == (5, 9, 0)


def test_a_wrong_key_file_refuses_to_count(open_booth: Booth) -> None:
    open_booth.vote(make_account(open_booth.session), "T-001")
    (path,) = open_booth.keys.folder.glob("poll-*")
    own = path.read_bytes()
    path.write_bytes(b"x" * 64)
    with pytest.raises(Conflict, match="wrong_key"):
        open_booth.close()
    open_booth.session.rollback()
    path.unlink()
    with pytest.raises(Conflict, match="no_key"):
        open_booth.close()
    open_booth.session.rollback()
    path.write_bytes(own)
    open_booth.close()
    assert open_booth.poll.state is PollState.CLOSED


def test_a_ballot_of_nobody_stops_the_closing(open_booth: Booth) -> None:
    open_booth.vote(make_account(open_booth.session), "T-001")
    ballot = open_booth.session.scalars(select(Ballot)).one()
    ballot.pseudonym = "ab" * 32
    open_booth.session.commit()
    with pytest.raises(Conflict, match="unmatched_ballots"):
        open_booth.close()


def test_a_changed_ballot_stops_the_publication(open_booth: Booth) -> None:
    open_booth.vote(make_account(open_booth.session), "T-001")
    open_booth.close()
    lift_guards(open_booth.session)
    open_booth.session.scalars(select(Ballot)).one().choices = ["T-002"]
    open_booth.session.commit()
    with pytest.raises(Conflict, match="broken_ballot"):
        open_booth.publish()


def test_a_ballot_dropped_after_the_close_stops_the_publication(open_booth: Booth) -> None:
    for place, voter in enumerate(open_booth.voters(2)):
        open_booth.vote(voter, "T-001", voter_nonce=nonce(place))
    open_booth.close()
    open_booth.session.delete(open_booth.session.scalars(select(Ballot)).first())
    open_booth.session.commit()
    with pytest.raises(Conflict, match="broken_ballot"):
        open_booth.publish()


def test_publication_drops_every_pseudonym_and_destroys_the_key(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    receipt = open_booth.vote(voter, "T-001")
    open_booth.finish()
    session = open_booth.session
    assert session.scalar(select(func.count()).select_from(Ballot)) == 0
    assert session.scalars(select(FinalBallot.seal)).all() == [receipt.seal]
    assert list(open_booth.keys.folder.glob("poll-*")) == []
    assert delivered(session, polls=open_booth.polls, account_id=voter.id, keys=open_booth.keys) == set()


def test_nobody_sees_a_figure_before_the_publication(open_booth: Booth) -> None:
    open_booth.vote(make_account(open_booth.session), "T-001")
    themes = {option.theme_id for option in open_booth.poll.options}
    for end in (lambda: None, open_booth.close):
        end()
        assert results(open_booth.session, open_booth.poll) is None
        assert theme_results(open_booth.session, themes) == {}
    open_booth.publish()
    assert set(theme_results(open_booth.session, themes)) == themes


def test_the_record_says_who_took_each_step_and_of_which_list(open_booth: Booth) -> None:
    open_booth.finish()
    entries = list(open_booth.session.scalars(select(RecordEntry).order_by(RecordEntry.id)))
    assert [entry.verb for entry in entries] == [
        *("poll.signed", "poll.opened", "poll.signed", "poll.closed", "poll.signed", "poll.published"),
        "keys.destroyed",
    ]
    names = [open_booth.core[sector].display_name for sector in (0, 1)]
    assert [entry.facts["signed_by"] for entry in entries if "signed_by" in entry.facts] == [names] * 4
    assert entries[5].facts["root"] == open_booth.poll.root
    assert first_broken(open_booth.session) is None


def test_a_person_learns_only_whether_their_own_ballot_is_in(open_booth: Booth) -> None:
    one, other = open_booth.voters(2)
    open_booth.vote(one, "T-001")
    session, keys, polls = open_booth.session, open_booth.keys, open_booth.polls
    assert delivered(session, polls=polls, account_id=one.id, keys=keys) == {polls[0].id}
    assert delivered(session, polls=polls, account_id=other.id, keys=keys) == set()


def test_with_two_sectors_both_sign_and_with_one_two_of_it_do() -> None:
    first, second = Signer(1, 1), Signer(2, 1)
    assert pair_refusal(first, second, sectors=2) == "same_sector"
    assert pair_refusal(first, second, sectors=1) is None
    assert pair_refusal(first, Signer(2, 2), sectors=2) is None
    assert pair_refusal(first, Signer(2, None), sectors=2) is None
    assert pair_refusal(Signer(1, None), Signer(2, None), sectors=1) == "core_group_must_sign"
    assert pair_refusal(first, Signer(1, 2), sectors=2) == "signed_already"
