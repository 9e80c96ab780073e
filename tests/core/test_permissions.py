"""The law answers each question with yes, or with why not and when yes."""

from datetime import timedelta

import pytest

from gacocrea.core.errors import NotAllowed
from gacocrea.core.permissions import LAW, Action, Relation, Verdict, explain, require
from gacocrea.core.terms import VISITOR, Actor, Moment, Phase, Role, Window
from tests.support import NOON

DAY = timedelta(days=1)
CITIZEN = Actor(account_id=1, roles=frozenset({Role.CITIZEN}), level=1)
MEMBER = Actor(account_id=2, roles=frozenset({Role.CITIZEN, Role.CORE_GROUP}))


def moment(*phases: tuple[Phase, int, int], published: bool = True) -> Moment:
    windows = tuple(Window(phase, NOON + first * DAY, NOON + last * DAY) for phase, first, last in phases)
    return Moment(NOON, windows, published)


VOTING = moment((Phase.VOTING, -1, 1))


def test_a_stranger_is_asked_to_sign_in_and_others_have_no_such_right() -> None:
    assert explain(Action.VOTE, actor=VISITOR, moment=VOTING) == Verdict(False, "sign_in")
    assert explain(Action.MODERATE, actor=CITIZEN, moment=VOTING) == Verdict(False, "role")
    assert explain(Action.VOTE, actor=CITIZEN, moment=VOTING) == Verdict(True, "ok")


def test_the_level_of_identity_that_is_asked_for_is_enough_and_one_less_is_not() -> None:
    for level, code in ((0, "ok"), (1, "ok"), (2, "level"), (3, "level")):
        verdict = explain(Action.VOTE, actor=CITIZEN, moment=VOTING, level=level)
        assert (verdict.code, verdict.allowed) == (code, code == "ok")


def test_no_level_is_asked_for_unless_somebody_says_so() -> None:
    assert explain(Action.VOTE, actor=MEMBER, moment=VOTING).allowed


@pytest.mark.parametrize("action", [one for one in Action if LAW[one].relation is Relation.OWN])
def test_what_is_ones_own_is_nobody_elses(action: Action) -> None:
    law = LAW[action]
    mine = Actor(account_id=5, roles=law.roles)
    now = moment(*((phase, -1, 1) for phase in law.phases))
    assert explain(action, actor=mine, moment=now, owner_id=5).allowed
    assert explain(action, actor=mine, moment=now).allowed
    assert explain(action, actor=mine, moment=now, owner_id=6) == Verdict(False, "not_yours")


@pytest.mark.parametrize("action", [one for one in Action if LAW[one].relation is Relation.NOT_OWN])
def test_nobody_judges_ones_own(action: Action) -> None:
    law = LAW[action]
    mine = Actor(account_id=5, roles=law.roles)
    now = moment(*((phase, -1, 1) for phase in law.phases))
    assert explain(action, actor=mine, moment=now, owner_id=6).allowed
    assert explain(action, actor=mine, moment=now).allowed
    assert explain(action, actor=mine, moment=now, owner_id=5) == Verdict(False, "own_interest")


def test_what_comes_later_says_from_when() -> None:
    later = moment((Phase.VOTING, 3, 4), (Phase.VOTING, 6, 7))
    assert explain(Action.VOTE, actor=CITIZEN, moment=later) == Verdict(
        False, "not_yet", opens_at=NOON + 3 * DAY
    )


def test_what_is_over_says_since_when() -> None:
    over = moment((Phase.PROPOSALS, -9, -8), (Phase.ANALYSIS, -7, -2))
    assert explain(Action.MODERATE, actor=MEMBER, moment=over, owner_id=9) == Verdict(
        False, "too_late", closed_at=NOON - 2 * DAY
    )


def test_a_window_that_opens_or_closes_now_is_open_or_over() -> None:
    assert explain(Action.VOTE, actor=CITIZEN, moment=moment((Phase.VOTING, 0, 1))).allowed
    ended = explain(Action.VOTE, actor=CITIZEN, moment=moment((Phase.VOTING, -1, 0)))
    assert ended == Verdict(False, "too_late", closed_at=NOON)


def test_between_two_windows_the_next_one_is_named() -> None:
    between = moment((Phase.PROPOSALS, -3, -2), (Phase.ANALYSIS, 2, 3))
    verdict = explain(Action.MODERATE, actor=MEMBER, moment=between)
    assert verdict == Verdict(False, "not_yet", opens_at=NOON + 2 * DAY)


def test_an_unpublished_calendar_opens_nothing_and_names_no_day() -> None:
    hidden = moment((Phase.VOTING, -1, 1), published=False)
    assert explain(Action.VOTE, actor=CITIZEN, moment=hidden) == Verdict(False, "not_yet")
    coming = moment((Phase.VOTING, 1, 2), published=False)
    assert explain(Action.VOTE, actor=CITIZEN, moment=coming) == Verdict(False, "not_yet")


def test_a_cycle_without_such_a_phase_never_opens_it() -> None:
    assert explain(Action.VOTE, actor=CITIZEN, moment=moment((Phase.PROPOSALS, -1, 1))) == Verdict(
        False, "not_yet"
    )


def test_a_right_without_phases_holds_at_any_time() -> None:
    assert explain(Action.HIDE, actor=MEMBER, moment=Moment(NOON)).allowed


def test_whoever_may_not_is_refused_with_the_verdict() -> None:
    require(Action.VOTE, actor=CITIZEN, moment=VOTING, level=1)
    with pytest.raises(NotAllowed) as refusal:
        require(Action.VOTE, actor=CITIZEN, moment=VOTING, level=2)
    assert refusal.value.code == "level"
    assert refusal.value.facts["verdict"] == Verdict(False, "level")
    assert refusal.value.facts["action"] is Action.VOTE
    with pytest.raises(NotAllowed, match="not_yours"):
        require(Action.EDIT_PROPOSAL, actor=CITIZEN, moment=moment((Phase.ANALYSIS, -1, 1)), owner_id=9)
    require(Action.PROPOSE, actor=MEMBER, moment=moment((Phase.PROPOSALS, -1, 1)))
