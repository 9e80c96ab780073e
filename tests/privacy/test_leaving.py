"""Leaving: days to think, what goes, what stays, and a ballot that still belongs to somebody."""

from datetime import timedelta

import pytest

from gacocrea.core import record
from gacocrea.core.errors import Conflict
from gacocrea.core.outbox import OutboxLetter
from gacocrea.core.personal import BLANKED, GONE
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Phase
from gacocrea.forum.models import Forum
from gacocrea.people.models import Account, Consent, Token
from gacocrea.privacy import actions
from gacocrea.privacy.commands import keep_promises
from gacocrea.privacy.models import Leaving
from gacocrea.privacy.rules import COOLING
from gacocrea.proposals.models import Argument, Proposal, ProposalStatus, Stance
from gacocrea.voting.models import Step
from gacocrea.voting.queries import polls_of, results
from tests.factories import make_account, make_cycle, make_forum, make_member
from tests.support import NOON
from tests.thread import make_proposal, make_theme

LATER = NOON + COOLING + timedelta(hours=1)


@pytest.fixture
def cycle(session):
    return make_cycle(session, make_forum(session), phase=Phase.PROPOSALS)


@pytest.fixture
def rosa(session):
    return make_account(session, "Rosa Elena", email="rosa@example.org")


def leave(session, account, *, blank=False):
    actions.ask_to_leave(
        session, account=account, blank=blank, today=NOON.date(), address="https://x/mi/baja", now=NOON
    )
    session.commit()
    keep_promises(LATER)
    session.expire_all()


def say(session, proposal, account):
    words = Argument(
        proposal_id=proposal.id, author_id=account.id, author_name=account.display_name, stance=Stance.FOR,
        text="Hace falta.", at=NOON,
    )  # fmt: skip
    session.add(words)
    session.commit()
    return words


def test_there_are_days_to_think_a_letter_and_a_way_back(session, browser, letters, rosa):
    person = browser(rosa)
    told = person.submit(person.get("/mi/baja"), sure="y")
    assert "Quedarme" in told.body
    assert letters[0].subject == "Su cuenta se borrará"
    assert "/mi/baja" in letters[0].body
    keep_promises(NOON + COOLING - timedelta(minutes=1))
    assert session.get(Account, rosa.id).email == "rosa@example.org"
    person.submit(person.get("/mi/baja"))
    keep_promises(LATER)
    assert session.get(Account, rosa.id).email == "rosa@example.org"
    assert session.query(Leaving).count() == 0


def test_nobody_leaves_without_having_read_what_goes(session, browser, rosa):
    person = browser(rosa)
    assert person.submit(person.get("/mi/baja")).status == 422
    assert session.query(Leaving).count() == 0


@pytest.mark.both_engines
def test_the_account_is_erased_and_the_public_text_stays_under_nobody(session, browser, cycle, rosa):
    proposal = make_proposal(session, cycle, author_id=rosa.id, author_name="Rosa Elena")
    argument = say(session, make_proposal(session, cycle, "Otra"), rosa)
    draft = make_proposal(
        session, cycle, "Un borrador", author_id=rosa.id, author_name="Rosa Elena", number=None,
        status=ProposalStatus.DRAFT, submitted_at=None,
    )  # fmt: skip
    kept = draft.id
    leave(session, rosa)
    gone = session.get(Account, rosa.id)
    assert (gone.email, gone.password_hash, gone.outside_key, gone.display_name) == (None, None, None, GONE)
    assert (proposal.author_name, argument.author_name) == (GONE, GONE)
    assert proposal.title == "Letrero con el costo"
    assert session.get(Proposal, kept) is None
    assert "Rosa" not in browser().get(f"/ecuador/2026-2028/propuestas/P-{proposal.number:04d}").body
    assert session.query(Consent).filter_by(account_id=rosa.id).count() == 0
    assert session.query(Token).filter_by(account_id=rosa.id).count() == 0


def test_words_go_too_where_nobody_built_on_them(session, cycle, rosa):
    own = {"author_id": rosa.id, "author_name": "Rosa Elena"}
    waiting, themed = make_proposal(session, cycle, **own), make_proposal(session, cycle, "Otra obra", **own)
    make_theme(session, cycle, themed)
    argument = say(session, themed, rosa)
    leave(session, rosa, blank=True)
    assert (waiting.status, waiting.title, waiting.problem) == (ProposalStatus.WITHDRAWN, BLANKED, "")
    assert themed.title == "Otra obra"
    assert argument.text == BLANKED


@pytest.mark.both_engines
def test_the_chain_of_the_record_holds_and_names_the_person_no_more(session, browser, rosa):
    person = browser(rosa)
    person.submit(person.get("/mi/datos/nombre"), name="Rosa de Loja")
    leave(session, rosa)
    assert record.first_broken(session) is None
    assert session.query(RecordEntry).filter_by(actor_id=rosa.id).count() == 0


def test_letters_to_the_person_are_forgotten_and_the_last_one_says_good_bye(session, rosa):
    leave(session, rosa)
    to = [letter.subject for letter in session.query(OutboxLetter).filter_by(to="rosa@example.org")]
    assert to == ["Su cuenta se borró"]


def test_who_left_can_open_a_new_account_with_the_same_address(session, rosa):
    number = rosa.id
    leave(session, rosa)
    assert make_account(session, "Rosa otra vez", email="rosa@example.org").id != number


def test_whoever_holds_an_office_or_administers_cannot_vanish(session, browser, cycle):
    member = make_member(session, session.get_one(Forum, cycle.forum_id))
    with pytest.raises(Conflict):
        actions.ask_to_leave(session, account=member, blank=False, today=NOON.date(), address="", now=NOON)
    page = browser(member).get("/mi/baja")
    assert "no puede desaparecer" in page.words
    assert not page.soup.select("main form[action='/mi/baja']")


def test_who_takes_an_office_while_thinking_stays(session, cycle, rosa):
    actions.ask_to_leave(session, account=rosa, blank=False, today=NOON.date(), address="", now=NOON)
    rosa.is_administrator = True
    session.commit()
    keep_promises(LATER)
    assert session.get(Account, rosa.id).email == "rosa@example.org"


@pytest.mark.both_engines
def test_a_ballot_stands_and_its_number_stays_until_the_vote_is_published(session, make, clock):
    thread = make(Phase.VOTING)
    theme = thread.theme()
    voting, challenge = thread.window(Phase.VOTING), thread.window(Phase.CHALLENGE)
    thread.sign(Step.OPEN, voting.opens_at)
    thread._cast(theme, 1, voting.opens_at)
    number = session.query(Account).order_by(Account.id.desc()).first().id
    leave(session, session.get(Account, number))
    assert session.get(Account, number).left_at
    thread.sign(Step.CLOSE, voting.closes_at)  # "unmatched_ballots" would be raised here
    keep_promises(challenge.closes_at)
    assert session.get(Leaving, number).done_at
    thread.sign(Step.PUBLISH, challenge.closes_at)
    assert results(session, polls_of(session, thread.cycle.id)[0]).ballots == 1
    keep_promises(challenge.closes_at)
    session.expire_all()
    assert session.get(Account, number) is None
    assert session.query(Leaving).count() == 0


@pytest.mark.both_engines
def test_the_number_of_somebody_who_left_is_never_given_again(session, rosa):
    number = rosa.id
    leave(session, rosa)
    assert session.get(Account, number) is None
    assert make_account(session).id > number
