"""Levels and ballots: the level is read when one votes and when voting closes, and stands beside no ballot."""

import pytest
from sqlalchemy import inspect

from gacocrea.core.errors import NotAllowed
from gacocrea.core.terms import Phase, Role
from gacocrea.identity import actions
from gacocrea.voting.keys import KeyRing
from gacocrea.voting.models import Ballot
from tests.factories import make_account, make_cycle, make_member
from tests.identity.people import cedula, claim, office, register, take_over
from tests.support import NOON
from tests.voting.booth import make_booth, nonce


@pytest.fixture
def booth(app, session):
    """An open vote that asks for a document."""
    made = make_booth(session, KeyRing(app.settings.keys))
    made.forum.documents, made.cycle.vote_level = ["ec_ci"], 1
    made.open()
    return made


def test_a_document_or_a_sheet_lets_one_vote_from_the_next_request_on(app, session, booth):
    rosa, luis, eva = booth.voters(3)
    for account in (rosa, luis, eva):
        with pytest.raises(NotAllowed, match="level"):
            booth.vote(account, "T-001")
    claim(app, session, booth.forum, rosa, cedula(7))
    secretary = make_member(session, booth.forum, Role.SECRETARIAT)
    take_over(app, session, luis, register(app, session, booth.forum, secretary, cedula(8)).code)
    claim(app, session, booth.forum, eva, cedula(7))
    assert booth.vote(rosa, "T-001")
    assert booth.vote(luis, "T-001", voter_nonce=nonce(2))
    with pytest.raises(NotAllowed, match="level"):
        booth.vote(eva, "T-001")


def test_a_level_taken_back_ends_voting_but_not_the_ballot_that_was_cast(app, session, booth):
    rosa, luis = booth.voters(2)
    secretary = make_member(session, booth.forum, Role.SECRETARIAT)
    for serial, account in enumerate((rosa, luis)):
        claim(app, session, booth.forum, account, cedula(serial))
    booth.vote(rosa, "T-001")
    for account in (rosa, luis):
        given = {"actor": office(secretary), "forum": booth.forum, "account": account, "now": NOON}
        actions.withdraw_level(session, reason="Una razón cualquiera.", **given)
        with pytest.raises(NotAllowed, match="level"):
            booth.vote(account, "T-001")
    booth.close()
    assert booth.poll.eligible == 1
    assert session.query(Ballot).count() == 1


def test_nothing_beside_a_ballot_says_a_level(session):
    columns = {column["name"] for column in inspect(session.get_bind()).get_columns("ballot")}
    assert columns == {"poll_id", "pseudonym", "seal", "choices", "voter_nonce", "server_nonce"}


def test_who_may_not_vote_is_led_to_the_page_that_says_how(session, booth, browser):
    page = browser(make_account(session))
    place = f"/{booth.forum.slug}/{booth.cycle.slug}"
    for address in (f"{place}/votacion", f"{place}/votacion/transparencia"):
        assert "/mi/identidad" in page.get(address).links()


def test_who_may_not_propose_is_led_there_too(session, forum, browser):
    cycle = make_cycle(session, forum, phase=Phase.PROPOSALS, propose_level=1)
    page = browser(make_account(session))
    for address in ("propuestas", "propuestas/nueva"):
        found = page.get(f"/{forum.slug}/{cycle.slug}/{address}")
        assert "nivel de identidad más alto" in found.words
        assert "/mi/identidad" in found.links()
