"""A cycle is a draft until it is published; from then on its pillars, calendar and rules stand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from gacocrea.core import record
from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere
from gacocrea.core.terms import Phase, Role
from gacocrea.cycle import actions, queries
from gacocrea.cycle.models import Cycle
from gacocrea.cycle.rules import CYCLE_RESERVED, PillarPlan
from tests.cycle.plans import PILLARS, make_plan
from tests.factories import actor_of, make_account, make_cycle, make_forum, make_member
from tests.support import NOON


@pytest.fixture
def forum(session):
    return make_forum(session)


@pytest.fixture
def secretary(session, forum):
    return actor_of(make_member(session, forum, Role.SECRETARIAT), Role.SECRETARIAT)


def create(session, forum, actor, **given):
    return actions.create_cycle(session, actor=actor, forum=forum, plan=make_plan(**given), now=NOON)


def test_only_the_secretariat_sets_a_cycle_up(session, forum):
    for role in (Role.CITIZEN, Role.CORE_GROUP, Role.OBSERVER, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            create(session, forum, actor_of(make_account(session), role))


def test_a_cycle_keeps_the_plan_it_was_set_up_with(session, forum, secretary):
    cycle = create(session, forum, secretary, choices_max=5)
    session.commit()
    session.expire_all()
    assert actions.plan_of(cycle) == make_plan(choices_max=5)


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"slug": "mesa"}, "slug", "slug_taken_by_page"),
        ({"slug": "2027–2029"}, "slug", "slug_letters"),
        ({"title": ""}, "title", "length"),
        ({"choices_max": 11}, "choices_max", "between"),
        ({"seats": 0}, "seats", "between"),
        ({"challenge_hours": 12}, "challenge_hours", "between"),
        ({"plan_ends_on": date(2027, 7, 23)}, "plan_ends_on", "plan_backwards"),
        ({"pillars": ()}, "pillars", "pillar_count"),
        (
            {"pillars": (*PILLARS, replace(PILLARS[0], key="otro", glyph="ring"))},
            "pillars-3-palette",
            "palette_twice",
        ),
        (
            {"pillars": (*PILLARS, replace(PILLARS[0], key="otro", palette="plum"))},
            "pillars-3-glyph",
            "glyph_twice",
        ),
        (
            {"pillars": (*PILLARS, PillarPlan("integridad", "Otra", "", "plum", "ring"))},
            "pillars-3-name",
            "pillar_twice",
        ),
    ],
)
def test_a_plan_that_cannot_be_stored_names_its_field(session, forum, secretary, given, field, code):
    with pytest.raises(Invalid, match=code) as refused:
        create(session, forum, secretary, **given)
    assert refused.value.field == field


def test_a_slug_is_used_once_in_its_forum_and_again_in_another(session, forum, secretary):
    create(session, forum, secretary)
    with pytest.raises(Invalid, match="cycle_slug_in_use"):
        create(session, forum, secretary)
    create(session, make_forum(session, "jalisco"), secretary)


def test_every_page_of_a_forum_begins_with_a_word_that_no_cycle_may_take(app):
    seconds = {
        rule.rule.split("/")[2] for rule in app.url_map.iter_rules() if rule.rule.startswith("/<forum>/")
    }
    assert {word for word in seconds if word and "<" not in word} - CYCLE_RESERVED == set()


def test_a_draft_may_be_changed_and_its_pillars_may_trade_colours(session, forum, secretary):
    cycle = create(session, forum, secretary)
    first, second, third = PILLARS
    traded = (
        replace(first, palette="brick", glyph="accounts"),
        replace(second, palette="blue", glyph="eye"),
        third,
    )
    plan = make_plan(pillars=traded, seats=4)
    actions.change_cycle(session, actor=secretary, cycle=cycle, plan=plan, now=NOON)
    session.commit()
    session.expire_all()
    assert actions.plan_of(cycle) == plan


def test_a_draft_may_lack_phases_but_is_not_published_without_them(session, forum, secretary):
    cycle = create(session, forum, secretary, phases=make_plan().phases[:4])
    with pytest.raises(Invalid, match="phase_missing") as refused:
        actions.publish_cycle(session, actor=secretary, cycle=cycle, now=NOON)
    assert refused.value.field == "drafting_first"


def test_publishing_writes_the_rules_the_pillars_and_the_calendar_on_the_record(session, forum, secretary):
    cycle = create(session, forum, secretary)
    actions.publish_cycle(session, actor=secretary, cycle=cycle, now=NOON)
    entry = session.scalars(select(record.RecordEntry).order_by(record.RecordEntry.id.desc())).first()
    assert (entry.verb, entry.subject, cycle.published_at) == ("cycle.published", "2027-2029", NOON)
    assert entry.facts["rules"]["challenge_hours"] == 72
    assert set(entry.facts["phases"]) == {phase.value for phase in Phase}
    assert list(entry.facts["pillars"]) == [pillar.key for pillar in PILLARS]


def test_a_published_cycle_no_longer_changes(session, forum, secretary):
    cycle = create(session, forum, secretary)
    actions.publish_cycle(session, actor=secretary, cycle=cycle, now=NOON)
    with pytest.raises(Conflict):
        actions.change_cycle(session, actor=secretary, cycle=cycle, plan=make_plan(), now=NOON)
    with pytest.raises(Conflict):
        actions.publish_cycle(session, actor=secretary, cycle=cycle, now=NOON)


def test_nothing_is_open_in_a_draft(session, forum, secretary):
    cycle = create(session, forum, secretary)
    voting = cycle.moment(NOON).window(Phase.VOTING)
    assert cycle.moment(voting.opens_at).open_phases == frozenset()
    actions.publish_cycle(session, actor=secretary, cycle=cycle, now=NOON)
    assert cycle.moment(voting.opens_at).open_phases == {Phase.VOTING}


def test_the_cycle_that_runs_is_the_latest_published_one_that_is_not_over(session, forum, secretary):
    assert queries.current_cycle(session, forum.id, NOON) is None
    earlier = make_cycle(session, forum, phase=Phase.IMPLEMENTATION, slug="2024-2026")
    current = make_cycle(session, forum, phase=Phase.VOTING)
    create(session, forum, secretary)
    assert queries.current_cycle(session, forum.id, NOON) is current
    late = NOON + timedelta(days=700)
    assert queries.current_cycle(session, forum.id, late) is current
    assert queries.current_cycle(session, forum.id, NOON + timedelta(days=3000)) is None
    assert queries.cycle_of(session, forum, "2024-2026", NOON) is earlier
    with pytest.raises(NotThere):
        queries.cycle_of(session, make_forum(session, "jalisco"), "2024-2026", NOON)


def test_the_running_cycle_costs_three_statements(session, forum, count_statements):
    make_cycle(session, forum)
    session.expire_all()
    forum_id = session.scalar(select(Cycle.forum_id))
    session.expunge_all()
    with count_statements() as seen:
        queries.current_cycle(session, forum_id, NOON)
    assert len(seen) == 3
