"""The core group stands by the count or says in public why not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gacocrea.core.errors import Conflict, Invalid, NotAllowed
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Actor
from gacocrea.forum.actions import propose_motion
from gacocrea.forum.models import Decision, Motion
from gacocrea.voting.actions import confirm_selection, propose_selection
from gacocrea.voting.models import Selection
from gacocrea.voting.queries import Line, results, selected_theme_ids, theme_results
from tests.factories import actor_of
from tests.votes import carry, decide_selection
from tests.voting.booth import AFTER_CHALLENGE, Booth, nonce

REASON = "La entidad responsable ya lo ejecuta con fondos propios."


@pytest.fixture
def counted(open_booth: Booth) -> Booth:
    """Published: T-001 has four votes, T-002 three, T-003 two, T-004 one, T-005 none."""
    for place, voter in enumerate(open_booth.voters(4)):
        open_booth.vote(voter, *["T-001", "T-002", "T-003"][: 4 - place], voter_nonce=nonce(place))
    open_booth.vote(open_booth.voters(1)[0], "T-004", voter_nonce=nonce(9))
    open_booth.finish()
    return open_booth


def lines(booth: Booth) -> tuple[Line, ...]:
    result = results(booth.session, booth.poll)
    assert result
    return result.lines


def ids(booth: Booth, *codes: str) -> set[int]:
    return {line.theme_id for line in lines(booth) if line.code in codes}


def confirm(booth: Booth, chosen: set[int], reasons: dict[int, str] | None = None) -> Decision:
    decision = decide_selection(
        booth.session,
        actor=booth.official(0),
        cycle=booth.cycle,
        poll=booth.poll,
        chosen=chosen,
        reasons=reasons or {},
        now=AFTER_CHALLENGE,
    )
    booth.session.commit()
    return decision


def propose(booth: Booth, chosen: set[int], *, actor: Actor | None = None) -> Motion:
    return propose_selection(
        booth.session,
        actor=actor or booth.official(0),
        cycle=booth.cycle,
        poll=booth.poll,
        chosen=chosen,
        reasons={},
        closes_at=AFTER_CHALLENGE + timedelta(days=7),
        now=AFTER_CHALLENGE,
    )


def carry_out(booth: Booth, motion: Motion) -> Decision:
    return confirm_selection(
        booth.session,
        actor=booth.official(0),
        cycle=booth.cycle,
        poll=booth.poll,
        motion=motion,
        now=AFTER_CHALLENGE,
    )


def test_a_selection_waits_for_the_votes_of_the_seats(counted: Booth) -> None:
    motion = propose(counted, ids(counted, "T-001", "T-002", "T-003"))
    with pytest.raises(Conflict, match="motion_not_carried"):
        carry_out(counted, motion)
    carry(counted.session, counted.forum, motion, AFTER_CHALLENGE)
    assert selected_theme_ids(counted.session, counted.cycle.id) == set()
    assert carry_out(counted, motion).id == motion.decision_id
    assert len(selected_theme_ids(counted.session, counted.cycle.id)) == 3


def test_two_motions_on_one_selection_are_not_voted_at_once(counted: Booth) -> None:
    winners = ids(counted, "T-001", "T-002", "T-003")
    propose(counted, winners)
    with pytest.raises(Conflict, match="motion_live"):
        propose(counted, winners)


def test_a_motion_on_something_else_confirms_nothing(counted: Booth) -> None:
    motion = propose_motion(
        counted.session,
        actor=counted.official(0),
        forum=counted.forum,
        title="Otra cosa",
        text="Que se haga.",
        kind="calendar",
        subject=counted.cycle.slug,
        closes_at=AFTER_CHALLENGE + timedelta(days=7),
        now=AFTER_CHALLENGE,
    )
    carry(counted.session, counted.forum, motion, AFTER_CHALLENGE)
    with pytest.raises(Conflict, match="motion_other"):
        carry_out(counted, motion)


def test_the_winners_are_those_with_most_votes(counted: Booth) -> None:
    assert [(line.code, line.votes, line.by_rule) for line in lines(counted)] == [
        *(
            ("T-001", 4, True),
            ("T-002", 3, True),
            ("T-003", 2, True),
            ("T-004", 1, False),
            ("T-005", 0, False),
        )
    ]
    result = results(counted.session, counted.poll)
    assert result
    assert (result.ballots, result.blank) == (5, 0)
    assert result.ranking.margin == 1
    assert not result.ranking.by_lot


def test_the_winners_are_confirmed_without_reasons(counted: Booth) -> None:
    winners = ids(counted, "T-001", "T-002", "T-003")
    decision = confirm(counted, winners)
    assert decision.number == 1
    assert selected_theme_ids(counted.session, counted.cycle.id) == winners
    assert not any(line.departs for line in lines(counted))


@pytest.mark.parametrize("reason", ["", "Porque sí.", " " * 40])
def test_a_departure_without_a_real_reason_is_refused(counted: Booth, reason: str) -> None:
    left_out, taken_in = ids(counted, "T-003"), ids(counted, "T-004")
    chosen = ids(counted, "T-001", "T-002") | taken_in
    with pytest.raises(Invalid, match="departure_reason_short") as refused:
        confirm(counted, chosen, dict.fromkeys(taken_in, REASON) | dict.fromkeys(left_out, reason))
    assert refused.value.field == f"reason_{left_out.pop()}"
    counted.session.rollback()
    assert selected_theme_ids(counted.session, counted.cycle.id) == set()


def test_a_departure_is_public_with_its_reason(counted: Booth) -> None:
    departures = ids(counted, "T-003", "T-004")
    chosen = ids(counted, "T-001", "T-002", "T-004")
    confirm(counted, chosen, dict.fromkeys(departures, REASON))
    departed = {line.code: line.reason for line in lines(counted) if line.departs}
    assert departed == {"T-003": REASON, "T-004": REASON}
    assert selected_theme_ids(counted.session, counted.cycle.id) == chosen
    entry = counted.session.scalars(select(RecordEntry).order_by(RecordEntry.id.desc())).first()
    assert entry
    assert entry.verb == "selection.confirmed"
    assert entry.facts["departures"] == departed


def test_only_winners_and_departures_are_stored(counted: Booth) -> None:
    confirm(counted, ids(counted, "T-001", "T-002", "T-003"))
    assert len(counted.session.scalars(select(Selection)).all()) == 3


def test_a_selection_is_confirmed_once(counted: Booth) -> None:
    winners = ids(counted, "T-001", "T-002", "T-003")
    confirm(counted, winners)
    with pytest.raises(Conflict, match="already_confirmed"):
        confirm(counted, winners)


def test_nothing_is_confirmed_before_the_publication(open_booth: Booth) -> None:
    open_booth.close()
    with pytest.raises(Conflict, match="not_published"):
        confirm(open_booth, set())


def test_only_themes_of_the_ballot_are_chosen(counted: Booth) -> None:
    with pytest.raises(Invalid, match="unknown_choice"):
        confirm(counted, {999_999})


def test_only_the_core_group_confirms(counted: Booth) -> None:
    with pytest.raises(NotAllowed, match="role"):
        propose(counted, set(), actor=actor_of(counted.voters(1)[0]))


def test_a_theme_knows_its_place_and_what_became_of_it(counted: Booth) -> None:
    departures = ids(counted, "T-003")
    confirm(counted, ids(counted, "T-001", "T-002"), dict.fromkeys(departures, REASON))
    (theme,) = theme_results(counted.session, departures).values()
    assert (theme.line.place, theme.line.votes, theme.line.chosen, theme.line.reason) == (3, 2, False, REASON)
    assert theme.result.decision
