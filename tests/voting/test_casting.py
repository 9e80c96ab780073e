"""One ballot per person and poll, whatever is sent, how often and in which order."""

import secrets
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.record import RecordEntry
from gacocrea.voting.keys import is_signed
from gacocrea.voting.models import Ballot, FinalBallot, Superseded
from gacocrea.voting.rules import read_manifest, seal
from tests.factories import make_account
from tests.support import NOON
from tests.voting.booth import AFTER_CLOSE, SERVER_NONCE, Booth, nonce

pytestmark = pytest.mark.both_engines


def seals(session: Session) -> set[str]:
    return set(session.scalars(select(Ballot.seal)))


def test_a_ballot_is_stored_under_a_seal_that_its_opening_gives(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    receipt = open_booth.vote(voter, "T-002", "T-001")
    ballot = open_booth.session.scalars(select(Ballot)).one()
    assert ballot.choices == ["T-001", "T-002"]
    assert ballot.seal == receipt.seal
    assert receipt.seal == seal(
        poll="ecuador/2026-2028/transparencia",
        manifest_hash=open_booth.poll.manifest_hash,
        choices=["T-001", "T-002"],
        voter_nonce=nonce(1),
        server_nonce=SERVER_NONCE,
    )


def test_the_forum_signs_the_receipt(open_booth: Booth) -> None:
    receipt = open_booth.vote(make_account(open_booth.session), "T-001")
    manifest = read_manifest(open_booth.poll.manifest)
    assert is_signed(manifest, receipt.seal, receipt.signature)
    assert not is_signed(manifest, nonce(7) * 2, receipt.signature)
    assert not is_signed(manifest, receipt.seal, "not a signature")


def test_the_same_ballot_sent_again_gives_the_same_receipt(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    mark = open_booth.mark(voter)
    receipts = {open_booth.vote(voter, "T-001", mark=mark) for _ in range(5)}
    assert len(receipts) == 1
    assert len(seals(open_booth.session)) == 1


def test_a_new_ballot_replaces_the_old_one_whose_seal_is_kept(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    first = open_booth.vote(voter, "T-001")
    second = open_booth.vote(voter, "T-002", voter_nonce=nonce(2))
    assert seals(open_booth.session) == {second.seal}
    assert set(open_booth.session.scalars(select(Superseded.seal))) == {first.seal}


def test_an_empty_ballot_withdraws_the_choices(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    open_booth.vote(voter, "T-001")
    open_booth.vote(voter)
    assert open_booth.session.scalars(select(Ballot.choices)).all() == [[]]


def test_an_older_ballot_sent_again_is_refused(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    mark = open_booth.mark(voter)
    open_booth.vote(voter, "T-001", mark=mark)
    last = open_booth.vote(voter, "T-002", voter_nonce=nonce(2))
    with pytest.raises(Conflict, match="older_ballot"):
        open_booth.vote(voter, "T-001", mark=mark)
    assert seals(open_booth.session) == {last.seal}


def test_a_form_from_another_window_does_not_replace_a_newer_ballot(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    mark = open_booth.mark(voter)
    first = open_booth.vote(voter, "T-001", mark=mark)
    with pytest.raises(Conflict, match="other_window"):
        open_booth.vote(voter, "T-002", voter_nonce=nonce(2), mark=mark)
    assert seals(open_booth.session) == {first.seal}


def test_a_mark_that_nobody_gave_is_refused(open_booth: Booth) -> None:
    with pytest.raises(Conflict, match="other_window"):
        open_booth.vote(make_account(open_booth.session), "T-001", mark="guessed")


def test_two_people_may_choose_alike(open_booth: Booth) -> None:
    for place, voter in enumerate(open_booth.voters(2)):
        open_booth.vote(voter, "T-001", voter_nonce=nonce(place))
    assert len(seals(open_booth.session)) == 2


def test_a_ballot_is_accepted_until_the_last_instant_and_not_at_the_end(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    assert open_booth.vote(voter, "T-001", now=AFTER_CLOSE - timedelta(microseconds=1))
    with pytest.raises(NotAllowed, match="too_late"):
        open_booth.vote(voter, "T-002", now=AFTER_CLOSE)


def test_nobody_votes_before_the_polls_are_open(booth: Booth) -> None:
    assert booth.polls == []


def test_no_ballot_goes_into_a_closed_poll_even_with_a_wrong_clock(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    mark = open_booth.mark(voter)
    open_booth.close()
    with pytest.raises(Conflict, match="poll_not_open"):
        open_booth.vote(voter, "T-001", mark=mark, now=NOON)


def test_who_is_known_less_surely_than_the_cycle_asks_has_no_ballot(open_booth: Booth) -> None:
    open_booth.poll.level = 2
    with pytest.raises(NotAllowed, match="level"):
        open_booth.vote(make_account(open_booth.session, level=1), "T-001")
    assert open_booth.vote(make_account(open_booth.session, level=2), "T-001")


def test_a_ballot_with_too_many_or_unknown_themes_is_refused(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    for codes in (["T-001", "T-002", "T-003", "T-004"], ["T-999"]):
        with pytest.raises(Invalid):
            open_booth.vote(voter, *codes)
    assert seals(open_booth.session) == set()


@pytest.mark.parametrize("wrong", ["", "0" * 31, "0" * 33, "G" * 32, "٣" * 32])
def test_a_nonce_is_32_hexadecimal_digits(open_booth: Booth, wrong: str) -> None:
    with pytest.raises(Invalid, match="bad_nonce"):
        open_booth.vote(make_account(open_booth.session), "T-001", voter_nonce=wrong)


def test_a_ballot_leaves_no_trace_of_who_or_when(open_booth: Booth) -> None:
    """Neither the record nor the outbox nor any table but those of the ballots grows by a vote."""
    session, voter = open_booth.session, make_account(open_booth.session)

    def sizes() -> dict[str, int]:
        tables = Ballot.metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}

    before = sizes()
    open_booth.vote(voter, "T-001")
    open_booth.vote(voter, "T-002")
    grown = {name for name, size in sizes().items() if size != before[name]}
    assert grown == {"ballot", "superseded"}
    assert session.scalar(select(func.count(OutboxLetter.id))) == 0
    assert "ballot" not in " ".join(session.scalars(select(RecordEntry.verb)))


def test_a_ballot_has_no_column_for_a_person_a_time_or_an_order(session: Session) -> None:
    columns = {
        table.__tablename__: {
            column["name"] for column in inspect(session.connection()).get_columns(table.__tablename__)
        }
        for table in (Ballot, Superseded, FinalBallot)
    }
    opening = {"poll_id", "seal", "choices", "voter_nonce", "server_nonce"}
    assert columns == {
        "ballot": opening | {"pseudonym"},
        "superseded": {"poll_id", "seal"},
        "final_ballot": opening,
    }


def test_the_table_itself_refuses_a_second_ballot(open_booth: Booth) -> None:
    open_booth.vote(make_account(open_booth.session), "T-001")
    ballot = open_booth.session.scalars(select(Ballot)).one()
    twin = {
        name: getattr(ballot, name)
        for name in ("poll_id", "pseudonym", "choices", "voter_nonce", "server_nonce")
    }
    open_booth.session.expunge(ballot)
    open_booth.session.add(Ballot(**twin, seal=nonce(9) * 2))
    with pytest.raises(IntegrityError):
        open_booth.session.flush()


Post = tuple[list[str], str, str]
sent = st.tuples(
    st.integers(0, 2),  # who
    st.sets(st.sampled_from(["T-001", "T-002", "T-003"])),  # what
    st.sampled_from(["fresh", "fresh", "stale", "replay"]),  # from which form
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(schedule=st.lists(sent, max_size=14))
def test_whatever_is_sent_each_voters_last_acknowledged_ballot_is_the_one_that_counts(
    open_booth: Booth, schedule: list[tuple[int, set[str], str]]
) -> None:
    """A register of what each voter was told last; forms from old windows and replays of old posts change nothing."""
    voters = open_booth.voters(3)
    before = seals(open_booth.session)
    told: dict[int, str] = {}
    posts: dict[int, list[Post]] = {}
    first_marks = [open_booth.mark(voter) for voter in voters]
    for number, (who, what, form) in enumerate(schedule):
        voter = voters[who]
        mark = open_booth.mark(voter) if form == "fresh" else first_marks[who]
        post = (sorted(what), secrets.token_hex(16), mark)
        if form == "replay" and who in posts:
            post = posts[who][number % len(posts[who])]
        codes, own, mark = post
        try:
            told[who] = open_booth.vote(voter, *codes, voter_nonce=own, mark=mark).seal
            posts.setdefault(who, []).append(post)
        except Conflict:
            open_booth.session.rollback()
    assert seals(open_booth.session) - before == set(told.values())
    assert len(told) == len(set(told.values()))


def test_a_first_ballot_never_ends_in_an_error_of_the_database(open_booth: Booth) -> None:
    """Of two that are the same and arrive together, PostgreSQL may meet the seal before the voter's key."""
    open_booth.vote(make_account(open_booth.session), "T-001")
    with pytest.raises(Conflict):
        open_booth.vote(make_account(open_booth.session), "T-001")  # both nonces as before: the same seal
    open_booth.session.rollback()
    assert len(seals(open_booth.session)) == 1


def test_a_failing_statement_never_writes_a_ballot_into_a_log(open_booth: Booth) -> None:
    open_booth.vote(make_account(open_booth.session), "T-001")
    other = make_account(open_booth.session)
    open_booth.vote(other, "T-001", voter_nonce=nonce(2))
    with pytest.raises(IntegrityError) as failed:
        open_booth.vote(other, "T-001")  # both nonces as in the first ballot: the same seal
    assert "T-001" not in str(failed.value)
    assert SERVER_NONCE not in str(failed.value)
