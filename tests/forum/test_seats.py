"""Seats belong to institutions; people hold them for a term, and nothing of it is ever deleted."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.terms import Actor, Role
from gacocrea.forum import actions, commands, queries
from gacocrea.forum.models import Majority, Membership, Office, SeatKind, Share, Standing
from gacocrea.forum.rules import VotingRule, has_parity
from tests.factories import make_account, make_forum, make_member
from tests.support import NOON

SECRETARY = Actor(name="Ana", roles=frozenset({Role.SECRETARIAT}))
TODAY = NOON.date()


@pytest.fixture
def forum(session):
    return make_forum(session)


def open_seat(session, forum, institution="Universidad", sector=2, actor=SECRETARY):
    given = {"institution": institution, "starts_on": TODAY - timedelta(days=400), "now": NOON}
    return actions.open_seat(session, actor=actor, forum=forum, sector=forum.sectors[sector], **given)


def name(session, forum, seat, person, **given):
    term = actions.Term(**{"starts_on": TODAY - timedelta(days=300)} | given)
    return actions.name_to_seat(
        session, actor=SECRETARY, forum=forum, seat=seat, account=person, term=term, now=NOON
    )


def test_a_seat_has_one_titular_and_one_alternate_at_a_time(session, forum):
    seat, (rosa, luis, eva) = open_seat(session, forum), (make_account(session) for _ in range(3))
    name(session, forum, seat, rosa, office=Office.PRESIDENT, appointment="Oficio 12")
    name(session, forum, seat, luis, kind=SeatKind.ALTERNATE)
    with pytest.raises(Conflict, match="seat_taken"):
        name(session, forum, seat, eva)
    (held,) = queries.held_seats(session, forum, TODAY)
    assert (held.titular.name, held.alternate.name) == (rosa.display_name, luis.display_name)
    assert (held.titular.office, held.titular.appointment) == (Office.PRESIDENT, "Oficio 12")


def test_a_term_that_ended_stays_in_the_history_of_the_seat(session, forum):
    seat, (rosa, eva) = open_seat(session, forum), (make_account(session) for _ in range(2))
    first = name(session, forum, seat, rosa)
    actions.end_membership(session, actor=SECRETARY, membership=first, ends_on=TODAY, now=NOON)
    name(session, forum, seat, eva, starts_on=TODAY)
    history = queries.seat_history(session, forum, seat.id)
    assert [one.name for one in history.terms] == [eva.display_name, rosa.display_name]


def test_a_person_named_anew_has_two_terms_and_one_role(session, forum):
    here, there = open_seat(session, forum), open_seat(session, forum, "Colegio")
    person = make_account(session)
    name(session, forum, here, person)
    name(session, forum, there, person, starts_on=TODAY)
    assert session.scalar(select(func.count(Membership.id))) == 2
    assert queries.seat_held_by(session, forum, person.id, TODAY).seat_id == there.id


def test_a_seat_that_ends_takes_its_terms_along_and_nobody_is_named_to_it(session, forum):
    seat, person = open_seat(session, forum), make_account(session)
    term = name(session, forum, seat, person)
    actions.end_seat(session, actor=SECRETARY, seat=seat, ends_on=TODAY, now=NOON)
    assert (term.ends_on, queries.held_seats(session, forum, TODAY)) == (TODAY, [])
    with pytest.raises(Conflict, match="seat_over"):
        name(session, forum, seat, make_account(session), starts_on=TODAY)


def test_an_institution_has_one_seat_in_a_sector(session, forum):
    open_seat(session, forum)
    with pytest.raises(Invalid, match="seat_exists"):
        open_seat(session, forum)


def test_only_the_secretariat_keeps_the_seats(session, forum):
    with pytest.raises(NotAllowed):
        open_seat(session, forum, actor=Actor(roles=frozenset({Role.CORE_GROUP})))


def test_guests_are_public_until_their_part_ends(session, forum, browser):
    given = {"actor": SECRETARY, "now": NOON}
    starts_on = TODAY - timedelta(days=9)
    guest = actions.name_guest(
        session, forum=forum, name="PNUD", standing=Standing.GUEST, starts_on=starts_on, **given
    )
    assert "PNUD" in browser().get("/ecuador/quienes-deciden").words
    actions.end_guest(session, guest=guest, ends_on=TODAY, **given)
    assert "PNUD" not in browser().get("/ecuador/quienes-deciden").words


def test_no_sector_holds_more_than_half_of_the_seats_where_there_is_parity():
    assert has_parity([4, 4, 2, 2])
    assert has_parity([1, 1])
    assert has_parity([])
    assert not has_parity([5, 2, 2])


def test_the_secretariat_runs_the_seats_in_the_browser(session, forum, browser, letters):
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    page = secretary.get("/ecuador/secretaria/asientos")
    seat = secretary.submit(page, institution="Universidad de Loja", sector=str(forum.sectors[2].id))
    assert "Universidad de Loja" in seat.words
    wrong = secretary.submit(seat, email="no es un correo", appointment="Oficio 7")
    assert (wrong.status, wrong.form()["appointment"]) == (422, "Oficio 7")
    typed = {"email": "eva@example.org", "name": "Eva Loja", "office": "co_president"}
    named = secretary.submit(wrong, **typed)
    assert "Eva Loja Titular, copreside" in named.words
    assert any(letter.to == "eva@example.org" for letter in letters)
    public = browser().get("/ecuador/quienes-deciden").words
    assert "Eva Loja (copreside)" in public
    assert "Oficio 7" in public
    end = secretary.get(next(link for link in named.links() if "/periodos/" in link))
    secretary.submit(end, ends_on="2026-06-13")
    assert "hasta el 13 de junio" in browser().get("/ecuador/quienes-deciden").words


def test_the_secretariat_writes_rules_and_texts_and_everyone_reads_them(session, forum, browser):
    secretary = browser(make_member(session, forum, Role.SECRETARIAT))
    page = secretary.get("/ecuador/secretaria/foro")
    typed = {"majority": "qualified", "quorum": "two_thirds", "by_sector": "y", "about": "Somos doce."}
    refused = secretary.submit(page, **typed)
    assert (refused.status, refused.form()["about"]) == (422, "Somos doce.")
    told = secretary.submit(refused, majority_share="three_quarters", territories="Loja\nAzuay\nLoja").words
    assert "al menos tres cuartos de los votos, en total y también dentro de cada sector" in told
    session.refresh(forum)
    assert forum.territories == ["Loja", "Azuay"]


def test_a_qualified_majority_says_its_share(session, forum):
    rules = actions.InternalRules(VotingRule(majority=Majority.QUALIFIED))
    given = {"forum": forum, "texts": actions.ForumTexts(), "now": NOON}
    with pytest.raises(Invalid, match="majority_share"):
        actions.change_forum(session, actor=SECRETARY, rules=rules, **given)
    rules = actions.InternalRules(VotingRule(majority=Majority.QUALIFIED, majority_share=Share.ALL))
    assert actions.change_forum(session, actor=SECRETARY, rules=rules, **given).majority_share is Share.ALL


def test_terms_and_seats_are_ended_at_the_command_line(app, session, forum):
    seat, person = open_seat(session, forum), make_account(session)
    name(session, forum, seat, person)
    session.commit()
    ended = run(
        commands.person, "end", person.email, "--role=core_group", "--forum=ecuador", "--on=2026-06-13"
    )
    assert "deja el papel" in ended.output
    again = run(
        commands.person, "end", "nadie@example.org", "--role=observer", "--forum=ecuador", "--on=2026-06-13"
    )
    assert again.exit_code
    assert "Universidad" in run(commands.forum, "seats", "ecuador").output
    assert (
        run(commands.forum, "end-seat", "ecuador", "--institution=Universidad", "--on=2026-06-20").exit_code
        == 0
    )
    assert run(commands.forum, "end-seat", "ecuador", "--institution=Nadie", "--on=2026-06-20").exit_code


def run(command, *words):
    return CliRunner().invoke(command, words)


def test_what_waits_for_a_member_and_for_the_secretariat_is_on_their_page(session, forum, browser):
    member, secretary = make_member(session, forum), make_member(session, forum, Role.SECRETARIAT)
    start = NOON - timedelta(days=3)
    words = actions.MeetingWords("Sesión 03", start, start + timedelta(hours=2), "Manta")
    actions.call_meeting(session, actor=SECRETARY, forum=forum, words=words, now=NOON - timedelta(days=20))
    given = {"title": "Dos mesas", "text": "Que haya dos.", "closes_at": NOON + timedelta(days=2)}
    actions.propose_motion(session, actor=SECRETARY, forum=forum, now=NOON, **given)
    session.commit()
    assert "Votar la moción M-001: Dos mesas" in browser(member).get("/mi/").words
    assert "Escribir el acta de R-01" in browser(secretary).get("/mi/").words
    assert "Votar la moción" not in browser(secretary).get("/mi/").words
