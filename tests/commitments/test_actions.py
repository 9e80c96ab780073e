"""Winners become commitments, each save is a version, and one that is dropped says why."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from gacocrea.commitments import actions, queries
from gacocrea.commitments.models import CommitmentStatus
from gacocrea.commitments.rules import from_json
from gacocrea.core.errors import Conflict, Invalid, NotAllowed, NotThere
from gacocrea.core.record import RecordEntry
from gacocrea.core.terms import Phase, Role
from gacocrea.themes.models import Theme
from tests.factories import actor_of, make_account, make_cycle
from tests.support import NOON
from tests.thread import STEP, Thread

WHY = "Se une a otro compromiso del mismo ministerio."


def refused(thread: Thread, *themes: Theme) -> str:
    with pytest.raises(Invalid) as refusal:
        thread.draft(*themes)
    thread.session.rollback()
    return refusal.value.code


def verbs(thread: Thread, subject: str) -> list[str]:
    wanted = select(RecordEntry.verb).where(RecordEntry.subject == subject).order_by(RecordEntry.id)
    return list(thread.session.scalars(wanted))


def test_a_commitment_begins_with_the_words_of_its_first_theme_and_the_period_of_the_plan(
    thread: Thread,
) -> None:
    first, second = thread.theme(title="Obras a la vista"), thread.theme()
    thread.elect(first, second)
    commitment = thread.draft(first, second)
    assert (commitment.number, commitment.name, commitment.version) == (1, "Obras a la vista", 1)
    assert (commitment.starts_on, commitment.ends_on) == (
        thread.cycle.plan_starts_on,
        thread.cycle.plan_ends_on,
    )
    linked = queries.themes_of(thread.session, [commitment.id])[commitment.id]
    assert [link.theme_id for link in linked] == [first.id, second.id]
    assert verbs(thread, "C-01") == ["commitment.drafted"]


def test_only_confirmed_winners_become_commitments(thread: Thread) -> None:
    won, lost = thread.theme(), [thread.theme() for _ in range(3)]
    thread.cycle.seats = 1
    thread.hold_vote(won)
    assert refused(thread, won) == "theme_not_selected"  # published, not yet confirmed
    thread.confirm()
    assert refused(thread, lost[0]) == "theme_not_selected"
    assert refused(thread) == "theme_missing"
    thread.draft(won)


def test_a_theme_that_the_core_group_took_up_with_a_reason_becomes_one_too(thread: Thread) -> None:
    won, lost = thread.theme(), thread.theme()
    thread.cycle.seats = 1
    thread.hold_vote(won)
    thread.confirm(T1="El ministerio ya lo cumplió este año.", T2="Entra en el lugar del que ya se cumplió.")
    assert refused(thread, won) == "theme_not_selected"
    assert thread.draft(lost).name == lost.title


def test_a_theme_is_in_one_living_commitment_and_waits_again_when_that_is_withdrawn(thread: Thread) -> None:
    theme = thread.theme()
    thread.elect(theme)
    assert queries.waiting_themes(thread.session, thread.cycle.id) == [theme]
    commitment = thread.draft(theme)
    assert queries.waiting_themes(thread.session, thread.cycle.id) == []
    assert refused(thread, theme) == "theme_taken"
    thread.withdraw(commitment, WHY)
    assert queries.of_themes(thread.session, [theme.id])[theme.id] is commitment
    again = thread.draft(theme)
    assert queries.of_themes(thread.session, [theme.id])[theme.id] is again


def test_a_commitment_stands_under_one_pillar(thread: Thread) -> None:
    one, other = thread.theme(), thread.theme(pillar=1)
    thread.elect(one, other)
    assert refused(thread, one, other) == "themes_of_two_pillars"


def test_a_theme_of_another_cycle_is_no_winner_of_this_one(thread: Thread) -> None:
    theme = thread.theme()
    thread.elect(theme)
    other = make_cycle(thread.session, thread.forum, phase=Phase.DRAFTING, slug="otro")
    with pytest.raises(Invalid):
        actions.draft_from_themes(
            thread.session, actor=thread.member(), cycle=other, theme_ids=[theme.id], now=NOON
        )


def test_each_save_is_a_version_that_says_who_and_why(thread: Thread) -> None:
    theme = thread.theme()
    thread.elect(theme)
    commitment = thread.draft(theme)
    thread.save(commitment, problem="Nadie sabe cuánto cuesta.", milestones=(STEP,))
    thread.save(commitment, milestones=(STEP, replace(STEP, text="Evaluar el uso")))
    thread.save(commitment, milestones=(replace(STEP, text="Evaluar el uso"),))
    versions = queries.versions_of(thread.session, commitment.id)
    assert [row.number for row in versions] == [4, 3, 2, 1]
    assert [len(from_json(row.sheet).milestones) for row in versions] == [1, 2, 1, 0]
    assert from_json(versions[0].sheet) == queries.sheet_of(commitment)
    assert versions[0].author_name == thread.core[0].display_name
    assert verbs(thread, "C-01") == ["commitment.drafted", *["commitment.saved"] * 3]


def test_saving_nothing_new_stores_nothing(thread: Thread) -> None:
    theme = thread.theme()
    thread.elect(theme)
    commitment = thread.draft(theme, problem="Nadie sabe.")
    thread.save(commitment, problem="Nadie sabe.")
    assert commitment.version == 2
    assert len(queries.versions_of(thread.session, commitment.id)) == 2
    assert verbs(thread, "C-01") == ["commitment.drafted", "commitment.saved"]


def test_who_saves_second_overwrites_nothing(thread: Thread) -> None:
    theme = thread.theme()
    thread.elect(theme)
    commitment = thread.draft(theme)
    thread.save(commitment, seen=1, problem="Lo que escribió Ana.")
    with pytest.raises(Conflict) as refusal:
        thread.save(commitment, seen=1, problem="Lo que escribió Luis.")
    thread.session.rollback()
    assert refusal.value.code == "commitment_changed"
    assert commitment.problem == "Lo que escribió Ana."


def test_a_withdrawn_commitment_is_neither_saved_nor_withdrawn_again(thread: Thread) -> None:
    theme = thread.theme()
    thread.elect(theme)
    commitment = thread.draft(theme)
    with pytest.raises(Invalid):
        thread.withdraw(commitment, "Porque sí.")
    thread.withdraw(commitment, WHY)
    assert (commitment.status, commitment.status_reason) == (CommitmentStatus.WITHDRAWN, WHY)
    assert commitment.withdrawn_by is not None
    with pytest.raises(Conflict):
        thread.withdraw(commitment, "Otro motivo que borraría el primero.")
    with pytest.raises(Conflict):
        thread.save(commitment, problem="Otra vez.")


def test_only_the_core_group_and_the_secretariat_draft_and_only_in_its_time(thread: Thread) -> None:
    theme = thread.theme()
    thread.elect(theme)
    citizen = actor_of(make_account(thread.session))
    secretary = actor_of(thread.secretary, Role.SECRETARIAT)
    before = thread.window(Phase.DRAFTING).opens_at.replace(year=2020)
    for actor, when in ((citizen, NOON), (thread.member(), before)):
        with pytest.raises(NotAllowed):
            actions.draft_from_themes(
                thread.session, actor=actor, cycle=thread.cycle, theme_ids=[theme.id], now=when
            )
    actions.draft_from_themes(
        thread.session, actor=secretary, cycle=thread.cycle, theme_ids=[theme.id], now=NOON
    )


def test_a_commitment_of_another_cycle_looks_like_one_that_does_not_exist(thread: Thread) -> None:
    theme = thread.theme()
    thread.elect(theme)
    commitment = thread.draft(theme)
    other = make_cycle(thread.session, thread.forum, phase=Phase.DRAFTING, slug="otro")
    with pytest.raises(NotThere):
        actions.propose_withdrawal(
            thread.session, actor=thread.member(), cycle=other, commitment=commitment, reason=WHY,
            closes_at=NOON + timedelta(days=7), now=NOON,
        )  # fmt: skip
