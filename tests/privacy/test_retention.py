"""What goes by itself: every rule takes what is past its time, and nothing younger."""

from datetime import timedelta

import pytest

from gacocrea.core import outbox
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Phase, Role
from gacocrea.identity.models import ClaimState, DocumentClaim, Registration
from gacocrea.people.models import Account, Purpose, Token
from gacocrea.people.models.documents import DocumentKind
from gacocrea.privacy import actions
from gacocrea.privacy.models import DataRequest, RequestKind
from gacocrea.proposals.models import Proposal, ProposalStatus
from gacocrea.voting.models import Step
from tests.factories import actor_of, make_account, make_cycle, make_forum, make_member
from tests.support import NOON
from tests.thread import make_proposal

DAYS = {rule.key: timedelta(days=rule.days) for rule in actions.RULES}


def sweep(session, key, *, after):
    """Sweep an hour before and an hour after a rule's term; return how much went each time."""
    went = []
    for hours in (-1, 1):
        gone = actions.sweep(session, now=after + DAYS[key] + timedelta(hours=hours))
        went.append(gone.get(key, 0))
        session.commit()
        session.expire_all()
    return went


@pytest.mark.both_engines
def test_accounts_that_nobody_confirmed_go_and_confirmed_ones_stay(session):
    make_account(session, created_at=NOON)
    make_account(session, email_confirmed_at=None, created_at=NOON)
    assert sweep(session, "unconfirmed", after=NOON) == [0, 1]
    assert session.query(Account).count() == 1


def test_who_was_named_to_an_office_does_not_go_for_want_of_a_confirmation(session):
    make_member(session, make_forum(session), email_confirmed_at=None, created_at=NOON)
    assert sweep(session, "unconfirmed", after=NOON) == [0, 0]


def test_no_number_of_an_account_goes_while_a_poll_is_open(session, make):
    thread = make(Phase.VOTING)
    thread.theme()
    thread.sign(Step.OPEN, thread.window(Phase.VOTING).opens_at)
    make_account(session, email_confirmed_at=None, created_at=NOON)
    assert sweep(session, "unconfirmed", after=NOON) == [0, 0]


def test_links_that_ended_go(session):
    account = make_account(session)
    session.add(
        Token(digest="d", account_id=account.id, purpose=Purpose.RESET_PASSWORD, stamp="s", expires_at=NOON)
    )
    assert sweep(session, "tokens", after=NOON) == [0, 1]


@pytest.mark.both_engines
def test_letters_lose_their_address_and_are_not_written_twice(session):
    def write():
        outbox.queue(
            session, key="k", to="a@example.org", language="es", subject="s", body="b", now=NOON, name="Ana"
        )

    write()
    assert sweep(session, "letters", after=NOON) == [0, 1]
    write()
    letter = session.query(OutboxLetter).one()
    assert (letter.to, letter.facts) == ("", {})


def test_a_letter_without_address_is_never_sent(session, app, letters):
    outbox.queue(session, key="k", to="a@example.org", language="es", subject="s", body="b", now=NOON)
    actions.sweep(session, now=NOON + timedelta(days=31))
    outbox.deliver(session, transport=app.transport, say=lambda _language, text, _forum: text, now=NOON)
    assert letters == []


@pytest.mark.both_engines
def test_drafts_that_nobody_touched_go_and_submitted_ones_stay(session):
    cycle = make_cycle(session, make_forum(session))
    make_proposal(session, cycle, changed_at=NOON)
    make_proposal(
        session, cycle, number=None, status=ProposalStatus.DRAFT, submitted_at=None, changed_at=NOON
    )
    assert sweep(session, "drafts", after=NOON) == [0, 1]
    assert session.query(Proposal).count() == 1


def test_documents_that_nobody_holds_any_more_go(session):
    forum, account = make_forum(session), make_account(session)
    kind = DocumentKind.EC_CI
    for state in (ClaimState.HELD, ClaimState.DROPPED):
        session.add(
            DocumentClaim(
                account_id=account.id,
                forum_id=forum.id,
                kind=kind,
                document=state,
                tail=b"123",
                state=state,
                at=NOON,
            )
        )
    session.add(
        Registration(
            forum_id=forum.id, number=1, kind=kind, document="huella", tail=b"123", code="c", by_name="Sofía", at=NOON,
            expires_at=NOON,
        )
    )  # fmt: skip
    assert sweep(session, "sheets", after=NOON) == [0, 1]
    assert sweep(session, "claims", after=NOON) == [0, 1]
    assert session.query(DocumentClaim).one().state is ClaimState.HELD
    assert session.query(Registration).one().document == ""


def test_answered_requests_lose_whose_they_were(session):
    forum = make_forum(session)
    secretary = actor_of(make_account(session), Role.SECRETARIAT)
    row = actions.enter(
        session, actor=secretary, forum=forum, kind=RequestKind.ACCESS, name="Ana Paz", contact="Calle 1",
        text="Quiero saber todo.", received_on=NOON.date(), now=NOON,
    )  # fmt: skip
    actions.answer(
        session, actor=secretary, forum=forum, row=row, text="Aquí está todo.", address="", now=NOON
    )
    assert sweep(session, "requests", after=NOON) == [0, 1]
    kept = session.query(DataRequest).one()
    assert (kept.name, kept.contact, kept.text, kept.answer) == ("", "", "", "")
    assert kept.due_on


def test_a_round_leaves_one_entry_with_counts_alone_and_an_idle_one_none(session):
    make_account(session, "Nadie", email_confirmed_at=None, created_at=NOON)
    actions.sweep(session, now=NOON + timedelta(days=8))
    actions.sweep(session, now=NOON + timedelta(days=8))
    entry = session.query(RecordEntry).one()
    assert (entry.verb, entry.actor_id, entry.actor_name, entry.facts) == (
        "data.swept",
        None,
        "",
        {"unconfirmed": 1},
    )


@pytest.mark.parametrize("rule", actions.RULES, ids=lambda rule: rule.key)
def test_every_rule_says_what_goes_and_why_in_a_sentence(rule):
    assert rule.days > 0
    assert rule.what
    assert rule.why.endswith(".")
