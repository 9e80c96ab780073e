"""Motions are voted by seats with their names, closed by the forum's rule, and become decisions."""

from datetime import timedelta

import pytest

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.terms import Actor, Role
from gacocrea.forum import actions, queries
from gacocrea.forum.models import Choice, MotionState, SeatKind
from tests.factories import actor_of, make_account, make_forum, make_member
from tests.support import NOON
from tests.votes import carry

SECRETARY = Actor(name="Ana", roles=frozenset({Role.SECRETARIAT}))
CLOSES = NOON + timedelta(days=7)


class Room:
    """A forum with four seats of four sectors, and a motion before them."""

    def __init__(self, session):
        self.session = session
        self.forum = make_forum(session)
        self.people = [make_member(session, self.forum, sector=place) for place in range(4)]
        self.motion = self.put()

    def put(self, **given):
        values = {"title": "Dos mesas más", "text": "Que haya dos mesas más.", "closes_at": CLOSES}
        return actions.propose_motion(
            self.session, actor=self.actor(0), forum=self.forum, now=NOON, **values | given
        )

    def actor(self, place):
        return actor_of(self.people[place], Role.CORE_GROUP)

    def vote(self, place, choice=Choice.FOR, actor=None, now=NOON, **given):
        return actions.vote(
            self.session,
            actor=actor or self.actor(place),
            forum=self.forum,
            motion=self.motion,
            choice=choice,
            now=now,
            **given,
        )

    def close(self, now=NOON):
        return actions.close_motion(
            self.session, actor=SECRETARY, forum=self.forum, motion=self.motion, now=now
        )

    def recuse(self, place, reason="Es de mi institución."):
        return actions.recuse(
            self.session,
            actor=self.actor(place),
            forum=self.forum,
            motion=self.motion,
            reason=reason,
            now=NOON,
        )

    def alternate(self, place):
        """Name somebody the alternate of the seat of that place."""
        account = make_account(self.session)
        held = queries.held_seats(self.session, self.forum, NOON.date())[place]
        term = actions.Term(NOON.date() - timedelta(days=9), kind=SeatKind.ALTERNATE)
        given = {"forum": self.forum, "seat": held.seat, "account": account, "term": term, "now": NOON}
        actions.name_to_seat(self.session, actor=SECRETARY, **given)
        return actor_of(account, Role.CORE_GROUP)


@pytest.fixture
def room(session):
    return Room(session)


def test_a_carried_motion_is_a_decision_with_the_votes_on_its_page(room, browser):
    for place in range(3):
        room.vote(place)
    room.vote(3, Choice.AGAINST, dissent="Falta **dinero**.")
    assert room.close().state is MotionState.CARRIED
    words = browser().get("/ecuador/decisiones/D-001").words
    assert "1 de 1 de Gobierno" in words
    assert "0 de 1 de Sector privado" in words
    assert "3 a favor, 1 en contra, 0 en abstención" in words
    assert "votaron 4 de 4 asientos; hacen falta 3" in words
    assert room.people[3].display_name in words
    assert "Falta dinero ." in words
    assert record.first_broken(room.session) is None


def test_a_motion_that_is_not_carried_is_public_too(room, browser):
    for place in range(4):
        room.vote(place, Choice.AGAINST)
    assert room.close().state is MotionState.REJECTED
    assert room.motion.decision_id is None
    room.session.commit()
    assert "Dos mesas más" in browser().get("/ecuador/decisiones").words


def test_without_quorum_there_is_no_decision_and_the_motion_stays_open(room, browser):
    room.vote(0)
    with pytest.raises(Invalid, match="no_quorum"):
        room.close(CLOSES)
    assert room.motion.state is MotionState.OPEN
    member = browser(room.people[0])
    page = member.submit(member.get("/ecuador/mociones/M-001"), "cierre")
    assert (page.status, "votaron 1 de 4 asientos y hacen falta 3" in page.words) == (422, True)


def test_a_motion_is_closed_when_its_time_is_over_or_every_seat_has_voted(room):
    for place in range(3):
        room.vote(place)
    with pytest.raises(Invalid, match="motion_running"):
        room.close()
    assert room.close(CLOSES).state is MotionState.CARRIED
    with pytest.raises(Conflict, match="motion_closed"):
        room.vote(3)


def test_nobody_votes_after_the_time(room):
    with pytest.raises(Conflict, match="motion_time_over"):
        room.vote(0, now=CLOSES)


def test_a_recused_seat_does_not_vote_and_leaves_the_count(room, browser):
    room.vote(0)
    room.recuse(0)
    with pytest.raises(Invalid, match="recused"):
        room.vote(0)
    for place in (1, 2):
        room.vote(place)
    room.session.commit()
    member = browser(room.people[0])
    page = member.get("/ecuador/mociones/M-001")
    assert "votaron 2 de 3 asientos" in page.words
    token = str(member.get("/ecuador/mociones/nueva").form()["csrf_token"])
    typed = {"csrf_token": token, "choice": "for", "dissent": "Insisto."}
    refused = member.post("/ecuador/mociones/M-001/voto", typed)
    assert (refused.status, "se excusó de la moción y no vota" in refused.words) == (422, True)
    assert "Insisto." in refused.body, "nothing typed is lost"


