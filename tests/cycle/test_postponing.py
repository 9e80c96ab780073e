"""A published calendar moves forward only, by a decision of the core group, with a public note."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.terms import Phase, Role, Window
from gacocrea.cycle import actions
from gacocrea.cycle.rules import check_postponement, postponed
from tests.factories import DAYS, actor_of, make_account, make_cycle, make_forum, make_member
from tests.support import NOON
from tests.votes import carry

DAY = timedelta(days=1)
NOTE = "Las lluvias cerraron la vía a Macas y el taller se mueve."
CALENDAR = tuple(Window(phase, NOON + a * DAY, NOON + b * DAY) for phase, (a, b) in DAYS.items())


@pytest.fixture
def forum(session):
    found = make_forum(session)
    found.people = [make_member(session, found, sector=place) for place in range(4)]
    return found


@pytest.fixture
def cycle(session, forum):
    return make_cycle(session, forum, phase=Phase.PROPOSALS)


def later(cycle, days, *phases):
    """Return the windows of `phases`, all but what has begun moved by so many days."""
    return [
        Window(
            one.phase,
            one.opens_at if one.opens_at <= NOON else one.opens_at + days * DAY,
            one.closes_at + days * DAY,
        )
        for one in cycle.windows
        if one.phase in phases
    ]


def put(session, cycle, forum, wanted, **given):
    values = {"actor": actor_of(forum.people[0], Role.CORE_GROUP), "note": NOTE, "now": NOON} | given
    closes_at = NOON + 5 * DAY
    return actions.propose_postponement(session, cycle=cycle, wanted=wanted, closes_at=closes_at, **values)


LATE = tuple(phase for phase in Phase if phase not in (Phase.PREPARATION, Phase.CHALLENGE))


def test_a_carried_motion_postpones_the_calendar_once(session, forum, cycle, browser):
    before = cycle.moment(NOON).window(Phase.VOTING)
    motion = put(session, cycle, forum, later(cycle, 7, *LATE))
    actor = actor_of(forum.people[1], Role.CORE_GROUP)
    with pytest.raises(Conflict, match="motion_not_carried"):
        actions.postpone(session, actor=actor, cycle=cycle, motion=motion, now=NOON)
    carry(session, forum, motion, NOON)
    actions.postpone(session, actor=actor, cycle=cycle, motion=motion, now=NOON)
    assert cycle.moment(NOON).window(Phase.VOTING).closes_at == before.closes_at + 7 * DAY
    assert cycle.moment(NOON).window(Phase.CHALLENGE).opens_at == before.closes_at + 7 * DAY
    with pytest.raises(Conflict, match="motion_done"):
        actions.postpone(session, actor=actor, cycle=cycle, motion=motion, now=NOON)
    session.commit()
    assert NOTE in browser().get("/ecuador/2026-2028/").words


@pytest.mark.parametrize(
    ("days", "phases", "code"),
    [
        (-1, (Phase.DRAFTING,), "postpone_back"),
        (7, (Phase.PREPARATION,), "postpone_past"),
        (400, (Phase.DRAFTING,), "phase_order"),
        (0, (Phase.DRAFTING,), "postpone_nothing"),
    ],
)
def test_dates_move_forward_and_the_calendar_still_holds(session, forum, cycle, days, phases, code):
    with pytest.raises(Invalid, match=code):
        put(session, cycle, forum, later(cycle, days, *phases))


def test_what_the_open_polls_promise_does_not_move(session, forum, cycle):
    cycle.vote_fixed_at = NOON
    with pytest.raises(Invalid, match="postpone_voted"):
        put(session, cycle, forum, later(cycle, 7, *LATE))


def test_dates_that_time_has_overtaken_are_not_carried_out(session, forum, cycle):
    motion = put(session, cycle, forum, later(cycle, 7, *LATE))
    carry(session, forum, motion, NOON)
    actor = actor_of(forum.people[1], Role.CORE_GROUP)
    with pytest.raises(Conflict, match="postpone_late"):
        actions.postpone(session, actor=actor, cycle=cycle, motion=motion, now=NOON + 300 * DAY)


def test_a_note_is_public_and_a_citizen_does_not_change_dates(session, forum, cycle):
    wanted = later(cycle, 7, *LATE)
    with pytest.raises(Invalid, match="postpone_note"):
        put(session, cycle, forum, wanted, note="")
    with pytest.raises(NotAllowed):
        put(session, cycle, forum, wanted, actor=actor_of(make_account(session)))


@given(st.integers(0, 60), st.sampled_from(list(Phase)))
def test_no_accepted_postponement_brings_an_instant_forward_in_time(days, first):
    order = list(Phase)
    wanted = [
        Window(one.phase, one.opens_at + days * DAY, one.closes_at + days * DAY)
        for one in CALENDAR
        if order.index(one.phase) >= order.index(first) and one.phase is not Phase.CHALLENGE
    ]
    after = postponed(CALENDAR, wanted, 72)
    if not check_postponement(CALENDAR, after, now=NOON, vote_is_fixed=False):
        old = {one.phase: one for one in CALENDAR}
        assert all(
            one.opens_at >= old[one.phase].opens_at and one.closes_at >= old[one.phase].closes_at
            for one in after
        )


def test_new_dates_are_proposed_voted_and_carried_out_in_the_browser(session, forum, cycle, browser):
    member = browser(forum.people[0])
    page = member.get("/ecuador/2026-2028/mesa/calendario")
    refused = member.submit(page, closed_last="2020-01-01", note=NOTE)
    assert (refused.status, refused.form()["note"]) == (422, NOTE)
    last = str(page.form()["closed_last"])
    motion = member.submit(refused, closed_last=f"{int(last[:4]) + 1}{last[4:]}", note=NOTE)
    assert motion.path == "/ecuador/mociones/M-001"
    for person in forum.people:
        voter = browser(person)
        voter.submit(voter.get(motion.path), "voto", choice="for")
    carried = member.submit(member.get(motion.path), "cierre")
    assert "El calendario cambió" in member.submit(carried, "cambiar").body
    assert NOTE in browser().get("/ecuador/2026-2028/").words
