"""A forum is founded, people are named, it meets and decides; each with its right and its record."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.terms import Actor, Role
from gacocrea.forum import actions, queries
from gacocrea.forum.models import SeatKind
from tests.factories import actor_of, make_account, make_forum, make_member
from tests.support import NOON

CONSOLE = Actor(name="consola", roles=frozenset({Role.ADMINISTRATOR}))
SECTORS = [("gobierno", "Gobierno"), ("sociedad-civil", "Sociedad civil")]
TODAY = NOON.date()


def words(**given):
    values = {
        "slug": "jalisco",
        "name": "Foro de Jalisco",
        "jurisdiction": "Jalisco, México",
        "core_group_name": "Secretariado Técnico Local",
        "secretariat_name": "Secretaría",
        "time_zone": "America/Mexico_City",
    }
    return actions.ForumWords(**values | given)


def secretary_of(session, forum):
    return actor_of(make_member(session, forum, Role.SECRETARIAT), Role.SECRETARIAT)


def name(session, forum, account, role=Role.CORE_GROUP, actor=CONSOLE, **given):
    sector = forum.sectors[0] if role is Role.CORE_GROUP else None
    values = {"sector": sector, "starts_on": TODAY, "now": NOON} | given
    return actions.grant(session, actor=actor, forum=forum, account=account, role=role, **values)


def test_the_administrator_founds_a_forum_and_the_record_says_so(session):
    forum = actions.create_forum(session, actor=CONSOLE, words=words(), sectors=SECTORS, now=NOON)
    assert [sector.name for sector in forum.sectors] == ["Gobierno", "Sociedad civil"]
    entry = session.scalar(select(record.RecordEntry))
    assert (entry.verb, entry.subject, entry.actor_name) == ("forum.created", "jalisco", "consola")


def test_nobody_else_founds_a_forum(session):
    forum = make_forum(session)
    with pytest.raises(NotAllowed):
        actions.create_forum(
            session, actor=secretary_of(session, forum), words=words(), sectors=SECTORS, now=NOON
        )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"slug": "ecuador"}, "slug_in_use"),
        ({"slug": "mi"}, "slug_taken_by_page"),
        ({"time_zone": "Jalisco"}, "unknown_zone"),
        ({"name": ""}, "forum_name"),
    ],
)
def test_a_forum_needs_a_free_slug_a_real_zone_and_a_name(session, given, code):
    make_forum(session, "ecuador")
    with pytest.raises(Invalid, match=code):
        actions.create_forum(session, actor=CONSOLE, words=words(**given), sectors=SECTORS, now=NOON)


def test_a_named_member_sits_in_the_sector_for_an_institution(session):
    forum, person = make_forum(session), make_account(session, "Rosa")
    name(session, forum, person, institution="Universidad", kind=SeatKind.ALTERNATE)
    sector, members = queries.roll(session, forum, NOON).seats[0]
    assert sector.key == "gobierno"
    assert [(one.name, one.institution, one.kind) for one in members] == [
        ("Rosa", "Universidad", SeatKind.ALTERNATE)
    ]


def test_naming_the_same_person_again_changes_the_seat_instead_of_adding_one(session):
    forum, person = make_forum(session), make_account(session)
    name(session, forum, person)
    name(session, forum, person, sector=forum.sectors[2])
    roll = queries.roll(session, forum, NOON)
    assert [len(members) for _sector, members in roll.seats] == [0, 0, 1, 0]


def test_a_new_role_ends_the_sessions_that_were_open(session):
    forum, person = make_forum(session), make_account(session, password_hash="x")
    before = person.stamp
    name(session, forum, person)
    assert person.stamp != before


def test_a_secretariat_names_members_and_observers_but_never_itself(session):
    forum, person = make_forum(session), make_account(session)
    secretary = secretary_of(session, forum)
    name(session, forum, person, actor=secretary)
    name(session, forum, person, Role.OBSERVER, actor=secretary)
    with pytest.raises(NotAllowed):
        name(session, forum, person, Role.SECRETARIAT, actor=secretary)


def test_a_term_that_ended_gives_no_role_and_is_not_shown(session, browser):
    forum = make_forum(session)
    person = make_account(session)
    membership = name(session, forum, person, Role.SECRETARIAT, starts_on=TODAY - timedelta(days=30))
    session.commit()
    assert browser(person).get("/ecuador/secretaria/").status == 200
    actions.end_membership(session, actor=CONSOLE, membership=membership, ends_on=TODAY, now=NOON)
    assert queries.roll(session, forum, NOON).secretariat == []
    assert browser(person).get("/ecuador/secretaria/").status == 404
    with pytest.raises(Conflict):
        actions.end_membership(session, actor=CONSOLE, membership=membership, ends_on=TODAY, now=NOON)


def test_an_invited_person_chooses_the_password_with_a_link_that_comes_once(session):
    links = []
    given = {"email": "Ana@Example.org", "name": "Ana", "language": "es", "now": NOON}
    account = actions.invite(session, actor=CONSOLE, link=lambda token: links.append(token) or "", **given)
    assert (account.email, account.password_hash, len(links)) == ("ana@example.org", None, 1)
    known = make_account(session, email="luis@example.org", password_hash="x")
    again = actions.invite(session, actor=CONSOLE, link=links.append, **given | {"email": "luis@example.org"})
    assert (again, len(links)) == (known, 1)


def meeting_words(**given):
    values = {
        "title": "Sesión ordinaria 04",
        "starts_at": NOON + timedelta(days=6),
        "ends_at": NOON + timedelta(days=6, hours=2),
        "place": "Cuenca, y en línea",
        "agenda": "1. Acuerdos anteriores",
    }
    return actions.MeetingWords(**values | given)


def test_meetings_and_decisions_are_numbered_in_their_forum(session):
    forum, other = make_forum(session), make_forum(session, "jalisco")
    for place in (forum, other):
        secretary = secretary_of(session, place)
        for number in (1, 2):
            meeting = actions.call_meeting(
                session, actor=secretary, forum=place, words=meeting_words(), now=NOON
            )
            decision = actions.record_decision(
                session, actor=secretary, forum=place, title="Se confirma", text="Por consenso.", now=NOON
            )
            assert (meeting.number, decision.number) == (number, number)


def test_the_core_group_does_not_call_meetings(session):
    forum = make_forum(session)
    member = actor_of(make_member(session, forum), Role.CORE_GROUP)
    with pytest.raises(NotAllowed):
        actions.call_meeting(session, actor=member, forum=forum, words=meeting_words(), now=NOON)


def test_a_meeting_ends_after_it_starts(session):
    forum = make_forum(session)
    with pytest.raises(Invalid, match="meeting_ends"):
        actions.call_meeting(
            session,
            actor=secretary_of(session, forum),
            forum=forum,
            words=meeting_words(ends_at=NOON + timedelta(days=6)),
            now=NOON,
        )


def test_the_six_months_are_counted_from_the_last_meeting_held(session):
    forum = make_forum(session)

    def watch():
        return queries.watch_of(forum, queries.meetings(session, forum), NOON)

    assert not watch().is_late
    actions.call_meeting(
        session,
        actor=secretary_of(session, forum),
        forum=forum,
        words=meeting_words(starts_at=NOON - timedelta(days=200), ends_at=NOON - timedelta(days=199)),
        now=NOON,
    )
    assert watch().is_late
    assert watch().due_on < date(2026, 6, 12)