def test_a_seat_has_one_vote_and_the_titular_goes_before_the_alternate(room):
    alternate = room.alternate(0)
    room.vote(0, Choice.AGAINST, actor=alternate)
    room.vote(0)
    assert [seat.choice for seat in room.motion.seats] == [Choice.FOR, None, None, None]
    with pytest.raises(Invalid, match="titular_voted"):
        room.vote(0, Choice.AGAINST, actor=alternate)


def test_a_person_without_a_seat_in_the_roll_does_not_vote(room):
    late = make_member(room.session, room.forum, sector=1)
    with pytest.raises(Invalid, match="no_seat"):
        room.vote(0, actor=actor_of(late, Role.CORE_GROUP))
    with pytest.raises(NotAllowed):
        room.vote(0, actor=actor_of(make_account(room.session)))


def test_a_motion_keeps_the_rule_of_the_day_on_which_it_was_put(room):
    for place in range(3):
        room.vote(place)
    room.vote(3, Choice.AGAINST)
    room.forum.majority = "consensus"
    assert room.close().state is MotionState.CARRIED


def test_the_secretariat_takes_votes_from_minutes_and_the_page_says_so(room, browser, clock):
    start = NOON - timedelta(days=1)
    words = actions.MeetingWords("Sesión 03", start, start + timedelta(hours=2), "Manta")
    actions.call_meeting(room.session, actor=SECRETARY, forum=room.forum, words=words, now=NOON)
    room.vote(3, Choice.AGAINST)
    room.session.commit()
    secretary = browser(make_member(room.session, room.forum, Role.SECRETARIAT))
    sheet = secretary.get("/ecuador/secretaria/mociones/M-001")
    seats = [name for name in sheet.form() if name.startswith("reason_")]
    assert len(seats) == 3, "a seat that voted here itself is left alone"
    typed = {name.replace("reason", "seat"): "for" for name in seats}
    page = secretary.submit(sheet, **typed)
    assert "según el acta de la reunión R-01" in page.words
    assert "D-001" in secretary.submit(page, "cierre").words


def test_a_motion_is_withdrawn_by_who_put_it_with_a_reason(room):
    given = {"motion": room.motion, "now": NOON}
    with pytest.raises(NotAllowed):
        actions.withdraw_motion(room.session, actor=room.actor(1), reason="No hace falta.", **given)
    with pytest.raises(Invalid, match="withdrawal_reason"):
        actions.withdraw_motion(room.session, actor=room.actor(0), reason="", **given)
    actions.withdraw_motion(room.session, actor=room.actor(0), reason="No hace falta.", **given)
    assert room.motion.state is MotionState.WITHDRAWN


def test_a_carried_motion_is_carried_out_once(room):
    motion = room.put(kind="plan", subject="2026-2028", payload={"plan": 1})
    given = {"forum_id": room.forum.id, "motion": motion, "subject": "2026-2028", "now": NOON}
    with pytest.raises(Conflict, match="motion_not_carried"):
        actions.take_carried(room.session, kind="plan", **given)
    with pytest.raises(Conflict, match="motion_live"):
        room.put(kind="plan", subject="2026-2028")
    carry(room.session, room.forum, motion, NOON)
    with pytest.raises(Conflict, match="motion_other"):
        actions.take_carried(room.session, kind="commitment", **given)
    assert actions.take_carried(room.session, kind="plan", **given).carried_out_at == NOON
    with pytest.raises(Conflict, match="motion_done"):
        actions.take_carried(room.session, kind="plan", **given)


def test_a_forum_without_seats_has_nobody_to_vote(session):
    forum = make_forum(session)
    given = {"title": "Algo", "text": "Que se haga.", "closes_at": CLOSES, "now": NOON}
    with pytest.raises(Invalid, match="no_seats"):
        actions.propose_motion(session, actor=SECRETARY, forum=forum, **given)


def test_what_waits_for_a_seat_is_told_until_it_votes(room):
    def waiting():
        return queries.motions_waiting_for(room.session, room.forum, room.people[1].id, NOON)

    assert waiting() == [room.motion]
    room.vote(1)
    assert waiting() == []


def test_a_motion_is_put_in_the_browser_and_a_past_day_is_refused_beside_its_field(room, browser):
    member = browser(room.people[0])
    typed = {"title": "Otra", "text": "Que se haga.", "closes_on": "2026-06-01"}
    page = member.submit(member.get("/ecuador/mociones/nueva"), **typed)
    assert (page.status, page.form()["text"]) == (422, "Que se haga.")
    assert page.soup.select_one("#closes_on-error")
    assert member.submit(page, closes_on="2026-06-20").path == "/ecuador/mociones/M-002"
