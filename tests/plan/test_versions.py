"""The plan as it is frozen for the consultation and the decision, adopted, and compared as a whole."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy.exc import IntegrityError

from gacocrea.commitments.models import Commitment, CommitmentStatus
from gacocrea.core.errors import Conflict, NotAllowed
from gacocrea.core.terms import Phase, Role
from gacocrea.forum.actions import close_motion, vote
from gacocrea.forum.models import Choice, Decision, Motion
from gacocrea.plan import actions, queries
from gacocrea.plan.models import PlanPart, PlanStage, PlanVersion
from gacocrea.plan.rules import difference
from tests.browser import Browser
from tests.factories import actor_of
from tests.support import NOON
from tests.thread import STEP, Thread, make_proposal

Open = Callable[..., Browser]
HERE = "/ecuador/2026-2028"
SAID = "Nadie sabe cuánto cuesta la obra de su barrio ni quién responde."
WHOLE: dict[str, Any] = {
    **dict.fromkeys(("problem", "causes", "solution", "results"), SAID),
    "accountability": "Cada retraso se explica en público ante la veeduría del barrio.",
    "lead": "Servicio de Contratación",
    "support_civil_society": "Veeduría Ciudadana",
    "milestones": (STEP,),
}  # fmt: skip


@pytest.fixture
def adopting(make: Callable[[Phase], Thread]) -> tuple[Thread, Commitment, Commitment]:
    """A thread before its adoption, with two commitments; the first has all that the template demands."""
    thread = make(Phase.ADOPTION)
    themes = thread.theme(title="Obras a la vista"), thread.theme(title="Actas en línea", pillar=1)
    thread.elect(*themes)
    when = thread.window(Phase.DRAFTING).opens_at
    first, second = thread.draft(themes[0]), thread.draft(themes[1])
    thread.save(first, now=when, **WHOLE)
    return thread, first, second


def secretary(thread: Thread) -> Any:
    return actor_of(thread.secretary, Role.SECRETARIAT)


def freeze(thread: Thread, stage: PlanStage = PlanStage.DECISION, **given: Any) -> PlanVersion:
    facts = {"actor": secretary(thread), "now": NOON} | given
    made = actions.freeze(thread.session, cycle=thread.cycle, stage=stage, **facts)
    thread.session.commit()
    return made


def put(thread: Thread) -> Motion:
    closes_at = NOON + timedelta(days=7)
    return actions.propose_adoption(
        thread.session, actor=secretary(thread), cycle=thread.cycle, closes_at=closes_at, now=NOON
    )


def carry(thread: Thread, motion: Motion) -> Motion:
    """Let every seat vote for a motion, and close it."""
    for place, _seat in enumerate(motion.seats):
        voter = thread.member(place)
        vote(
            thread.session,
            actor=voter,
            forum=thread.forum,
            motion=motion,
            choice=Choice.FOR,
            dissent="",
            now=NOON,
        )
    return close_motion(thread.session, actor=secretary(thread), forum=thread.forum, motion=motion, now=NOON)


def adopt(thread: Thread, motion: Motion) -> PlanVersion:
    return actions.adopt(thread.session, actor=secretary(thread), cycle=thread.cycle, motion=motion, now=NOON)


def refusal(do: Callable[[], object]) -> str:
    with pytest.raises((Conflict, NotAllowed)) as refused:
        do()
    return refused.value.code


def complete(thread: Thread, *commitments: Commitment) -> None:
    for commitment in commitments:
        thread.save(commitment, now=thread.window(Phase.DRAFTING).opens_at, **WHOLE)


def test_a_draft_goes_to_decision_only_complete_and_with_every_answer(
    adopting: tuple[Thread, Commitment, Commitment],
) -> None:
    thread, _first, second = adopting
    with pytest.raises(Conflict, match="plan_unready") as lacking:
        freeze(thread)
    assert lacking.value.facts["references"] == "C-02"
    complete(thread, second)
    make_proposal(thread.session, thread.cycle, "Espera su respuesta")
    assert refusal(lambda: freeze(thread)) == "responses_waiting"
    assert freeze(thread, PlanStage.CONSULTATION).number == 1


def test_a_plan_is_adopted_once_and_never_changes_again(
    adopting: tuple[Thread, Commitment, Commitment],
) -> None:
    thread, first, second = adopting
    complete(thread, second)
    assert refusal(lambda: put(thread)) == "plan_not_put"
    freeze(thread)
    motion = put(thread)
    assert refusal(lambda: adopt(thread, motion)) == "motion_not_carried"
    made = adopt(thread, carry(thread, motion))
    assert {part.commitment_id: part.version for part in made.parts} == {first.id: 2, second.id: 2}
    assert {first.status, second.status} == {CommitmentStatus.ADOPTED}
    assert queries.is_adopted(thread.session, thread.cycle.id)
    assert made.decision_id == motion.decision_id
    assert refusal(lambda: adopt(thread, motion)) == "plan_adopted"
    assert refusal(lambda: freeze(thread)) == "plan_adopted"


def test_what_changed_after_it_was_put_to_decision_is_not_adopted(
    adopting: tuple[Thread, Commitment, Commitment],
) -> None:
    thread, first, second = adopting
    complete(thread, second)
    freeze(thread)
    motion = carry(thread, put(thread))
    thread.save(first, now=thread.window(Phase.DRAFTING).opens_at, done_so_far="Se cambió después.")
    assert refusal(lambda: adopt(thread, motion)) == "plan_changed"
    assert refusal(lambda: freeze(thread, now=thread.window(Phase.VOTING).opens_at)) == "not_yet"


def test_the_same_draft_is_not_frozen_twice_for_the_same(
    adopting: tuple[Thread, Commitment, Commitment],
) -> None:
    thread, _first, second = adopting
    complete(thread, second)
    freeze(thread, PlanStage.CONSULTATION)
    assert refusal(lambda: freeze(thread, PlanStage.CONSULTATION)) == "plan_unchanged"
    assert freeze(thread).number == 3


def test_the_database_keeps_one_adopted_plan_and_names_its_decision(
    adopting: tuple[Thread, Commitment, Commitment],
) -> None:
    thread, first, _second = adopting
    facts = {"cycle_id": thread.cycle.id, "stage": PlanStage.ADOPTED, "at": NOON, "by_name": "Nadie"}
    thread.session.add(PlanVersion(**facts, number=7, parts=[PlanPart(commitment_id=first.id, version=1)]))
    with pytest.raises(IntegrityError):
        thread.session.flush()
    thread.session.rollback()
    decided = {"title": "Adopción", "text": "Se adopta.", "decided_at": NOON, "decided_by": "Grupo núcleo"}
    decision = Decision(forum_id=thread.forum.id, number=99, **decided)
    thread.session.add(decision)
    thread.session.flush()
    number = decision.id
    thread.session.add_all(PlanVersion(**facts, number=place, decision_id=number) for place in (7, 8))
    with pytest.raises(IntegrityError):
        thread.session.flush()


def test_anyone_compares_the_plan_as_a_whole(
    adopting: tuple[Thread, Commitment, Commitment], browser: Open
) -> None:
    thread, first, second = adopting
    freeze(thread, PlanStage.CONSULTATION, note="Sale a consulta.")
    when = thread.window(Phase.DRAFTING).opens_at
    thread.save(
        first, now=when, results="Cada obra con su ficha, su costo y su responsable a la vista de todas."
    )
    reason = "La institución no tiene competencia y así lo dijo."
    thread.withdraw(second, reason, when)
    freeze(thread)
    page = browser().get(f"{HERE}/plan/versiones")
    assert page.words.index("Salen") < page.words.index(reason) < page.words.index("Cambian")
    assert "Sale a consulta." in page.words
    assert page.soup.select_one("ins") is not None
    assert browser().get(f"{HERE}/plan/versiones?de=9").status == 404
    assert "Cómo cambió el plan" in browser().get(f"{HERE}/plan").words


def test_the_secretariat_reads_what_is_missing_and_freezes_the_draft(
    adopting: tuple[Thread, Commitment, Commitment], browser: Open
) -> None:
    thread, _first, _second = adopting
    office = browser(thread.secretary)
    page = office.get(f"{HERE}/secretaria/plan/fijar")
    assert "Les falta algo que pide la plantilla: C-02" in page.words
    refused = office.submit(page, stage="decision", note="Con los cambios de la consulta.")
    assert refused.status == 422
    assert "Con los cambios de la consulta." in refused.body
    assert "A estos compromisos les falta algo que pide la plantilla: C-02." in refused.words
    done = office.submit(page, stage="consultation")
    assert "quedó fijado" in done.words


pairs = some.dictionaries(some.integers(1, 8), some.integers(1, 4))


@given(pairs, pairs)
def test_every_commitment_of_two_plans_is_told_once(before: dict[int, int], after: dict[int, int]) -> None:
    told = difference(before, after)
    listed = [*told.came, *told.went, *told.changed, *told.same]
    assert sorted(listed) == sorted(before.keys() | after.keys())
    assert difference(after, before).came == told.went
    assert not difference(before, before).changed
