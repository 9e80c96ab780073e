"""The challenge window: everyone is told, complaints prove themselves, annulments are blind."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere
from gacocrea.core.mail import Letter
from gacocrea.core.outbox import OutboxLetter, deliver
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Phase
from gacocrea.people.models import Account
from gacocrea.voting import actions, queries
from gacocrea.voting.actions import telling
from gacocrea.voting.models import (
    Annulled,
    AnnulmentCase,
    Ballot,
    CaseState,
    Complaint,
    FinalBallot,
    Superseded,
)
from gacocrea.voting.rules import CAUSES, closing_root
from tests.factories import actor_of, make_account
from tests.support import lift_guards
from tests.voting.booth import AFTER_CHALLENGE, AFTER_CLOSE, Booth, make_theme, nonce
from tests.voting.test_package import faults_of

pytestmark = pytest.mark.both_engines

WHY = "Dos cuentas de la misma persona, según el registro de documentos."
HOUR = timedelta(hours=1)


@pytest.fixture
def closed(open_booth: Booth) -> Booth:
    """A closed poll in which persons 0 to 11 of `voters` voted for T-001 and T-002."""
    for place, voter in enumerate(open_booth.voters(12)):
        open_booth.vote(voter, "T-001", "T-002", voter_nonce=nonce(place))
    open_booth.close()
    return open_booth


def voters(booth: Booth) -> list[Account]:
    """Return those who voted, in order."""
    ids = booth.session.scalars(select(Account.id)).all()
    took = queries.took_part(booth.session, polls=booth.polls, account_ids=ids, keys=booth.keys)
    return [booth.session.get_one(Account, one) for one in sorted(ids) if took[one]]


def propose(booth: Booth, account: Account, **given: Any) -> AnnulmentCase:
    about: dict[str, Any] = {"cause": "duplicate_person", "reason": WHY, "now": AFTER_CLOSE + HOUR} | given
    sector = about.pop("sector", 0)
    case = actions.propose_annulment(
        booth.session, actor=booth.official(sector), cycle=booth.cycle, account_id=account.id, **about
    )
    booth.session.commit()
    return case


def confirm(booth: Booth, case: AnnulmentCase, *, sector: int = 1, now: datetime | None = None) -> None:
    actions.confirm_annulment(
        booth.session,
        actor=booth.official(sector),
        cycle=booth.cycle,
        case=case,
        decision=WHY,
        keys=booth.keys,
        now=now or case.heard_until,
    )
    booth.session.commit()


def complain(booth: Booth, receipt: str = "", text: str = "", now: datetime = AFTER_CLOSE) -> actions.Filed:
    filed = actions.file_complaint(
        booth.session,
        actor=actor_of(make_account(booth.session)),
        cycle=booth.cycle,
        poll=booth.poll,
        receipt=receipt,
        text=text,
        keys=booth.keys,
        now=now,
    )
    booth.session.commit()
    return filed


def count(booth: Booth, model: type) -> int:
    return booth.session.scalar(select(func.count()).select_from(model)) or 0


# ---------------------------------------------------------------- everyone is told


def test_everyone_who_could_vote_is_told_once_whether_they_took_part(open_booth: Booth) -> None:
    make_account(open_booth.session, email_confirmed_at=None)
    one, other = open_booth.voters(2)
    open_booth.vote(one, "T-001")
    open_booth.close()
    letters = {letter.to: letter for letter in open_booth.session.scalars(select(OutboxLetter))}
    assert len(letters) == 4 + 2
    pillar = "Transparencia y acceso a la información"
    assert [letters[str(who.email)].facts["took"] for who in (one, other)] == [pillar, "—"]
    assert [letters[str(who.email)].facts["missed"] for who in (one, other)] == ["—", pillar]
    assert len({letter.body for letter in letters.values()}) == 1


def test_telling_goes_on_where_it_was_interrupted_and_publication_waits_for_it(
    closed: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, poll = closed.session, closed.poll
    for letter in session.scalars(select(OutboxLetter)):
        session.delete(letter)
    poll.told_at = None
    session.commit()
    monkeypatch.setattr(telling, "BATCH", 5)
    left = [actions.tell_next(session, keys=closed.keys, site="", now=AFTER_CLOSE)]
    session.commit()
    actions.tell_next(session, keys=closed.keys, site="", now=AFTER_CLOSE)
    session.rollback()
    with pytest.raises(Conflict, match="statements_waiting"):
        closed.publish()
    session.rollback()
    while left[-1]:
        left.append(actions.tell_next(session, keys=closed.keys, site="", now=AFTER_CLOSE))
        session.commit()
    assert left == [11, 6, 1, 0]
    assert count(closed, OutboxLetter) == len(set(session.scalars(select(OutboxLetter.to)))) == 16
    assert actions.tell_next(session, keys=closed.keys, site="", now=AFTER_CLOSE) == 0
    closed.publish()


def test_the_order_of_the_statements_is_neither_that_of_accounts_nor_that_of_seals(closed: Booth) -> None:
    keys = closed.session.scalars(select(OutboxLetter.key).order_by(OutboxLetter.id)).all()
    ids = [int(key.rpartition(":")[2]) for key in keys]
    assert ids != sorted(ids)
    seals = queries.closing_list(closed.session, closed.poll) or []
    assert not any(
        seal in str(letter.facts) for letter in closed.session.scalars(select(OutboxLetter)) for seal in seals
    )


def test_a_letter_that_has_left_is_forgotten_and_at_publication_so_are_all(closed: Booth) -> None:
    sent: list[Letter] = []

    class Postman:
        def send(self, letter: Letter) -> None:
            sent.append(letter)

    deliver(
        closed.session, transport=Postman(), say=lambda _language, text, _forum: text, now=AFTER_CLOSE, most=3
    )  # fmt: skip
    closed.session.commit()
    assert all("Usted participó en" in letter.body for letter in sent)
    facts = closed.session.scalars(select(OutboxLetter.facts).order_by(OutboxLetter.id)).all()
    assert [bool(each) for each in facts] == [False] * 3 + [True] * 13
    closed.publish()
    assert not any(closed.session.scalars(select(OutboxLetter.facts)))


# ---------------------------------------------------------------- the window


def test_closing_late_moves_the_window_and_the_calendar_names_the_same_instant(open_booth: Booth) -> None:
    late = AFTER_CLOSE + timedelta(hours=9)
    open_booth.close(late)
    window = open_booth.cycle.moment(late).window(Phase.CHALLENGE)
    assert window
    assert open_booth.poll.challenge_until == window.closes_at == late + timedelta(hours=72)
    assert queries.due_at(open_booth.polls) == window.closes_at


def test_the_closing_file_is_the_same_before_and_after_publication(closed: Booth) -> None:
    case = propose(closed, voters(closed)[0])
    before = queries.closing_file(closed.session, closed.poll)
    confirm(closed, case)
    assert queries.closing_file(closed.session, closed.poll) == before
    closed.publish()
    assert queries.closing_file(closed.session, closed.poll) == before


# ---------------------------------------------------------------- annulments


def test_two_persons_annul_blind_and_the_sets_add_up(closed: Booth) -> None:
    victim = voters(closed)[3]
    listed = queries.closing_list(closed.session, closed.poll) or []
    confirm(closed, propose(closed, victim))
    closed.publish()
    session = closed.session
    annulled = list(session.scalars(select(Annulled.seal)))
    counted = list(session.scalars(select(FinalBallot.seal)))
    assert sorted(annulled + counted) == listed
    assert closing_root(annulled + counted) == closed.poll.root
    assert (len(annulled), len(counted)) == (1, 11)
    assert queries.annulled_by_cause(session, closed.poll) == {"duplicate_person": 1}
    assert queries.count_of(session, closed.poll).together.votes["T-001"] == 11


def test_an_annulment_of_somebody_who_did_not_vote_looks_the_same_and_annuls_nothing(closed: Booth) -> None:
    case = propose(closed, make_account(closed.session))
    confirm(closed, case)
    assert (case.state, count(closed, Annulled)) == (CaseState.ANNULLED, 0)
    closed.publish()
    assert count(closed, FinalBallot) == 12


def test_one_person_or_one_sector_annuls_nothing(closed: Booth) -> None:
    case = propose(closed, voters(closed)[0])
    with pytest.raises(Conflict, match="signed_already"):
        confirm(closed, case, sector=0)
    closed.session.rollback()
    citizen = actor_of(make_account(closed.session))
    with pytest.raises(NotAllowed, match="role"):
        actions.propose_annulment(
            closed.session, actor=citizen, cycle=closed.cycle, account_id=1, cause="x", reason=WHY, now=AFTER_CLOSE
        )  # fmt: skip


def test_nobody_annuls_their_own_ballots(closed: Booth) -> None:
    with pytest.raises(NotAllowed, match="own_interest"):
        propose(closed, closed.core[0])


def test_the_person_is_written_to_and_heard_before_anybody_decides(closed: Booth) -> None:
    victim = voters(closed)[0]
    case = propose(closed, victim)
    letter = closed.session.scalars(
        select(OutboxLetter).where(OutboxLetter.key.startswith("annulment"))
    ).one()
    assert (letter.to, letter.facts["reason"]) == (victim.email, WHY)
    soon = AFTER_CLOSE + 2 * HOUR
    with pytest.raises(Conflict, match="still_heard"):
        confirm(closed, case, now=soon)
    closed.session.rollback()
    stranger = actor_of(make_account(closed.session))
    for who, raised in ((stranger, NotThere), (actor_of(victim), None)):
        if raised:
            with pytest.raises(raised):
                actions.reply_to_case(
                    closed.session, actor=who, cycle=closed.cycle, case=case, reply="No es así.", now=soon
                )
        else:
            actions.reply_to_case(
                closed.session, actor=who, cycle=closed.cycle, case=case, reply="No es así.", now=soon
            )
    confirm(closed, case, now=soon)
    assert case.reply == "No es así."


def test_no_case_begins_that_cannot_be_heard_inside_the_window(closed: Booth) -> None:
    with pytest.raises(Conflict, match="too_late_to_hear"):
        propose(closed, voters(closed)[0], now=AFTER_CHALLENGE - 23 * HOUR)


def test_a_cause_that_the_manifest_does_not_have_is_none(closed: Booth) -> None:
    with pytest.raises(Invalid, match="unknown_cause"):
        propose(closed, voters(closed)[0], cause="me_cae_mal")


def test_the_result_waits_for_an_undecided_case_and_a_dropped_one_annuls_nothing(closed: Booth) -> None:
    case = propose(closed, voters(closed)[0])
    with pytest.raises(Conflict, match="case_open"):
        closed.publish()
    closed.session.rollback()
    with pytest.raises(Conflict, match="case_running"):
        propose(closed, closed.session.get_one(Account, case.account_id))
    closed.session.rollback()
    actions.drop_annulment(
        closed.session, actor=closed.official(0), cycle=closed.cycle, case=case, decision=WHY, now=AFTER_CLOSE
    )
    closed.publish()
    assert count(closed, FinalBallot) == 12


def test_the_record_names_the_cause_of_an_annulment_and_never_the_person_nor_a_seal(closed: Booth) -> None:
    victim = voters(closed)[0]
    confirm(closed, propose(closed, victim))
    seal = closed.session.scalars(select(Annulled.seal)).one()
    entries = list(
        closed.session.scalars(select(RecordEntry).where(RecordEntry.verb.startswith("annulment")))
    )
    assert [(entry.verb, entry.subject) for entry in entries] == [
        ("annulment.proposed", "duplicate_person"),
        ("annulment.annulled", "duplicate_person"),
    ]
    said = str([vars(entry) for entry in entries])
    assert seal not in said
    assert victim.display_name not in said


def test_after_publication_nothing_can_be_annulled(closed: Booth) -> None:
    victim = voters(closed)[0]
    closed.publish()
    with pytest.raises(Conflict, match="not_closed"):
        propose(closed, victim)


# ---------------------------------------------------------------- complaints


def pasted(receipt: actions.Receipt) -> str:
    return f"Comprobante\nManifiesto {receipt.manifest_hash}\nSello\n {receipt.seal}\nFirma\n {receipt.signature}\n"


def test_a_receipt_that_is_counted_or_was_replaced_is_answered_and_leaves_nothing(open_booth: Booth) -> None:
    voter = make_account(open_booth.session)
    first = open_booth.vote(voter, "T-001")
    last = open_booth.vote(voter, "T-002", voter_nonce=nonce(2))
    open_booth.close()
    entries = count(open_booth, RecordEntry)
    assert complain(open_booth, pasted(last), "no me veo") == actions.Filed(listed=True)
    assert complain(open_booth, pasted(first)) == actions.Filed(replaced=True)
    assert (count(open_booth, Complaint), count(open_booth, RecordEntry)) == (0, entries)


def test_a_signed_receipt_in_no_list_proves_itself_and_stops_the_publication_until_it_is_answered(
    closed: Booth,
) -> None:
    stray = "ab" * 32
    manifest = read(closed)
    key = closed.keys.load(manifest)
    signature = key.sign(manifest.poll, manifest.hash, stray)
    filed = complain(closed, f"{stray[:40]}\n{stray[40:]} {signature[:64]}\r\n {signature[64:]}".upper())
    assert filed.complaint
    assert (filed.complaint.number, filed.complaint.seal, len(filed.token)) == (1, stray, 128)
    assert complain(closed, f"{stray} {signature}").complaint == filed.complaint
    with pytest.raises(Conflict, match="complaint_open"):
        closed.publish()
    closed.session.rollback()
    answered = actions.answer_complaint(
        closed.session,
        actor=closed.official(0),
        cycle=closed.cycle,
        complaint=filed.complaint,
        founded=True,
        answer="La boleta se recibió y no está: se revisa el servidor con testigos.",
        now=AFTER_CLOSE + HOUR,
    )
    assert not answered.is_open
    closed.publish()


def read(booth: Booth) -> Any:
    from gacocrea.voting.rules import read_manifest

    return read_manifest(booth.poll.manifest)


@pytest.mark.parametrize(
    ("receipt", "text", "code"),
    [
        ("ab" * 32 + " " + "cd" * 64, "", "receipt_unsigned"),
        ("no es un comprobante", "", "receipt_unsigned"),
        ("\x00\ud800", "", "receipt_unsigned"),
        ("", "corto", "note_length"),
        ("", "Mi sello es " + "ab" * 32, "secret_in_text"),
        ("ab" * 200_000, "", "receipt_unsigned"),
    ],
)
def test_what_is_no_receipt_and_says_nothing_is_refused(
    closed: Booth, receipt: str, text: str, code: str
) -> None:
    with pytest.raises(Invalid, match=code):
        complain(closed, receipt, text)
    assert count(closed, Complaint) == 0


def test_another_complaint_is_kept_without_a_person_and_does_not_stop_the_publication(closed: Booth) -> None:
    filed = complain(closed, text="La página estuvo caída el último domingo por la noche.")
    assert filed.complaint
    entry = closed.session.scalars(select(RecordEntry).order_by(RecordEntry.id.desc())).first()
    assert entry
    assert (entry.verb, entry.subject, entry.actor_id) == ("complaint.filed", "Q-001", None)
    closed.publish()


def test_complaints_are_for_the_window_alone(open_booth: Booth) -> None:
    for now in (AFTER_CLOSE - HOUR, AFTER_CHALLENGE):
        if now == AFTER_CHALLENGE:
            open_booth.close()
        with pytest.raises(Conflict, match="no_challenge"):
            complain(open_booth, text="La página estuvo caída el último domingo.", now=now)


# ---------------------------------------------------------------- publication


def test_levels_are_said_when_no_cell_gives_anybody_away(open_booth: Booth) -> None:
    for place in range(24):
        voter = make_account(open_booth.session, level=place % 2)
        open_booth.vote(voter, "T-001", voter_nonce=nonce(place))
    open_booth.finish()
    assert open_booth.poll.levels == {"0": 12, "1": 12, "2": 0, "3": 0}


def test_small_levels_stay_unsaid(closed: Booth) -> None:
    closed.publish()
    assert closed.poll.levels["0"] == 12


def test_the_minute_says_which_keys_were_destroyed_before_whom(closed: Booth) -> None:
    check = read(closed).key_check
    closed.publish()
    minute = queries.minute_of(closed.session, closed.cycle.id)
    assert minute
    assert minute.facts["keys"] == {"transparencia": check}
    assert minute.facts["signed_by"] == [closed.core[sector].display_name for sector in (0, 1)]


def test_no_key_is_destroyed_while_another_poll_cannot_be_published(booth: Booth) -> None:
    make_theme(booth.session, booth.cycle, 10, pillar=2)
    booth.open()
    booth.vote(make_account(booth.session), "T-010", poll=booth.polls[1])
    booth.close()
    lift_guards(booth.session)
    booth.session.scalars(select(Ballot)).one().choices = []
    booth.session.commit()
    with pytest.raises(Conflict, match="broken_ballot"):
        booth.publish()
    assert len(list(booth.keys.folder.glob("poll-*"))) == 2


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_replaced_and_annulled_the_lists_add_up_and_the_recount_finds_no_fault(
    open_booth: Booth, tmp_path: Path, seed: int
) -> None:
    chance, cast, last = Random(seed), set[str](), dict[int, str]()
    people = open_booth.voters(16)
    for turn in range(28):
        voter = people[turn] if turn < 13 else chance.choice(people)
        codes = chance.sample(["T-001", "T-002", "T-003", "T-004"], chance.randint(0, 3))
        last[voter.id] = open_booth.vote(voter, *codes, voter_nonce=nonce(turn)).seal
        cast.add(last[voter.id])
    open_booth.close()
    gone = chance.sample(people, seed + 1)
    for account in gone:
        confirm(open_booth, propose(open_booth, account, cause=chance.choice(CAUSES)))
    open_booth.publish()
    session = open_booth.session
    counted, annulled, replaced = (
        set(session.scalars(select(table.seal))) for table in (FinalBallot, Annulled, Superseded)
    )
    assert counted | annulled | replaced == cast
    assert len(counted) + len(annulled) + len(replaced) == len(cast)
    assert annulled == {last[account.id] for account in gone if account.id in last}
    assert faults_of(open_booth, tmp_path) == []
